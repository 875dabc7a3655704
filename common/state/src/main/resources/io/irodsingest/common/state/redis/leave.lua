-- What a task had done that was interrupted because its job was stopped: its counts are added, once for each task. The job's
-- table of tasks is gone already.
-- KEYS  the job's record, the tasks that have told
-- ARGV  retention in ms, number and nonce of the task, and then name and amount of each count
-- Answer  1 when it counted, now or when the call was sent before; 0 when the job is not stopped
local state = redis.call('HGET', KEYS[1], 'state')
if state ~= 'STOPPING' and state ~= 'STOPPED' then
    return 0
end
if redis.call('SADD', KEYS[2], ARGV[2] .. ':' .. ARGV[3]) == 1 then
    for i = 4, #ARGV, 2 do
        redis.call('HINCRBY', KEYS[1], 'c.' .. ARGV[i], ARGV[i + 1])
    end
end
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return 1
