-- Takes jobs that have ended off those that may not have. One that was begun again a moment ago stays, for it may not look so yet.
-- KEYS  jobs that may not have ended
-- ARGV  least time in ms since its name was taken, and then their ids
local newest = millis() - ARGV[1]
for i = 2, #ARGV do
    local at = redis.call('ZSCORE', KEYS[1], ARGV[i])
    if at and tonumber(at) <= newest then
        redis.call('ZREM', KEYS[1], ARGV[i])
    end
end
