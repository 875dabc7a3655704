-- KEYS  beats, times, drains
-- ARGV  age of the oldest beat in ms
-- Answer  age in ms and beat of each worker; how long a beat holds stands in it
local now = millis()
local times = redis.call('ZRANGEBYSCORE', KEYS[2], text(now - ARGV[1]), '+inf', 'WITHSCORES')
local ids, answer = {}, {}
for i = 1, #times, 2 do
    ids[#ids + 1] = times[i]
end
for from = 1, #ids, 1000 do
    for i, beat in ipairs(redis.call('HMGET', KEYS[1], unpack(ids, from, math.min(#ids, from + 999)))) do
        if beat then
            answer[#answer + 1] = text(now - times[2 * (from + i - 1)])
            answer[#answer + 1] = beat
        end
    end
end
return answer
