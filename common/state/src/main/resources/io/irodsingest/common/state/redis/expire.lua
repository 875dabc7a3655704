-- Ends a job that no worker has begun in the time that it had for that.
-- KEYS  all of the job
-- ARGV  job id, event channel, retention in ms, that time in ms since the job was made, the error up to the state in which it was, and
--       then the states from which it may expire
-- Answer  the state after it; nil when there is no such job
local state, created, begun, registered = unpack(redis.call('HMGET', KEYS[JOB], 'state', 'created', 'begun', 'registered'))
-- a worker of an earlier version does not note that it begins a job, but which task it takes, or what it found
local isBegun = begun or tonumber(registered or 0) > 1 or redis.call('EXISTS', takersOf(KEYS[JOB])) == 1
if not state or isBegun or created + ARGV[4] > millis() then
    return state
end
for i = 6, #ARGV do
    if state == ARGV[i] then
        redis.call('HSET', KEYS[JOB], 'error', ARGV[5] .. state)
        become(KEYS, ARGV[1], ARGV[2], 'EXPIRED', false, true, ARGV[3])
        return 'EXPIRED'
    end
end
return state
