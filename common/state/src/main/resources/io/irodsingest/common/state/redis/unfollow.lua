-- Takes a job out of those whose follow-ups are not dealt with, unless it was entered anew since. A young stamp says that somebody may be
-- about to make the job, or to let it try its failures again.
-- KEYS  the index
-- ARGV  id, its stamp as it was seen, least age of a stamp in ms
local stamp = redis.call('ZSCORE', KEYS[FOLLOWED], ARGV[1])
if stamp and tonumber(stamp) == tonumber(ARGV[2]) and tonumber(stamp) <= (millis() - ARGV[3]) * 1000 then
    redis.call('ZREM', KEYS[FOLLOWED], ARGV[1])
    changed()
end
