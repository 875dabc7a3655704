-- Hands out open tasks of a job in which nothing was committed or handed out for some time. The next call goes on where
-- this one ended. A call that is repeated because its answer was lost hands out the same again.
-- KEYS  the job's record, tasks, delayed
-- ARGV  least time in ms, at most how many, id of this call, and then the numbers of the tasks that somebody works on
-- Answer  number, nonce and task of each
local job, tasks, limit = KEYS[1], KEYS[2], tonumber(ARGV[2])
local known = redis.call('HMGET', job, 'state', 'last', 'sweep', 'from', 'to')
local repeated = known[3] == ARGV[3]
if known[1] ~= 'QUEUED' and known[1] ~= 'RUNNING' then
    return {}
end
local now = millis()
if not repeated and now - (known[2] or 0) < tonumber(ARGV[1]) then
    return {}
end
local running = {}
for i = 4, #ARGV do
    running[ARGV[i]] = true
end

-- a place in the table: a cursor of HSCAN, and how many of its page were passed
local from = (repeated and known[4] or known[5]) or '0:0'
local cursor, passed = string.match(from, '(%d+):(%d+)')
local answer, seen, count = {}, {}, 0
repeat
    local page, at = redis.call('HSCAN', tasks, cursor, 'COUNT', limit), passed * 2 + 1
    while at < #page[2] and count < limit do
        local number = page[2][at]
        if not running[number] and not seen[number] and not redis.call('ZSCORE', KEYS[3], number) then
            seen[number] = true
            count = count + 1
            local nonce, _, task = split(page[2][at + 1])
            answer[count * 3 - 2], answer[count * 3 - 1], answer[count * 3] = number, nonce, task
        end
        at = at + 2
    end
    if at < #page[2] then
        passed = (at - 1) / 2
    else
        cursor, passed = page[1], 0
    end
until passed > 0 or cursor == '0' or count == limit
if not repeated then
    redis.call('HINCRBY', job, 'retried', count)
end
redis.call('HSET', job, 'last', text(now), 'sweep', ARGV[3], 'from', from, 'to', cursor .. ':' .. text(passed))
return answer
