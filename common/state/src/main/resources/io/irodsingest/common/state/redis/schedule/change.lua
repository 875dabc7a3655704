-- Changes a schedule that is still as its changer has read it: the document, its times, its log of runs, and which of these are to be
-- handed over. Runs are told by their entries in the log.
-- KEYS  those of all schedules
-- ARGV  id; revision as it was read; this call; time in ms before which nothing is done; due (-: not by itself); 1 when watched; 1 when
--       it has ended; packed document; what is done with what is attached: keep, remove, or a plus sign and what takes its place; how
--       many runs the log keeps; and of each run, in their order: entry; log, claim (to be logged and handed over), or only (to be
--       handed over, and too old for the log); packed document
-- Answer  done, the id and the record; refused; or order and the last entry, when the first new run does not follow it
local FIRST_RUN = 11
local id, revision, call, notBefore, due, watched, ended, document, attached = unpack(ARGV)
local most = tonumber(ARGV[10])
local record = redis.call('HGET', KEYS[RECORDS], id)
if not record then
    return {'refused'}
end
local schedule = parsed(record)
if isChangedBy(schedule, call) then
    return {'done', id, record}
end
if schedule.revision ~= revision or millis() < tonumber(notBefore) then
    return {'refused'}
end
local last = tonumber(schedule.last)

-- New runs follow the last one and each other; only so many of them that nothing else stays may follow a gap.
local fresh = {}
local first
for i = FIRST_RUN, #ARGV, 3 do
    local entry = tonumber(ARGV[i])
    if ARGV[i + 1] ~= 'only' and entry > last then
        first = first or entry
        if entry ~= first + #fresh then
            return {'order', text(last)}
        end
        fresh[#fresh + 1] = ARGV[i + 2]
    end
end
if first and first ~= last + 1 and (first <= last or #fresh < most) then
    return {'order', text(last)}
end

local now = text(millis())
local runs, handovers = keyOf('runs', id), keyOf('handovers', id)
local length = redis.call('LLEN', runs)
for i = FIRST_RUN, #ARGV, 3 do
    local entry, way, run = tonumber(ARGV[i]), ARGV[i + 1], ARGV[i + 2]
    local back = last - entry + 1
    if way ~= 'only' and back >= 1 and back <= length then
        redis.call('LSET', runs, -back, run)
    end
    if way ~= 'log' then
        redis.call('HSET', handovers, ARGV[i], run)
        redis.call('ZADD', KEYS[HANDOVERS], 'NX', now, id .. ' ' .. ARGV[i])
    elseif redis.call('ZREM', KEYS[HANDOVERS], id .. ' ' .. ARGV[i]) == 1 then
        redis.call('HDEL', handovers, ARGV[i])
    end
end
if first then
    if first ~= last + 1 then
        redis.call('UNLINK', runs)
    end
    for from = 1, #fresh, 500 do
        redis.call('RPUSH', runs, unpack(fresh, from, math.min(from + 499, #fresh)))
    end
    redis.call('LTRIM', runs, -most, -1)
    schedule.last = first + #fresh - 1
end

if attached == 'remove' then
    redis.call('UNLINK', keyOf('attached', id))
elseif attached ~= 'keep' then
    redis.call('SET', keyOf('attached', id), string.sub(attached, 2))
end
note(schedule, call)
if ended == '1' and not isEnded(schedule) then
    redis.call('ZREM', KEYS[NAMED], namedAs(id, schedule))
    redis.call('ZREM', KEYS[DUE], id)
    schedule.ended = schedule.revision
end
schedule.due, schedule.watched = isEnded(schedule) and '-' or due, watched
return {'done', id, write(id, schedule, document)}
