-- Forgets a dead letter.
-- KEYS  order, letters, bodies, size of all bodies
-- ARGV  id
-- Answer  1 when there was one
local body = redis.call('HGET', KEYS[3], ARGV[1])
if not body then
    return 0
end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
redis.call('DECRBY', KEYS[4], #body)
return 1
