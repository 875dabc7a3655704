-- The schedule that is meant by a name.
-- KEYS  those of all schedules
-- ARGV  name
-- Answer  id and record; nothing when there is none
local begin = ARGV[1] .. '\n'
local member = redis.call('ZRANGEBYLEX', KEYS[NAMED], '[' .. begin, '[' .. begin .. '\255', 'LIMIT', 0, 1)[1]
if not member then
    return {}
end
local id = string.match(string.sub(member, #begin + 1), '^0(%S+)$') or string.match(member, ' (%S+)$')
return {id, redis.call('HGET', KEYS[RECORDS], id)}
