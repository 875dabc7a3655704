-- What a task had done that was interrupted because its job was stopped: its counts are added, once for each task. The job's
-- table of tasks is gone already.
-- KEYS  the job's record, the tasks that have told
-- ARGV  retention in ms, number and nonce of the task, name to amount of its counts as JSON, the amounts as texts
-- Answer  1 when it counted, now or when the call was sent before; 0 when the job is not stopped
local state = redis.call('HGET', KEYS[1], 'state')
if state ~= 'STOPPING' and state ~= 'STOPPED' then
    return 0
end
if redis.call('SADD', KEYS[2], ARGV[2] .. ':' .. ARGV[3]) == 1 then
    for name, amount in pairs(cjson.decode(ARGV[4])) do
        redis.call('HINCRBY', KEYS[1], 'c.' .. name, amount)
    end
end
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return 1
