-- Lets the record of a job whose follow-ups are dealt with go when its time has come, if the job has not gone on meanwhile.
-- KEYS  all of the job
-- ARGV  the state that it was in, how long ended jobs are kept in ms
-- Answer  1 when the job is in that state, or is not there, else 0
local state = redis.call('HGET', KEYS[JOB], 'state')
if state == ARGV[1] and redis.call('PTTL', KEYS[JOB]) == -1 then
    expire(KEYS, ARGV[2])
end
return (not state or state == ARGV[1]) and 1 or 0
