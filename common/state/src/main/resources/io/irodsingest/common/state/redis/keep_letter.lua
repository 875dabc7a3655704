-- Keeps a dead letter. It is told by its content, so that one that comes twice is kept once.
-- KEYS  order, letters, bodies, size of all bodies
-- ARGV  id, letter, body in base64, letters at most, bytes of bodies at most
-- Answer  1 when it is kept, 0 when there is no room
if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 then
    return 1
end
local size = tonumber(redis.call('GET', KEYS[4]) or 0)
if redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[4]) or size > 0 and size + #ARGV[3] > tonumber(ARGV[5]) then
    return 0
end
redis.call('ZADD', KEYS[1], text(millis()), ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[3], ARGV[1], ARGV[3])
redis.call('INCRBY', KEYS[4], #ARGV[3])
return 1
