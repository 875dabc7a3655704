-- Enters batches in the list, or takes some off it.
-- KEYS  the list
-- ARGV  ZADD or ZREM, and then members
-- Answer  nothing
for i = 2, #ARGV do
    if ARGV[1] == 'ZADD' then
        redis.call('ZADD', KEYS[1], 0, ARGV[i])
    else
        redis.call('ZREM', KEYS[1], ARGV[i])
    end
end
return {}
