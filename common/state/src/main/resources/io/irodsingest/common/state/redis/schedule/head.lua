-- Stands before every script of schedules, behind what stands before every script.
--
-- A record is a line, and behind it the document as its writer packed it:
--   revision   time of the last change in microseconds, or more than before
--   due        when somebody is to look at the schedule, in ms; - for not by itself
--   watched    1 when runs of it are going
--   ended      when it ended, in microseconds; - while it has not
--   last       the number of the last entry of its log of runs
--   changes    the latest calls that changed it, the newest first, with commas between
--   name       which may have spaces
-- The sets say the same as the records, and are changed in the same scripts:
--   named      "name", a line feed, and then "0id" of the one that has not ended, or "1", what is left of the time until a far end, a
--              space and the id of those that have: the first of a name is the one that is meant by it
--   due        ids of all that have not ended, by when they are due; infinite for not by themselves
--   ended      ids of all that have ended, by when
--   watched    ids of those of which runs are going
--   handovers  "id entry" of runs whose jobs are to be made, by when they were claimed, or told last

-- The keys of all schedules, in the order in which the scripts get them.
local RECORDS, NAMED, DUE, ENDED, WATCHED, HANDOVERS = 1, 2, 3, 4, 5, 6

-- So many calls of a schedule are recognised.
local KNOWN_CALLS = 8
local FAR_END = 9000000000000000

-- A key of one schedule: "handovers" (a hash of entries to documents), "runs" (a list) or "attached"; in the slot of all.
local function keyOf(kind, id)
    return string.sub(KEYS[RECORDS], 1, -(#'records' + 1)) .. kind .. ':' .. id
end

local function parsed(record)
    local schedule = {}
    schedule.revision, schedule.due, schedule.watched, schedule.ended, schedule.last, schedule.changes, schedule.name =
        string.match(record, '^(%d+) (%S+) ([01]) (%S+) (%d+) (%S+) ([^\n]*)\n')
    return schedule
end

local function isEnded(schedule)
    return schedule.ended ~= '-'
end

local function namedAs(id, schedule)
    return schedule.name .. '\n' .. (isEnded(schedule) and '1' .. string.format('%016.0f', FAR_END - schedule.ended) .. ' ' or '0')
        .. id
end

-- Whether a call has changed the schedule before.
local function isChangedBy(schedule, call)
    return string.find(',' .. schedule.changes .. ',', ',' .. call .. ',', 1, true) ~= nil
end

-- Notes a call that changes the schedule.
local function note(schedule, call)
    local calls = {call}
    for known in string.gmatch(schedule.changes or '', '[^,]+') do
        if #calls < KNOWN_CALLS then
            calls[#calls + 1] = known
        end
    end
    schedule.changes = table.concat(calls, ',')
    schedule.revision = text(math.max(tonumber(micros()), tonumber(schedule.revision or 0) + 1))
end

-- Writes a schedule, and enters it in the sets that it belongs to; answers the record. One that has ended before leaves none.
local function write(id, schedule, document)
    local line = {schedule.revision, schedule.due, schedule.watched, schedule.ended, text(schedule.last), schedule.changes,
        schedule.name}
    local record = table.concat(line, ' ') .. '\n' .. document
    redis.call('HSET', KEYS[RECORDS], id, record)
    redis.call('ZADD', KEYS[NAMED], 0, namedAs(id, schedule))
    if isEnded(schedule) then
        redis.call('ZADD', KEYS[ENDED], schedule.ended, id)
    else
        redis.call('ZADD', KEYS[DUE], schedule.due == '-' and '+inf' or schedule.due, id)
    end
    redis.call(schedule.watched == '1' and 'SADD' or 'SREM', KEYS[WATCHED], id)
    return record
end

-- Adds records of ids to an answer, as id and record, until it has so many bytes; answers how many of the ids were looked at.
local function addRecords(answer, ids, most)
    local bytes, from = 0, 1
    while from <= #ids and bytes < most do
        local to = math.min(from + 49, #ids)
        for i, record in ipairs(redis.call('HMGET', KEYS[RECORDS], unpack(ids, from, to))) do
            if record then
                answer[#answer + 1], answer[#answer + 2] = ids[from + i - 1], record
                bytes = bytes + #record
            end
        end
        from = to + 1
    end
    return from - 1
end
