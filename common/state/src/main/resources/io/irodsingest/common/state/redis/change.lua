-- A change of state, if it is allowed from what the state is now.
-- KEYS  all of the job
-- ARGV  job id, event channel, retention in ms, the new state, 1 when it keeps its tasks, 1 when it is final,
--       the error (empty: none), and then the states from which it is allowed
-- Answer  the state after it; nil when there is no such job
local state = redis.call('HGET', KEYS[JOB], 'state')
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
