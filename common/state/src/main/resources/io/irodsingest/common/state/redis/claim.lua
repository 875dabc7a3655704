-- Takes a name for a job, if nobody has it or the one who has it is the one expected, and enters the job among the active ones.
-- KEYS  the index
-- ARGV  name, id of the job, id of the expected holder (empty: none), time of creation in ms
-- Answer  the id that holds the name after it
local holder = redis.call('HGET', KEYS[NAMES], ARGV[1])
if not holder or holder == ARGV[2] or holder == ARGV[3] then
    local name, id, _, created = unpack(ARGV)
    redis.call('HSET', KEYS[NAMES], name, id)
    -- a draft that expired is made anew, later
    local nameBefore, createdBefore = known(id)
    if nameBefore then
        redis.call('ZREM', KEYS[NAMED], named(id, nameBefore, createdBefore))
    end
    redis.call('HSET', KEYS[IDS], id, created .. ' ' .. name)
    redis.call('ZADD', KEYS[NAMED], 0, named(id, name, created))
    redis.call('ZADD', KEYS[LIST], created, id .. ' ' .. name)
    enter(id, name)
    return id
end
return holder
