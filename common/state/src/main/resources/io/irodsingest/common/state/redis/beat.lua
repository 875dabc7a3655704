-- A worker lives. Those that were not heard of for a day are dropped.
-- KEYS  beats, times, drains
-- ARGV  id, beat (empty: it leaves)
-- Answer  nil unless the worker is wanted to take no more tasks
local now = millis()
local gone = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', text(now - 86400000))
if ARGV[2] == '' then
    gone[#gone + 1] = ARGV[1]
else
    redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
    redis.call('ZADD', KEYS[2], text(now), ARGV[1])
end
for _, id in ipairs(gone) do
    redis.call('HDEL', KEYS[1], id)
    redis.call('ZREM', KEYS[2], id)
    redis.call('HDEL', KEYS[3], id)
end
return redis.call('HGET', KEYS[3], ARGV[1])
