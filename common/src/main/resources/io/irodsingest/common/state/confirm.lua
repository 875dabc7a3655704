-- Makes a job of a draft whose name is taken, with its first task registered and unpublished.
-- KEYS  the job's record, tasks, pending, content of the event handler
-- ARGV  job id, event channel, nonce of the first task, the first task
-- Answer  1, also when it is a job already; 0 when there is no draft any more
if redis.call('HEXISTS', KEYS[1], 'state') == 1 then
    return 1
end
if redis.call('EXISTS', KEYS[1]) == 0 then
    return 0
end
local now = millis()
redis.call('PERSIST', KEYS[1])
redis.call('PERSIST', KEYS[4])
redis.call('HSET', KEYS[1], 'state', 'QUEUED', 'registered', 1, 'open', 1, 'last', text(now))
redis.call('HSET', KEYS[2], '1', ARGV[3] .. '::' .. ARGV[4])
keep(KEYS[3], '0', {{parent = '-', nonce = ARGV[3], first = 1, last = 1, time = now}})
redis.call('PUBLISH', ARGV[2], ARGV[1] .. ' QUEUED')
return 1
