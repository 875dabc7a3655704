-- Stands before every script; sees no keys and no arguments of its own.
--
-- A task's entry in the table is "nonce:flags:task"; the flag f says that an earlier part of the task had a failure.
-- The kept ranges of a parent are "parent nonce,children's nonce,first,last,time;", one after the other.

local function millis()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- As a text, with microseconds behind the point.
local function preciseMillis()
    local time = redis.call('TIME')
    return string.format('%s%03d.%03d', time[1], math.floor(time[2] / 1000), time[2] % 1000)
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

-- Notes in the job's record when its next delayed task is due.
local function noteDue(job, delayed)
    local first = redis.call('ZRANGE', delayed, 0, 0, 'WITHSCORES')
    if first[2] then
        redis.call('HSET', job, 'due', first[2])
    else
        redis.call('HDEL', job, 'due')
    end
end

-- How many more tasks of the job may be handed out; nil when any number may.
local function freeSlots(job, tasks, delayed)
    local most = redis.call('HGET', job, 'parallel')
    return most and tonumber(most) - (redis.call('HLEN', tasks) - redis.call('ZCARD', delayed))
end

-- Takes tasks that are due out of the delayed ones, under a new nonce, and enters each in a list of kept ranges.
local function release(tasks, delayed, parent, nonce, most, now, kept)
    for _, number in ipairs(redis.call('ZRANGEBYSCORE', delayed, '-inf', text(now), 'LIMIT', 0, text(most))) do
        local known, flags, task = split(redis.call('HGET', tasks, number))
        redis.call('ZREM', delayed, number)
        if known then
            redis.call('HSET', tasks, number, nonce .. ':' .. flags .. ':' .. task)
            kept[#kept + 1] = {parent = parent, nonce = nonce, first = tonumber(number), last = tonumber(number),
                time = now}
        end
    end
end

-- Before a path in the failure texts: how many failures were counted of it, if it is not one.
local COUNT = 'n:'

-- How many failures were counted of which nothing is kept, so that only a whole pass tries them again. A job of an earlier
-- version, which did not count them, has at most so many more than paths.
local function unkept(job, order)
    local noted, counted = unpack(redis.call('HMGET', job, 'unkept', 'c.failed'))
    return tonumber(noted or (counted or 0) - redis.call('ZCARD', order))
end

-- Forgets what a pass counted and kept, at the begin of another, which is planned for this time.
local function freshPass(keys, planned, now)
    local job = keys[1]
    for _, field in ipairs(redis.call('HKEYS', job)) do
        if string.sub(field, 1, 2) == 'c.' then
            redis.call('HDEL', job, field)
        end
    end
    redis.call('HDEL', job, 'failed', 'retried', 'error')
    redis.call('UNLINK', keys[4], keys[5])
    redis.call('HSET', job, 'planned', planned, 'base', redis.call('HGET', job, 'registered') or 0, 'started', text(now),
        'unkept', 0)
    redis.call('HINCRBY', job, 'pass', 1)
end

-- States in which tasks may be committed.
local WORKABLE = {QUEUED = true, RUNNING = true, PAUSED = true}

-- Where the content of the job's event handler is, if it has one; in the slot of the record.
local function handlerOf(job)
    return job .. ':handler'
end

-- What happened to the job, oldest first, as JSON; in the slot of the record.
local function historyOf(job)
    return job .. ':history'
end

-- Notes that the job has a state now, and what else is to be said of that; what is long past is forgotten.
local function remember(job, state, event)
    event.at, event.state, event.pass = text(millis()), state, redis.call('HGET', job, 'pass') or '1'
    redis.call('RPUSH', historyOf(job), cjson.encode(event))
    redis.call('LTRIM', historyOf(job), -1000, -1)
end

-- Sets a state and what goes with it. The tables go at once for the caller, however large they are.
local function become(keys, id, channel, state, keeps, final, retention, event)
    local job = keys[1]
    redis.call('HSET', job, 'state', state)
    remember(job, state, event or {})
    if not keeps then
        redis.call('UNLINK', keys[2], keys[3], keys[6], keys[7], keys[8])
        redis.call('HDEL', job, 'due', 'phase', 'again', 'wait', 'waiting')
    end
    if final or not keeps and (state == 'WAITING' or state == 'PAUSED') then
        redis.call('HSET', job, 'ended', text(millis()))
    end
    if final then
        for _, key in ipairs({job, keys[4], keys[5], handlerOf(job), historyOf(job)}) do
            redis.call('PEXPIRE', key, retention)
        end
    end
    redis.call('PUBLISH', channel, id .. ' ' .. state)
end

-- What is to be said of a pass that ends so.
local function summary(job, outcome)
    local known = redis.call('HMGET', job, 'started', 'failed', 'error')
    local event = {outcome = outcome, started = known[1] or nil, failed = known[2] or nil, error = known[3] or nil,
        counts = {}}
    local all = redis.call('HGETALL', job)
    for i = 1, #all, 2 do
        if string.sub(all[i], 1, 2) == 'c.' then
            event.counts[string.sub(all[i], 3)] = all[i + 1]
        end
    end
    -- an empty table would become a list
    event.counts = next(event.counts) and event.counts or nil
    return event
end

-- Ends a pass: in the state given, or waiting for the next one, which is planned from when this one was planned. A job that
-- its user holds stays PAUSED between its passes: only the user lets it go on.
local function endPass(keys, id, channel, state, retention)
    local planned, interval, before = unpack(redis.call('HMGET', keys[1], 'planned', 'interval', 'state'))
    local event = summary(keys[1], state)
    redis.call('HINCRBY', keys[1], 'passes', 1)
    if interval then
        redis.call('HSET', keys[1], 'next', text(planned + interval))
        state = before == 'PAUSED' and 'PAUSED' or 'WAITING'
    end
    become(keys, id, channel, state, false, not interval, retention, event)
    return state
end

-- Enters the first task of a job that has none, under the next number, which is answered.
local function enterFirst(keys, id, channel, nonce, task, now)
    local number = redis.call('HINCRBY', keys[1], 'registered', 1)
    redis.call('HDEL', keys[1], 'ended', 'next')
    redis.call('HSET', keys[1], 'open', 1, 'last', text(now))
    redis.call('HSET', keys[2], text(number), nonce .. '::' .. task)
    keep(keys[3], '0', {{parent = '-', nonce = nonce, first = number, last = number, time = now}})
    become(keys, id, channel, 'QUEUED', true, false, 0)
    return number
end
