-- Makes a job of a draft whose name is taken, with its first task registered and unpublished.
-- KEYS  all of the job
-- ARGV  job id, event channel, nonce of the first task, the first task, interval in ms (0: none),
--       tasks that remove noted collections and finish a pass (empty: none is wanted),
--       how many tasks may be handed out at a time (0: any number)
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
if tonumber(ARGV[5]) > 0 then
    redis.call('HSET', KEYS[JOB], 'interval', ARGV[5])
end
if ARGV[6] ~= '' then
    redis.call('HSET', KEYS[JOB], 'remove', ARGV[6])
end
if ARGV[7] ~= '' then
    redis.call('HSET', KEYS[JOB], 'finish', ARGV[7])
end
if tonumber(ARGV[8]) > 0 then
    redis.call('HSET', KEYS[JOB], 'parallel', ARGV[8])
end
redis.call('HSET', KEYS[JOB], 'pass', 1, 'planned', text(now), 'started', text(now), 'unkept', 0)
enterFirst(KEYS, ARGV[1], ARGV[2], ARGV[3], ARGV[4], now)
return 1
