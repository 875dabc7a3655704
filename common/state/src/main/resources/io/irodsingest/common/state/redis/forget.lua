-- Forgets jobs whose records are gone, and frees the names that they still hold. One that was entered anew since is kept: its maker
-- has made a new draft.
-- KEYS  the index
-- ARGV  of each job: id, and its stamp or the time of its end, as it was before the record was looked for
for i = 1, #ARGV, 2 do
    local id, seen = ARGV[i], tonumber(ARGV[i + 1])
    local name, created = known(id)
    local now = redis.call('ZSCORE', KEYS[ACTIVE], id) or redis.call('ZSCORE', KEYS[ENDED], id)
    if name and now and tonumber(now) == seen then
        if redis.call('HGET', KEYS[NAMES], name) == id then
            redis.call('HDEL', KEYS[NAMES], name)
        end
        redis.call('ZREM', KEYS[LIST], id .. ' ' .. name)
        leave(id, name)
        redis.call('ZREM', KEYS[NAMED], named(id, name, created))
        redis.call('HDEL', KEYS[IDS], id)
        changed()
    end
end
