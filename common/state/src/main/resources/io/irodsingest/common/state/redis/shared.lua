-- Stands before every script; sees no keys and no arguments of its own.
--
-- A task's entry in the table is "nonce:flags:task". The flag f says that an earlier part of the task had a failure, the flag b
-- that a worker which is gone may have begun the task, each flag u that a worker gave it back because it does not know its type. A
-- nonce is renewed by what stands behind a ~; what stands before it stays.
-- The kept ranges of a parent are "parent nonce,children's nonce,first,last,time;", one after the other.
--
-- Of an open task, the number stands in one of these: delayed (it is not to be published yet), pending (the one who committed its
-- parent publishes it), unsent (an orchestrator is to publish it), handed (it was published, or was seen in a worker's hands, at that
-- time; one set for each lane of the job). A task that an earlier version published stands in none.

-- The keys of a job, in the order in which the scripts get them that need all of them.
local JOB, TASKS, PENDING, ORDER, FAILURES, DELAYED, DELETIONS, UNSENT, RECENT = 1, 2, 3, 4, 5, 6, 7, 8, 9

-- What a record means that does not say it: earlier versions knew one kind of work, which was to bring entries in, and gave some
-- fields other names. A record that does not name its lanes is one of theirs. Nothing else here speaks of a kind of work.
local OLD = {lanes = 'restart path file delete', note = 'gone', noteByNow = 'removals',
    steps = {{name = 'remove', ifNoted = 'gone'}, {name = 'finish'}},
    fields = {retryable = 'again', registeredBefore = 'base'}}

-- Gives the fields of a record that have other names by now these names.
local function renameFields(job)
    for name, old in pairs(OLD.fields) do
        local value = redis.call('HGET', job, old)
        if value then
            redis.call('HSET', job, name, value)
            redis.call('HDEL', job, old)
        end
    end
end

local function millis()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- As a text.
local function micros()
    local time = redis.call('TIME')
    return string.format('%s%06d', time[1], time[2])
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

local function hasFlag(flags, flag)
    return string.find(flags, flag, 1, true) ~= nil
end

-- The nonce of a task that is handed out anew: messages from before do not fit any more.
local function renewed(nonce, tag)
    return string.match(nonce, '^[^~]*') .. '~' .. tag
end

-- Adds a task to an answer.
local function add(answer, number, nonce, flags, task)
    local size = #answer
    answer[size + 1], answer[size + 2], answer[size + 3], answer[size + 4] = number, nonce, flags, task
end

-- Adds what is open of a range and has not been changed since; answers how many.
local function addOpen(answer, tasks, range)
    local before = #answer
    for number = range.first, range.last do
        local nonce, flags, task = split(redis.call('HGET', tasks, text(number)))
        if nonce == range.nonce then
            add(answer, text(number), nonce, flags, task)
        end
    end
    return (#answer - before) / 4
end

-- The tasks of a lane that were published; in the slot of the record.
local function handedOf(job, lane)
    return job .. ':handed:' .. lane
end

-- Those of each lane of the job.
local function allHanded(job)
    local all = {}
    for lane in string.gmatch(redis.call('HGET', job, 'lanes') or OLD.lanes, '%S+') do
        all[#all + 1] = handedOf(job, lane)
    end
    return all
end

-- Takes a task out of those that were published, whichever lane it is of.
local function notHanded(job, number)
    for _, handed in ipairs(allHanded(job)) do
        redis.call('ZREM', handed, number)
    end
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

-- Which worker began which open task, and when; in the slot of the record.
local function takersOf(job)
    return job .. ':takers'
end

-- Gives an open task of an active job to the worker that is about to begin it, unless another one began it. That other one is passed
-- over when it is known to be no more at it. Answers nothing when there is nothing to do: the task is finished or delayed, or the job is
-- not active. Else nonce, flags, the task (when the nonce is not the one that was delivered) and, when another worker began the
-- task, which and how many ms ago.
local function take(job, tasks, delayed, number, nonce, anyNonce, worker, notAtIt)
    local state = redis.call('HGET', job, 'state')
    if state ~= 'QUEUED' and state ~= 'RUNNING' then
        return {}
    end
    local open, flags, task = split(redis.call('HGET', tasks, number))
    if not open or redis.call('ZSCORE', delayed, number) then
        return {}
    end
    local answer = {open, flags, open == nonce and '' or task}
    local now = millis()
    local time, other = string.match(redis.call('HGET', takersOf(job), number) or '', '^(%d+) (.*)$')
    if other and other ~= worker and other ~= notAtIt then
        answer[4], answer[5] = other, text(now - time)
    elseif open == nonce or anyNonce then
        redis.call('HSET', takersOf(job), number, text(now) .. ' ' .. worker)
        if state == 'QUEUED' then
            redis.call('HSETNX', job, 'begun', text(now))
        end
    end
    return answer
end

-- Puts an open task back among the delayed ones, with what its entry is from now on, and notes in the job's record what it waits for
-- and since when. The next commit of the job takes that note away.
local function putBack(keys, number, entry, delay, reason, now)
    local job = keys[JOB]
    redis.call('HSET', keys[TASKS], number, entry)
    redis.call('HDEL', takersOf(job), number)
    redis.call('ZREM', keys[UNSENT], number)
    notHanded(job, number)
    redis.call('ZADD', keys[DELAYED], text(now + delay), number)
    redis.call('HSETNX', job, 'waiting', text(now))
    redis.call('HSET', job, 'wait', reason, 'last', text(now))
    noteDue(job, keys[DELAYED])
end

-- How many more tasks of the job may be handed out; nil when any number may.
local function freeSlots(job, tasks, delayed)
    local most = redis.call('HGET', job, 'parallel')
    return most and tonumber(most) - (redis.call('HLEN', tasks) - redis.call('ZCARD', delayed))
end

-- Takes tasks that are due out of the delayed ones, under new nonces; calls the function given with number and nonce of each.
local function release(tasks, delayed, tag, most, now, entered)
    for _, number in ipairs(redis.call('ZRANGEBYSCORE', delayed, '-inf', text(now), 'LIMIT', 0, text(most))) do
        local nonce, flags, task = split(redis.call('HGET', tasks, number))
        redis.call('ZREM', delayed, number)
        if nonce then
            nonce = renewed(nonce, tag)
            redis.call('HSET', tasks, number, nonce .. ':' .. flags .. ':' .. task)
            entered(number, nonce)
        end
    end
end

-- Before a path in the failure texts: how many failures were counted of it, if it is not one.
local COUNT = 'n:'
-- And what it was counted as when it was found, if a retry counts it again.
local FOUND = 'c:'

-- How many failures were counted of which nothing is kept, so that only a whole pass tries them again. A job of an earlier
-- version, which did not count them, has at most so many more than paths.
local function unkept(job, order)
    local noted, counted = unpack(redis.call('HMGET', job, 'unkept', 'c.failed'))
    return tonumber(noted or (counted or 0) - redis.call('ZCARD', order))
end

-- Forgets what a pass counted and kept, at the begin of another, which is planned for this time.
local function freshPass(keys, planned, now)
    local job = keys[1]
    renameFields(job)
    for _, field in ipairs(redis.call('HKEYS', job)) do
        if string.sub(field, 1, 2) == 'c.' then
            redis.call('HDEL', job, field)
        end
    end
    redis.call('HDEL', job, 'failed', 'retried', 'error')
    redis.call('UNLINK', keys[ORDER], keys[FAILURES])
    redis.call('HSET', job, 'planned', planned, 'registeredBefore', redis.call('HGET', job, 'registered') or 0, 'started',
        text(now), 'unkept', 0)
    redis.call('HINCRBY', job, 'pass', 1)
end

-- Values that go into one command, of which Lua's stack holds some thousands; a commit of thousands takes half the time so.
local AT_ONCE = 500

-- Makes changes of the sync cache, each a command and a number of values. Their keys stand in KEYS behind the first number, their values
-- in ARGV behind the second. Answers behind which number the other arguments stand.
local function changeCache(changes, keysBefore, valuesBefore)
    for i, change in ipairs(changes) do
        local key = KEYS[keysBefore + i]
        if change.values == 0 then
            redis.call(change.command, key)
        end
        for from = 1, change.values, AT_ONCE do
            local to = math.min(from + AT_ONCE - 1, change.values)
            redis.call(change.command, key, unpack(ARGV, valuesBefore + from, valuesBefore + to))
        end
        valuesBefore = valuesBefore + change.values
    end
    return valuesBefore
end

-- States in which tasks may be committed.
local WORKABLE = {QUEUED = true, RUNNING = true, PAUSED = true}

-- Where the content of the job's event handler is, if it has one; in the slot of the record.
local function handlerOf(job)
    return job .. ':handler'
end

-- Event handlers of jobs that follow it; in the slot of the record.
local function followUpHandlersOf(job)
    local all = {}
    for path in string.gmatch(redis.call('HGET', job, 'followUpHandlers') or '', '%S+') do
        all[#all + 1] = handlerOf(job) .. ':' .. path
    end
    return all
end

-- What happened to the job, oldest first, as JSON; in the slot of the record.
local function historyOf(job)
    return job .. ':history'
end

-- A sorted set that a kind of work keeps for a job under a name of its own, until the pass ends; in the slot of the record.
local function noteOf(job, name)
    if (name == OLD.note or name == OLD.noteByNow) and redis.call('HEXISTS', job, 'lanes') == 0 then
        return job .. ':' .. OLD.note
    end
    return job .. ':note:' .. name
end

-- The names of the notes that a job may have, with spaces between.
local function notesOf(job)
    return redis.call('HGET', job, 'notes') or redis.call('HEXISTS', job, 'lanes') == 0 and OLD.note or ''
end

-- Changes a note: members to be added, with their scores, and members to be removed.
local function changeNote(job, name, added, removed)
    local names = notesOf(job)
    if not string.find(' ' .. names .. ' ', ' ' .. name .. ' ', 1, true) then
        redis.call('HSET', job, 'notes', names == '' and name or names .. ' ' .. name)
    end
    for _, member in ipairs(removed or {}) do
        redis.call('ZREM', noteOf(job, name), member)
    end
    for member, score in pairs(added or {}) do
        redis.call('ZADD', noteOf(job, name), score, member)
    end
end

-- A hash of bytes that a kind of work keeps for a job under a name of its own, as long as the record; in the slot of the record.
local function pageOf(job, name)
    return job .. ':page:' .. name
end

-- Writes a field of a page, and counts the bytes that contents of pages take.
local function putPage(job, name, field, content)
    local names = redis.call('HGET', job, 'pages') or ''
    if not string.find(' ' .. names .. ' ', ' ' .. name .. ' ', 1, true) then
        redis.call('HSET', job, 'pages', names == '' and name or names .. ' ' .. name)
    end
    local before = redis.call('HSTRLEN', pageOf(job, name), field)
    redis.call('HSET', pageOf(job, name), field, content)
    redis.call('HINCRBY', job, 'pageBytes', text(#content - before))
end

-- Writes to pages, each a name and fields, whose contents stand in ARGV behind the number. Answers behind which number the other arguments
-- stand.
local function putPages(job, pages, valuesBefore)
    for _, page in ipairs(pages) do
        for _, field in ipairs(page.fields) do
            valuesBefore = valuesBefore + 1
            putPage(job, page.name, field, ARGV[valuesBefore])
        end
    end
    return valuesBefore
end

-- What the rows of a batch came in, in the order of their lines: "token chunks rows firstLine lastLine bytes"; in the slot of the record.
local function segmentsOf(job)
    return job .. ':segments'
end

-- The rows of a segment; in the slot of the record.
local function rowsOf(job, token)
    return job .. ':rows:' .. token
end

-- Notes that the job has a state now, and what else is to be said of that; what is long past is forgotten.
local function remember(job, state, event)
    event.at, event.state, event.pass = text(millis()), state, redis.call('HGET', job, 'pass') or '1'
    redis.call('RPUSH', historyOf(job), cjson.encode(event))
    redis.call('LTRIM', historyOf(job), -1000, -1)
end

-- How long what is known of a job is kept after its end, in ms: as long as the job says, or else as given.
local function keptFor(job, retention)
    return redis.call('HGET', job, 'keepFor') or retention
end

-- What is kept of a job after its end.
local function keptKeys(keys)
    local job = keys[JOB]
    local kept = followUpHandlersOf(job)
    for _, key in ipairs({job, keys[ORDER], keys[FAILURES], keys[RECENT], handlerOf(job), historyOf(job), segmentsOf(job)}) do
        kept[#kept + 1] = key
    end
    for name in string.gmatch(redis.call('HGET', job, 'pages') or '', '%S+') do
        kept[#kept + 1] = pageOf(job, name)
    end
    for _, segment in ipairs(redis.call('LRANGE', segmentsOf(job), 0, -1)) do
        kept[#kept + 1] = rowsOf(job, string.match(segment, '^%S+'))
    end
    return kept
end

-- From now on, the record of an ended job is kept for so long.
local function expire(keys, retention)
    local kept = keptFor(keys[JOB], retention)
    for _, key in ipairs(keptKeys(keys)) do
        redis.call('PEXPIRE', key, kept)
    end
end

-- Sets a state and what goes with it. The tables go at once for the caller, however large they are.
local function become(keys, id, channel, state, keeps, final, retention, event)
    local job = keys[1]
    redis.call('HSET', job, 'state', state)
    remember(job, state, event or {})
    if not keeps then
        redis.call('UNLINK', keys[TASKS], keys[PENDING], keys[DELAYED], keys[DELETIONS], keys[UNSENT], takersOf(job))
        for name in string.gmatch(notesOf(job), '%S+') do
            redis.call('UNLINK', noteOf(job, name))
        end
        for _, handed in ipairs(allHanded(job)) do
            redis.call('UNLINK', handed)
        end
        redis.call('HDEL', job, 'due', 'phase', 'retryable', OLD.fields.retryable, 'wait', 'waiting', 'seek', 'walk')
    end
    if final or not keeps and (state == 'WAITING' or state == 'PAUSED') then
        redis.call('HSET', job, 'ended', text(millis()))
    end
    -- what is to follow a job must not be forgotten with it
    if final and redis.call('HEXISTS', job, 'followUps') == 0 then
        expire(keys, retention)
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
    redis.call('HSET', keys[TASKS], text(number), nonce .. '::' .. task)
    redis.call('ZADD', keys[UNSENT], text(now), text(number))
    become(keys, id, channel, 'QUEUED', true, false, 0)
    return number
end
