-- KEYS  beats, times, drains
-- ARGV  age of the oldest beat in ms
-- Answer  beats
local answer = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], text(millis() - ARGV[1]), '+inf')) do
    answer[#answer + 1] = redis.call('HGET', KEYS[1], id)
end
return answer
