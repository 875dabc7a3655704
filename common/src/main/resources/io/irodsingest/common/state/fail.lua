-- A pass cannot be done, says a task that is open under its nonce.
-- KEYS  the job's record, tasks, pending, failure order, failure texts, delayed, gone, deletions
-- ARGV  job id, event channel, retention in ms, number and nonce of the task, the error
-- Answer  the state after it; nil when there is no such job
local state = redis.call('HGET', KEYS[1], 'state')
if not WORKABLE[state] or split(redis.call('HGET', KEYS[2], ARGV[4])) ~= ARGV[5] then
    return state
end
redis.call('HSET', KEYS[1], 'error', ARGV[6])
return endPass(KEYS, ARGV[1], ARGV[2], 'FAILED', ARGV[3])
