-- Lets a paused job go on, whose open tasks were made ready for it by steps of another script.
-- KEYS  all of the job
-- ARGV  job id, event channel
-- Answer  the state after it; nil when there is no such job
local job = KEYS[JOB]
local state = redis.call('HGET', job, 'state')
if state ~= 'PAUSED' then
    return state
end
state = redis.call('EXISTS', KEYS[TASKS]) == 0 and 'WAITING' or 'RUNNING'
redis.call('HINCRBY', job, 'resumes', 1)
redis.call('HSET', job, 'state', state, 'last', text(millis()))
remember(job, state, {})
redis.call('PUBLISH', ARGV[2], ARGV[1] .. ' ' .. state)
return state
