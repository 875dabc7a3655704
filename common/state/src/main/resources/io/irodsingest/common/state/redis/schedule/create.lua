-- Makes a schedule, unless its id or its name is taken.
-- KEYS  those of all schedules
-- ARGV  id; name; this call; due (-: not by itself); 1 when watched; 1 when it has ended; packed document; what is attached (empty:
--       nothing)
-- Answer  created, exists or taken; the id and the record of the one that is there
local id, name, call, due, watched, ended, document, attached = unpack(ARGV)
local record = redis.call('HGET', KEYS[RECORDS], id)
if record then
    return {isChangedBy(parsed(record), call) and 'created' or 'exists', id, record}
end
local first = name .. '\n0'
local holder = redis.call('ZRANGEBYLEX', KEYS[NAMED], '[' .. first, '(' .. name .. '\n1', 'LIMIT', 0, 1)[1]
if holder then
    local holderId = string.sub(holder, #first + 1)
    return {'taken', holderId, redis.call('HGET', KEYS[RECORDS], holderId)}
end
local schedule = {name = name, due = due, watched = watched, last = 0}
note(schedule, call)
schedule.ended = ended == '1' and schedule.revision or '-'
if attached ~= '' then
    redis.call('SET', keyOf('attached', id), attached)
end
return {'created', id, write(id, schedule, document)}
