-- Enters jobs that have not ended, and are not known to.
-- KEYS  jobs that may not have ended
-- ARGV  their ids
for _, id in ipairs(ARGV) do
    redis.call('ZADD', KEYS[1], 'NX', text(millis()), id)
end
