-- Makes a job of a draft whose name is taken, with its first task registered and unpublished; or a blocked one without tasks, if its
-- fields say that it comes after others.
-- KEYS  all of the job
-- ARGV  job id, event channel, nonce of the first task, the first task, further fields of the record as JSON, all texts
-- Answer  1, also when it is a job already; 0 when there is no draft any more
if redis.call('HEXISTS', KEYS[JOB], 'state') == 1 then
    return 1
end
if redis.call('EXISTS', KEYS[JOB]) == 0 then
    return 0
end
local now = millis()
redis.call('PERSIST', KEYS[JOB])
redis.call('PERSIST', handlerOf(KEYS[JOB]))
for field, value in pairs(cjson.decode(ARGV[5])) do
    redis.call('HSET', KEYS[JOB], field, value)
end
for _, key in ipairs(followUpHandlersOf(KEYS[JOB])) do
    redis.call('PERSIST', key)
end
redis.call('HSET', KEYS[JOB], 'pass', 1, 'planned', text(now), 'started', text(now), 'unkept', 0)
if redis.call('HEXISTS', KEYS[JOB], 'after') == 1 then
    become(KEYS, ARGV[1], ARGV[2], 'BLOCKED', true, false, 0)
else
    enterFirst(KEYS, ARGV[1], ARGV[2], ARGV[3], ARGV[4], now)
end
return 1
