-- A pass cannot be done, says a task that is open under its nonce.
-- KEYS  all of the job
-- ARGV  job id, event channel, retention in ms, number and nonce of the task, the error
-- Answer  the state after it; nil when there is no such job
local state = redis.call('HGET', KEYS[JOB], 'state')
if not WORKABLE[state] or split(redis.call('HGET', KEYS[TASKS], ARGV[4])) ~= ARGV[5] then
    return state
end
redis.call('HSET', KEYS[JOB], 'error', ARGV[6])
return endPass(KEYS, ARGV[1], ARGV[2], 'FAILED', ARGV[3])
