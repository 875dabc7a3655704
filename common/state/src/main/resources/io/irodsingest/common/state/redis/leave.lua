-- What a task had done when its job was stopped: its counts are added, once for each task, with what it writes to pages, and it is
-- remembered, unless the stop is long over. The job's table of tasks is gone already.
-- KEYS  the job's record, the tasks that have told, and one for each change of the sync cache, in another slot: only where Redis is no
--       cluster
-- ARGV  retention in ms, number and nonce of the task, name to amount of its counts as JSON, the amounts as texts, the changes of the
--       sync cache as JSON, name and fields of each page as JSON, the values of the changes, and what is written to pages
-- Answer  1 when it counted, now or when the call was sent before; 0 when the job is not stopped, or when it writes to pages and the stop is
--         over
local state = redis.call('HGET', KEYS[1], 'state')
if state ~= 'STOPPING' and state ~= 'STOPPED' then
    return 0
end
local pages = cjson.decode(ARGV[6])
-- what somebody may have read already as the end does not change any more
if state == 'STOPPED' and #pages > 0 then
    return 0
end
if redis.call('SADD', KEYS[2], ARGV[2] .. ':' .. ARGV[3]) == 1 then
    for name, amount in pairs(cjson.decode(ARGV[4])) do
        redis.call('HINCRBY', KEYS[1], 'c.' .. name, amount)
    end
    local values = 6
    local changes = cjson.decode(ARGV[5])
    -- when nobody is waited for any more, another job may have synced the same files anew
    if state == 'STOPPING' then
        changeCache(changes, 2, values)
    end
    for _, change in ipairs(changes) do
        values = values + change.values
    end
    putPages(KEYS[1], pages, values)
end
redis.call('PEXPIRE', KEYS[2], keptFor(KEYS[1], ARGV[1]))
return 1
