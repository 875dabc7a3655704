-- Stops a pass that takes longer than it may. Of a periodic job, only the pass: when workers have let go of it, the job waits for the next.
-- A pause is its user's alone to end.
-- KEYS  all of the job
-- ARGV  job id, event channel, how long a pass may take in ms, the error
-- Answer  the state after it; nil when there is no such job
local state, started, created, interval = unpack(redis.call('HMGET', KEYS[JOB], 'state', 'started', 'created', 'interval'))
if state ~= 'QUEUED' and state ~= 'RUNNING' or (started or created) + ARGV[3] > millis() then
    return state
end
redis.call('HSET', KEYS[JOB], 'error', ARGV[4])
if interval then
    redis.call('HSET', KEYS[JOB], 'overdue', 1)
end
become(KEYS, ARGV[1], ARGV[2], 'STOPPING', false, false, 0)
return 'STOPPING'
