-- A step over the list of jobs, when it has others than the index: a version before this one has no index. What is missing in it is
-- entered among the active ones, with the stamp 0, until many of those wait to be looked at.
-- KEYS  the index
-- ARGV  where in the list to begin (0: at the newest), how many are looked at, how many may wait
-- Answer  where to go on; 0 at the end, or when nothing is missing
if redis.call('ZCARD', KEYS[LIST]) == redis.call('HLEN', KEYS[IDS]) then
    return 0
end
local from, count = tonumber(ARGV[1]), tonumber(ARGV[2])
if redis.call('ZCOUNT', KEYS[ACTIVE], 0, 0) >= tonumber(ARGV[3]) then
    return from
end
local members, ids = redis.call('ZREVRANGE', KEYS[LIST], from, from + count - 1, 'WITHSCORES'), {}
if #members == 0 then
    return 0
end
for i = 1, #members, 2 do
    ids[#ids + 1] = string.match(members[i], '^%S+')
end
local entries, names, stamps = {}, {}, {}
for i, entry in ipairs(redis.call('HMGET', KEYS[IDS], unpack(ids))) do
    if not entry then
        local at, id, created = #names, ids[i], members[2 * i]
        local name = string.sub(members[2 * i - 1], #id + 2)
        entries[at + 1], entries[at + 2] = id, created .. ' ' .. name
        names[at + 1], names[at + 2] = 0, named(id, name, created)
        stamps[at + 1], stamps[at + 2] = 0, id
    end
end
if #names > 0 then
    redis.call('HSET', KEYS[IDS], unpack(entries))
    redis.call('ZADD', KEYS[NAMED], unpack(names))
    redis.call('ZADD', KEYS[ACTIVE], unpack(stamps))
    changed()
end
return #ids == count and from + count or 0
