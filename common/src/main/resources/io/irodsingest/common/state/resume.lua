-- Lets a paused job go on: its open tasks are to be published again, under new nonces, so that messages from before the pause
-- are told from them. Those that somebody works on and those that are not due stay as they are.
-- KEYS  the job's record, tasks, pending, failure order, failure texts, delayed
-- ARGV  job id, event channel, id of this call, as how old in ms they are entered among the unpublished, and then the numbers of the tasks that somebody works on
-- Answer  the state after it; nil when there is no such job
local RANGE = 100
local job, tasks, pending, delayed = KEYS[1], KEYS[2], KEYS[3], KEYS[6]
local state = redis.call('HGET', job, 'state')
if state ~= 'PAUSED' then
    return state
end
local running, open = {}, {}
for i = 5, #ARGV do
    running[ARGV[i]] = true
end
for _, number in ipairs(redis.call('HKEYS', tasks)) do
    if not running[number] and not redis.call('ZSCORE', delayed, number) then
        open[#open + 1] = tonumber(number)
    end
end
table.sort(open)
local kept, time = {}, millis() - ARGV[4]
for i, number in ipairs(open) do
    if (i - 1) % RANGE == 0 then
        kept[#kept + 1] = {parent = '-', nonce = ARGV[3] .. '.' .. (#kept + 1), first = number, time = time}
    end
    local range = kept[#kept]
    range.last = number
    local _, flags, task = split(redis.call('HGET', tasks, text(number)))
    redis.call('HSET', tasks, text(number), range.nonce .. ':' .. flags .. ':' .. task)
end
redis.call('UNLINK', pending)
keep(pending, '0', kept)
state = redis.call('EXISTS', tasks) == 0 and 'WAITING' or 'RUNNING'
redis.call('HSET', job, 'last', text(millis()))
redis.call('HINCRBY', job, 'resumes', 1)
redis.call('HSET', job, 'state', state)
remember(job, state, {})
redis.call('PUBLISH', ARGV[2], ARGV[1] .. ' ' .. state)
return state
