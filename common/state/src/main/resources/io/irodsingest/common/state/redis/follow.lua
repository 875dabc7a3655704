-- Enters jobs among those whose follow-ups are not dealt with, or renews their stamps there.
-- KEYS  the index
-- ARGV  ids
for _, id in ipairs(ARGV) do
    redis.call('ZADD', KEYS[FOLLOWED], micros(), id)
    changed()
end
