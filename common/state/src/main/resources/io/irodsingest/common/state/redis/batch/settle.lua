-- Corrects claims that are as they were seen.
-- KEYS  the claims, their sum
-- ARGV  of each: id of the batch's job, its claim as it was seen (empty: none), how many bytes it is to have (0: the claim goes)
-- Answer  nothing
for i = 1, #ARGV, 3 do
    local id, seen, right = unpack(ARGV, i, i + 2)
    if (redis.call('HGET', KEYS[1], id) or '') == seen then
        local bytes, time, calls = parsed(seen)
        if right == '0' then
            redis.call('HDEL', KEYS[1], id)
        else
            redis.call('HSET', KEYS[1], id, table.concat({right, time, calls}, ' '))
        end
        redis.call('INCRBY', KEYS[2], text(right - bytes))
    end
end
return {}
