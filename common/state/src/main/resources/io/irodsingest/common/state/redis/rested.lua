-- Some jobs at rest whose records are to be looked at: those that ended so long ago that they may be gone, and a few of those that may
-- be active again without the index knowing of it.
-- KEYS  the index
-- ARGV  how long ended jobs are kept in ms, how many of those to leave out and how many to tell, number of the set of jobs that may
--       be retried, how many to leave out and how many to tell of it and of those that wait
-- Answer  ids and times of ended jobs; ids of waiting ones; "id name" of those that may be retried
local from, most = ARGV[5], ARGV[6]
return {redis.call('ZRANGEBYSCORE', KEYS[ENDED], '-inf', text(millis() - ARGV[1]), 'WITHSCORES', 'LIMIT', ARGV[2], ARGV[3]),
    redis.call('ZRANGE', KEYS[WAITING], from, from + most - 1),
    redis.call('ZRANGE', KEYS[STATES + ARGV[4]], from, from + most - 1)}
