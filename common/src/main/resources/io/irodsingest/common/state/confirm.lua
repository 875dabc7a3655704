-- Makes a job of a draft whose name is taken, with its first task registered and unpublished.
-- KEYS  the job's record, tasks, pending
-- ARGV  job id, event channel, nonce of the first task, the first task, interval in ms (0: none),
--       tasks that remove noted collections and finish a pass (empty: none is wanted),
--       how many tasks may be handed out at a time (0: any number)
-- Answer  1, also when it is a job already; 0 when there is no draft any more
if redis.call('HEXISTS', KEYS[1], 'state') == 1 then
    return 1
end
if redis.call('EXISTS', KEYS[1]) == 0 then
    return 0
end
local now = millis()
redis.call('PERSIST', KEYS[1])
redis.call('PERSIST', handlerOf(KEYS[1]))
if tonumber(ARGV[5]) > 0 then
    redis.call('HSET', KEYS[1], 'interval', ARGV[5])
end
if ARGV[6] ~= '' then
    redis.call('HSET', KEYS[1], 'remove', ARGV[6])
end
if ARGV[7] ~= '' then
    redis.call('HSET', KEYS[1], 'finish', ARGV[7])
end
if tonumber(ARGV[8]) > 0 then
    redis.call('HSET', KEYS[1], 'parallel', ARGV[8])
end
redis.call('HSET', KEYS[1], 'pass', 1, 'planned', text(now), 'started', text(now), 'unkept', 0)
enterFirst(KEYS, ARGV[1], ARGV[2], ARGV[3], ARGV[4], now)
return 1
