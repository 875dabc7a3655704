-- How many schedules that have not ended are due until a time.
-- KEYS  those of all schedules
-- ARGV  time in ms
-- Answer  the number
return {redis.call('ZCOUNT', KEYS[DUE], '-inf', ARGV[1])}
