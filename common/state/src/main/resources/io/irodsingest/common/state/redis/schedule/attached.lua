-- What is attached to a schedule.
-- KEYS  those of all schedules
-- ARGV  id
-- Answer  it, packed; nothing when there is none
return {redis.call('GET', keyOf('attached', ARGV[1])) or nil}
