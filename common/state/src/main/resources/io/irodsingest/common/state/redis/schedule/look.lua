-- What is to be done with schedules. A hand-over that is told is as if it were claimed now, so that one caller is at it.
-- KEYS  those of all schedules
-- ARGV  how many at most of each; how long ago hand-overs were claimed, in ms; bytes of records at most, about
-- Answer  time in ms; ids and records of those that are due, the longest due first; id, entry and packed document of hand-overs; ids
--         of those that are watched; when the next one is due that is not due yet, in ms, or nothing
local now, most = millis(), tonumber(ARGV[1])
local due = {}
addRecords(due, redis.call('ZRANGEBYSCORE', KEYS[DUE], '-inf', text(now), 'LIMIT', 0, most), tonumber(ARGV[3]))
local handovers, bytes = {}, 0
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[HANDOVERS], '-inf', text(now - ARGV[2]), 'LIMIT', 0, most)) do
    local id, entry = string.match(member, '^(%S+) (%d+)$')
    local run = bytes < tonumber(ARGV[3]) and redis.call('HGET', keyOf('handovers', id), entry)
    if run then
        local size = #handovers
        handovers[size + 1], handovers[size + 2], handovers[size + 3] = id, entry, run
        bytes = bytes + #run
        redis.call('ZADD', KEYS[HANDOVERS], text(now), member)
    end
end
local watched = redis.call('SRANDMEMBER', KEYS[WATCHED], most)
local next = redis.call('ZRANGEBYSCORE', KEYS[DUE], '(' .. text(now), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)[2]
return {text(now), due, handovers, watched, next and next ~= 'inf' and text(tonumber(next)) or ''}
