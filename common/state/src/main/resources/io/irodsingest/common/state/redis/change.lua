-- A change of state, if it is allowed from what the state is now.
-- KEYS  all of the job
-- ARGV  job id, event channel, retention in ms, the new state, 1 when it keeps its tasks, 1 when it is final,
--       the error (empty: none), and then the states from which it is allowed
-- Answer  the state after it; nil when there is no such job. Where only a pass is being stopped, that is WAITING instead of STOPPED
local state = redis.call('HGET', KEYS[JOB], 'state')
local isStopping = state == 'STOPPING' and redis.call('HEXISTS', KEYS[JOB], 'overdue') == 1
if isStopping and ARGV[4] == 'STOPPING' then
    -- a pass that took too long was being stopped, and now its user stops the job
    redis.call('HDEL', KEYS[JOB], 'overdue', 'error')
elseif isStopping and ARGV[4] == 'STOPPED' then
    redis.call('HDEL', KEYS[JOB], 'overdue')
    return endPass(KEYS, ARGV[1], ARGV[2], 'STOPPED', ARGV[3])
end
for i = 8, #ARGV do
    if state == ARGV[i] then
        if ARGV[7] ~= '' then
            redis.call('HSET', KEYS[JOB], 'error', ARGV[7])
        end
        become(KEYS, ARGV[1], ARGV[2], ARGV[4], ARGV[5] == '1', ARGV[6] == '1', ARGV[3])
        return ARGV[4]
    end
end
return state
