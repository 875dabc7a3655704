-- Takes delayed tasks that are due into the tasks to be published, under a new nonce.
-- KEYS  the job's record, tasks, pending, delayed
-- ARGV  id of this call, the nonce; how many at most
-- Answer  number, nonce and task of each, also when the call is repeated
local job, tasks, pending, delayed = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local state = redis.call('HGET', job, 'state')
if state ~= 'QUEUED' and state ~= 'RUNNING' then
    return {}
end
local now, answer = millis(), {}
local kept = ranges(redis.call('HGET', pending, '0'))
for _, number in ipairs(redis.call('ZRANGEBYSCORE', delayed, '-inf', text(now), 'LIMIT', 0, ARGV[2])) do
    local nonce, flags, task = split(redis.call('HGET', tasks, number))
    redis.call('ZREM', delayed, number)
    if nonce then
        redis.call('HSET', tasks, number, ARGV[1] .. ':' .. flags .. ':' .. task)
        kept[#kept + 1] = {parent = '-', nonce = ARGV[1], first = tonumber(number), last = tonumber(number), time = now}
    end
end
keep(pending, '0', kept)
noteDue(job, delayed)
for _, range in ipairs(kept) do
    if range.nonce == ARGV[1] then
        addOpen(answer, tasks, range)
    end
end
if #answer > 0 then
    redis.call('HSET', job, 'last', text(now))
end
return answer
