-- Begins the next pass of a periodic job, when it is due. What the last pass counted and kept is forgotten.
-- KEYS  the job's record, tasks, pending, failure order, failure texts, delayed, gone, deletions
-- ARGV  job id, event channel, nonce of the first task, the first task
-- Answer  number of the first task, also when the call is repeated; 0 when there is nothing to begin
local job = KEYS[1]
local known = redis.call('HMGET', job, 'state', 'next', 'interval', 'registered')
local now, number = millis(), tonumber(known[4] or 0)
if known[1] == 'QUEUED' and split(redis.call('HGET', KEYS[2], text(number))) == ARGV[3] then
    return number
end
if known[1] ~= 'WAITING' or tonumber(known[2]) > now then
    return 0
end
for _, field in ipairs(redis.call('HKEYS', job)) do
    if string.sub(field, 1, 2) == 'c.' then
        redis.call('HDEL', job, field)
    end
end
redis.call('HDEL', job, 'failed', 'retried', 'error')
redis.call('UNLINK', KEYS[4], KEYS[5])
-- runs that were missed are made up for by this one, and the rhythm stays
local planned = known[2] + math.floor((now - known[2]) / known[3]) * known[3]
redis.call('HSET', job, 'planned', text(planned), 'base', text(number), 'started', text(now))
redis.call('HINCRBY', job, 'pass', 1)
return enterFirst(KEYS, ARGV[1], ARGV[2], ARGV[3], ARGV[4], now)
