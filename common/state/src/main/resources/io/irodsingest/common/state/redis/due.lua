-- Takes delayed tasks that are due, under new nonces, among those that are to be published; of a job that may have so many tasks
-- handed out and no more, only what there is room for.
-- KEYS  the job's record, tasks, delayed, unsent
-- ARGV  id of this call; how many at most
-- Answer  number, nonce, flags and task of each, also when the call is repeated
local job, tasks, delayed, unsent = unpack(KEYS)
local state, call, at = unpack(redis.call('HMGET', job, 'state', 'dueCall', 'dueAt'))
if state ~= 'QUEUED' and state ~= 'RUNNING' then
    return {}
end
local answer = {}
local function addTask(number)
    local nonce, flags, task = split(redis.call('HGET', tasks, number))
    if nonce and string.sub(nonce, -#ARGV[1]) == ARGV[1] then
        add(answer, number, nonce, flags, task)
    end
end
if call == ARGV[1] then
    for _, number in ipairs(redis.call('ZRANGEBYSCORE', unsent, at, at, 'LIMIT', 0, ARGV[2])) do
        addTask(number)
    end
    return answer
end
local now = millis()
local most = math.min(tonumber(ARGV[2]), freeSlots(job, tasks, delayed) or tonumber(ARGV[2]))
if most > 0 then
    release(tasks, delayed, ARGV[1], most, now, function(number)
        redis.call('ZADD', unsent, text(now), number)
        addTask(number)
    end)
    noteDue(job, delayed)
    redis.call('HSET', job, 'last', text(now), 'dueCall', ARGV[1], 'dueAt', text(now))
end
return answer
