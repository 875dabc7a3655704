-- The end of a task or of a part of it: all of it, or nothing when the task is not open under its nonce.
-- KEYS  the job's record, tasks, pending, failure order, failure texts, content of the event handler
-- ARGV  job id, event channel, retention in ms, failures kept at most,
--       number and nonce of the task, id of this commit (the nonce of all that it enters),
--       the remainder (empty: the task is done),
--       how many counts, then name and amount of each,
--       how many failures, then path, time in ms and record of each,
--       and then the children
-- Answer  1 when this commit counted, now or when it was sent before; the state; number of the first child or 0;
--         1 when the remainder is open; and when it did not count: number, nonce, task of what the task registered
--         and may be unpublished
local job, tasks, pending, order, failures = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local number, nonce, commit, remainder = ARGV[5], ARGV[6], ARGV[7], ARGV[8]

local state = redis.call('HGET', job, 'state')
if state ~= 'QUEUED' and state ~= 'RUNNING' then
    return {0, state or '', 0, 0}
end

local kept = ranges(redis.call('HGET', pending, number))
local open, flags = split(redis.call('HGET', tasks, number))
if open ~= nonce then
    local answer = {open == commit and 1 or 0, state, 0, open == commit and 1 or 0}
    for _, range in ipairs(kept) do
        if range.nonce == commit then
            answer[1], answer[3] = 1, range.first
        end
    end
    if answer[1] == 0 then
        addKept(answer, tasks, kept, nonce)
    end
    return answer
end

local at = 9
local function nextArgument()
    at = at + 1
    return ARGV[at - 1]
end

local failed = flags == 'f'
for _ = 1, tonumber(nextArgument()) do
    local name, amount = nextArgument(), nextArgument()
    redis.call('HINCRBY', job, 'c.' .. name, amount)
    failed = failed or name == 'failed'
end
local room = tonumber(ARGV[4])
for _ = 1, tonumber(nextArgument()) do
    local path, time, record = nextArgument(), nextArgument(), nextArgument()
    failed = true
    if redis.call('ZCARD', order) < room or redis.call('ZSCORE', order, path) then
        redis.call('ZADD', order, time, path)
        redis.call('HSET', failures, path, record)
    end
end

local now, first = millis(), 0
local children = #ARGV - at + 1
if children > 0 then
    local last = redis.call('HINCRBY', job, 'registered', children)
    first = last - children + 1
    for child = first, last do
        redis.call('HSET', tasks, text(child), commit .. '::' .. nextArgument())
    end
    kept[#kept + 1] = {parent = nonce, nonce = commit, first = first, last = last, time = now}
    keep(pending, number, kept)
end

if remainder == '' then
    redis.call('HDEL', tasks, number)
    if failed then
        redis.call('HINCRBY', job, 'failed', 1)
    end
else
    redis.call('HSET', tasks, number, commit .. ':' .. (failed and 'f' or '') .. ':' .. remainder)
end

local left = redis.call('HLEN', tasks)
redis.call('HSET', job, 'open', left, 'last', text(now))
if state == 'QUEUED' then
    state = 'RUNNING'
    become(KEYS, ARGV[1], ARGV[2], state, true, false, ARGV[3])
end
if left == 0 then
    state = tonumber(redis.call('HGET', job, 'failed') or 0) > 0 and 'COMPLETED_WITH_FAILURES' or 'COMPLETED'
    become(KEYS, ARGV[1], ARGV[2], state, false, true, ARGV[3])
end
return {1, state, first, remainder == '' and 0 or 1}
