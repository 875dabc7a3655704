-- Whether a worker is wanted to take no more tasks.
-- KEYS  beats, times, drains
-- ARGV  id, 1 for yes and 0 for no
if ARGV[2] == '0' then
    redis.call('HDEL', KEYS[3], ARGV[1])
elseif redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then
    redis.call('HSET', KEYS[3], ARGV[1], text(millis()))
end
