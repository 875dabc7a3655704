-- KEYS  beats, times, drains
-- ARGV  age of the oldest beat in ms
-- Answer  age in ms and beat of each worker; how long a beat holds stands in it
local now = millis()
local times = redis.call('ZRANGEBYSCORE', KEYS[2], text(now - ARGV[1]), '+inf', 'WITHSCORES')
local answer = {}
for i = 1, #times, 2 do
    answer[#answer + 1] = text(now - times[i + 1])
    answer[#answer + 1] = redis.call('HGET', KEYS[1], times[i])
end
return answer
