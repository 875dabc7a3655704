-- Takes a job out of those whose follow-ups are not dealt with, unless it was entered anew since.
-- KEYS  the index
-- ARGV  id, its stamp as it was seen
local stamp = redis.call('ZSCORE', KEYS[FOLLOWED], ARGV[1])
if stamp and tonumber(stamp) == tonumber(ARGV[2]) then
    redis.call('ZREM', KEYS[FOLLOWED], ARGV[1])
    changed()
end
