-- Stands before every script; sees no keys and no arguments of its own.
--
-- A task's entry in the table is "nonce:flags:task"; the flag f says that an earlier part of the task had a failure.
-- The kept ranges of a parent are "parent nonce,children's nonce,first,last,time;", one after the other.

local function millis()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function text(number)
    return string.format('%.0f', number)
end

local function split(entry)
    if not entry then
        return nil
    end
    return string.match(entry, '^([^:]*):([^:]*):(.*)$')
end

local function ranges(kept)
    local found = {}
    for parent, nonce, first, last, time in string.gmatch(kept or '', '([^,;]+),([^,;]+),(%d+),(%d+),(%d+);') do
        found[#found + 1] = {parent = parent, nonce = nonce, first = tonumber(first), last = tonumber(last),
            time = tonumber(time)}
    end
    return found
end

local function keep(pending, parent, list)
    if #list == 0 then
        redis.call('HDEL', pending, parent)
        return
    end
    local parts = {}
    for i, range in ipairs(list) do
        parts[i] = table.concat({range.parent, range.nonce, text(range.first), text(range.last), text(range.time)}, ',')
    end
    redis.call('HSET', pending, parent, table.concat(parts, ';') .. ';')
end

-- Adds number, nonce and task of what is open of a range and has not been changed since; answers how many.
local function addOpen(answer, tasks, range)
    local before = #answer
    for number = range.first, range.last do
        local nonce, _, task = split(redis.call('HGET', tasks, text(number)))
        if nonce == range.nonce then
            answer[#answer + 1] = text(number)
            answer[#answer + 1] = nonce
            answer[#answer + 1] = task
        end
    end
    return (#answer - before) / 3
end

-- Adds what is open of a parent's ranges, some of it when it is much: an answer that takes too long is asked for again. What
-- was registered under one of the parent's nonces comes first, because it may then be reported as published.
local function addKept(answer, tasks, list, nonce)
    local size = 0
    for _, range in ipairs(list) do
        if range.parent == nonce then
            size = size + addOpen(answer, tasks, range)
        end
    end
    for _, range in ipairs(list) do
        if range.parent ~= nonce and size < 1000 then
            size = size + addOpen(answer, tasks, range)
        end
    end
end

-- Sets a state and what goes with it. The tables go at once for the caller, however large they are.
local function become(keys, id, channel, state, active, final, retention)
    local job = keys[1]
    redis.call('HSET', job, 'state', state)
    if not active then
        redis.call('UNLINK', keys[2], keys[3])
    end
    if final then
        redis.call('HSET', job, 'ended', text(millis()))
        for _, key in ipairs({job, keys[4], keys[5], keys[6]}) do
            redis.call('PEXPIRE', key, retention)
        end
    end
    redis.call('PUBLISH', channel, id .. ' ' .. state)
end
