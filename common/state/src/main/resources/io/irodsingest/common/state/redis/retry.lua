-- Lets a job that ended with failures try them again. When more failed than is kept, or all of the work at once, a whole pass tries all
-- again, and counts afresh.
-- KEYS  all of the job
-- ARGV  job id, event channel, nonce of the first task, the first task of a retry, and that of a whole pass, if the record does not say them, the path under which a failure of all of the work is kept; empty for none
-- Answer  number of the first task and the task itself, also when the call is repeated; 0 when the job is in another state
local job = KEYS[JOB]
local state, number = unpack(redis.call('HMGET', job, 'state', 'registered'))
local nonce, _, first = split(redis.call('HGET', KEYS[TASKS], number or '0'))
if state == 'QUEUED' and nonce == ARGV[3] then
    return {tonumber(number), first}
end
if state ~= 'COMPLETED_WITH_FAILURES' then
    return {0, ''}
end
for _, key in ipairs(keptKeys(KEYS)) do
    redis.call('PERSIST', key)
end
local now = millis()
local again = redis.call('HGET', job, 'retry') or ARGV[4]
local whole = redis.call('HGET', job, 'first') or ARGV[5]
if unkept(job, KEYS[ORDER]) > 0 or redis.call('ZSCORE', KEYS[ORDER], ARGV[6]) then
    freshPass(KEYS, redis.call('HGET', job, 'planned') or text(now), now)
    return {enterFirst(KEYS, ARGV[1], ARGV[2], ARGV[3], whole, now), whole}
end
redis.call('HDEL', job, 'failed')
redis.call('HINCRBY', job, 'passes', -1)
-- what fails again comes behind those that are there now, and is not handed out a second time
redis.call('HSET', job, 'started', text(now), 'retryable', redis.call('ZCARD', KEYS[ORDER]))
return {enterFirst(KEYS, ARGV[1], ARGV[2], ARGV[3], again, now), again}
