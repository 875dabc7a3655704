-- Notes that a run was handed over.
-- KEYS  those of all schedules
-- ARGV  id, entry
-- Answer  1 when it was to be handed over
redis.call('HDEL', keyOf('handovers', ARGV[1]), ARGV[2])
return {redis.call('ZREM', KEYS[HANDOVERS], ARGV[1] .. ' ' .. ARGV[2])}
