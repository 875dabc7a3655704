-- KEYS  beats, times, drains
-- ARGV  age of the oldest beat in ms
-- Answer  beats
local answer, ids = {}, redis.call('ZRANGEBYSCORE', KEYS[2], text(millis() - ARGV[1]), '+inf')
for from = 1, #ids, 1000 do
    for _, beat in ipairs(redis.call('HMGET', KEYS[1], unpack(ids, from, math.min(#ids, from + 999)))) do
        answer[#answer + 1] = beat or nil
    end
end
return answer
