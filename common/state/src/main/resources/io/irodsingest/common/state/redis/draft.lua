-- A job's record without a state: nobody sees it as a job, and it goes by itself when it is not confirmed.
-- KEYS  the job's record
-- ARGV  specification, how long the draft lives in ms
-- Answer  time of creation in ms
if redis.call('EXISTS', KEYS[1]) == 0 then
    redis.call('HSET', KEYS[1], 'spec', ARGV[1], 'created', text(millis()))
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return redis.call('HGET', KEYS[1], 'created')
