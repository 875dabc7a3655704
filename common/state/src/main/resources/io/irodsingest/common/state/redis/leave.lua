-- What a task had done when its job was stopped: its counts are added, once for each task, and it is remembered, unless the stop is long
-- over. The job's table of tasks is gone already.
-- KEYS  the job's record, the tasks that have told, and one for each change of the sync cache, in another slot: only where Redis is no
--       cluster
-- ARGV  retention in ms, number and nonce of the task, name to amount of its counts as JSON, the amounts as texts, the changes of the
--       sync cache as JSON, and their values
-- Answer  1 when it counted, now or when the call was sent before; 0 when the job is not stopped
local state = redis.call('HGET', KEYS[1], 'state')
if state ~= 'STOPPING' and state ~= 'STOPPED' then
    return 0
end
if redis.call('SADD', KEYS[2], ARGV[2] .. ':' .. ARGV[3]) == 1 then
    for name, amount in pairs(cjson.decode(ARGV[4])) do
        redis.call('HINCRBY', KEYS[1], 'c.' .. name, amount)
    end
    -- when nobody is waited for any more, another job may have synced the same files anew
    if state == 'STOPPING' then
        changeCache(cjson.decode(ARGV[5]), 2, 5)
    end
end
redis.call('PEXPIRE', KEYS[2], keptFor(KEYS[1], ARGV[1]))
return 1
