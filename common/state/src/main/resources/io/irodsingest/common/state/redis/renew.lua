-- A step of letting a paused job go on: some of its open tasks are to be published again, under new nonces, so that messages from
-- before the pause are told from them. Those that somebody works on and those that are not due stay as they are. Nothing is begun
-- before the last step, because the job is paused until then.
-- KEYS  all of the job
-- ARGV  id of the resume, where in the table to go on (0 at first), about how many tasks, as how old in ms they are entered among
--       the unpublished, and then the numbers of the tasks that somebody works on
-- Answer  where to go on; 0 when all were looked at, or the job is not paused
local tasks, delayed, unsent = KEYS[TASKS], KEYS[DELAYED], KEYS[UNSENT]
if redis.call('HGET', KEYS[JOB], 'state') ~= 'PAUSED' then
    return '0'
end
local running = {}
for i = 5, #ARGV do
    running[ARGV[i]] = true
end
local time = text(millis() - ARGV[4])
local page = redis.call('HSCAN', tasks, ARGV[2], 'COUNT', ARGV[3])
for i = 1, #page[2], 2 do
    local number = page[2][i]
    if not running[number] and not redis.call('ZSCORE', delayed, number) then
        local nonce, flags, task = split(page[2][i + 1])
        redis.call('HSET', tasks, number, renewed(nonce, ARGV[1]) .. ':' .. flags .. ':' .. task)
        redis.call('ZADD', unsent, time, number)
        notHanded(KEYS[JOB], number)
    end
end
return page[1]
