-- Takes jobs whose records are gone off the list, and frees the names that they still hold.
-- KEYS  names, list of jobs, jobs that may not have ended
-- ARGV  members of the list: id, space, name
for _, member in ipairs(ARGV) do
    local id, name = string.match(member, '^(%S+) (.*)$')
    if redis.call('HGET', KEYS[1], name) == id then
        redis.call('HDEL', KEYS[1], name)
    end
    redis.call('ZREM', KEYS[2], member)
    redis.call('ZREM', KEYS[3], id)
end
