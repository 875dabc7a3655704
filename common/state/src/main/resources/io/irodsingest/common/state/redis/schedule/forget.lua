-- Forgets schedules that ended long ago, but none of which runs are going or to be handed over.
-- KEYS  those of all schedules
-- ARGV  how long they are kept, in microseconds; how many at most
-- Answer  how many were forgotten
local LOOKED_AT = 500
local count, most = 0, tonumber(ARGV[2])
local before = text(tonumber(micros()) - ARGV[1])
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[ENDED], '-inf', before, 'LIMIT', 0, LOOKED_AT)) do
    if count < most and redis.call('SISMEMBER', KEYS[WATCHED], id) == 0
        and redis.call('EXISTS', keyOf('handovers', id)) == 0 then
        redis.call('ZREM', KEYS[NAMED], namedAs(id, parsed(redis.call('HGET', KEYS[RECORDS], id))))
        redis.call('ZREM', KEYS[ENDED], id)
        redis.call('HDEL', KEYS[RECORDS], id)
        redis.call('UNLINK', keyOf('runs', id), keyOf('attached', id))
        count = count + 1
    end
end
return {count}
