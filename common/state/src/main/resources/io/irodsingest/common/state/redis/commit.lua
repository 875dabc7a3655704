-- The end of a task or of a part of it: all of it, or nothing when the task is not open under its nonce.
-- KEYS  all of the job, the task's marks, what is handed out of the task's lane, and one for each change of the sync cache, in
--       another slot: only where Redis is no cluster
-- ARGV  job id, event channel, retention in ms, failures kept at most,
--       number and nonce of the task, id of this commit (the nonce of all that it enters), what it says, as JSON, the values of
--       the changes of the sync cache, what is written to pages, and the tasks that it enters, one by one, because it may have
--       thousands and they are kept as they come. What the JSON does not say is absent. Amounts are texts, because numbers lose digits here:
--       remainder  what is left of the task; absent when it is done
--       counts     name to amount
--       taken      paths of kept failures that are tried again
--       failures   path and record of each, what it was counted as when it was found and will be counted as again (foundAs), and
--                  whether it is only told and no fault of the task (notice)
--       notes      name to what changes in the note of that name: members to be added, to their scores, and members to be removed
--       pages      name and fields of each page that is written to, in the order of what is written
--       retried    how many of the tasks try something again
--       delayed    delay in ms and task of each that is to be published later
--       cache      command and number of values of each change of the sync cache, in the order of its keys
--       next       number and nonce of a task of this job that the worker will begin soon, and the worker
-- Answer  1 when this commit counted, now or when it was sent before; the state; number of the first child or 0;
--         1 when the remainder is open; the next task as take() in shared.lua answers it, empty when none was asked for or this commit
--         did not count now; and then number, nonce, flags and task of the task that the pass goes on with and of those for
--         which there is room now, or when it did not count, of what the task registered and may be unpublished
local job, tasks, pending, order, failures, delayed, _, unsent, recent = unpack(KEYS)
local said = cjson.decode(ARGV[8])
local changes = said.cache or {}
local OF_TASK = #KEYS - #changes
local marks, handed = KEYS[OF_TASK - 1], KEYS[OF_TASK]
local id, channel, retention, room, number, nonce, commit = unpack(ARGV, 1, 7)
local phaseNonce = commit .. '.p'
local releaseTag = commit .. '.r'
local state = redis.call('HGET', job, 'state')

local values = 8
-- A copy of a task changes nothing, nor does a worker that stood still while others did its work: what it knows is old.
local function rememberEntries()
    values = changeCache(changes, OF_TASK, values)
end

local open, flags
if WORKABLE[state] then
    open, flags = split(redis.call('HGET', tasks, number))
end
-- Of a commit that left nothing behind, only this list tells that it counted.
local function hasCounted()
    return redis.call('LPOS', recent, commit) and 1 or 0
end
if not WORKABLE[state] then
    if state == 'STOPPING' then
        -- its tables are gone, and what was done until the stop is remembered
        rememberEntries()
    end
    return {hasCounted(), state or '', 0, 0, {}}
end
local kept = ranges(redis.call('HGET', pending, number))
-- Whether the nonce was given by this commit, to what the pass goes on with or to a task that was due.
local function isOurs(one)
    return one == phaseNonce or string.sub(one, -#releaseTag) == releaseTag
end
if open ~= nonce then
    local answer = {open == commit and 1 or hasCounted(), state, 0, open == commit and 1 or 0, {}}
    for _, range in ipairs(kept) do
        if range.nonce == commit then
            answer[1], answer[3] = 1, range.first
        elseif isOurs(range.nonce) then
            answer[1] = 1
            addOpen(answer, tasks, range)
        end
    end
    if answer[1] == 0 then
        addKept(answer, tasks, kept, nonce)
    end
    return answer
end

local now = millis()
-- This write needs memory: a full Redis refuses it, and so the whole commit. Behind a first write it lets a script write anything.
redis.call('HSET', job, 'last', text(now))
redis.call('HDEL', job, 'wait', 'waiting')
rememberEntries()
local first = 0
-- How many failures were counted and are not yet assigned to a path: what is taken later must take off what was counted.
local counted = tonumber(said.counts and said.counts.failed or 0)
local failed = hasFlag(flags, 'f') or counted > 0
for name, amount in pairs(said.counts or {}) do
    redis.call('HINCRBY', job, 'c.' .. name, amount)
end
if said.taken then
    renameFields(job)
end
for _, path in ipairs(said.taken or {}) do
    if redis.call('ZREM', order, path) == 1 then
        redis.call('HINCRBY', job, 'c.failed', text(0 - (redis.call('HGET', failures, COUNT .. path) or 1)))
        redis.call('HINCRBY', job, 'retryable', -1)
        local foundAs = redis.call('HGET', failures, FOUND .. path)
        if foundAs then
            redis.call('HINCRBY', job, 'c.' .. foundAs, -1)
        end
        redis.call('HDEL', failures, path, COUNT .. path, FOUND .. path)
    end
end
local over, found = 0, said.failures or {}
-- by the clock of Redis: what fails again in a retry stands behind what the retry has yet to hand out
local moment = preciseMillis()
for i, failure in ipairs(found) do
    local path = failure.path
    local share = i == #found and counted or math.min(counted, 1)
    local known = redis.call('ZSCORE', order, path)
    counted, failed = counted - share, failed or share > 0 or not failure.notice
    if known or redis.call('ZCARD', order) < tonumber(room) then
        local sum = share + (known and (redis.call('HGET', failures, COUNT .. path) or 1) or 0)
        redis.call('ZADD', order, moment, path)
        redis.call('HSET', failures, path, failure.record)
        if failure.foundAs then
            redis.call('HSET', failures, FOUND .. path, failure.foundAs)
        end
        if sum == 1 then
            redis.call('HDEL', failures, COUNT .. path)
        else
            redis.call('HSET', failures, COUNT .. path, text(sum))
        end
    else
        over = over + share
    end
end
if counted + over > 0 then
    redis.call('HINCRBY', job, 'unkept', text(counted + over))
end

for name, change in pairs(said.notes or {}) do
    changeNote(job, name, change.added, change.removed)
end
values = putPages(job, said.pages or {}, values)
if said.retried then
    redis.call('HINCRBY', job, 'retried', said.retried)
end
for _, later in ipairs(said.delayed or {}) do
    local child = text(redis.call('HINCRBY', job, 'registered', 1))
    redis.call('HSET', tasks, child, commit .. '::' .. later.task)
    redis.call('ZADD', delayed, text(now + later.delay), child)
end
if said.delayed then
    noteDue(job, delayed)
end

-- The worker publishes what it registered. While the job is paused it does not: an orchestrator does when the job goes on.
local function publishSoon(nonceOf, from, to)
    if state == 'PAUSED' then
        for child = from, to do
            redis.call('ZADD', unsent, text(now), text(child))
        end
    else
        kept[#kept + 1] = {parent = nonce, nonce = nonceOf, first = from, last = to, time = now}
        keep(pending, number, kept)
    end
end

-- Of a job that may have so many tasks handed out and no more, children wait among the delayed tasks for their turn.
local limited = redis.call('HEXISTS', job, 'parallel') == 1
local children = #ARGV - values
if children > 0 then
    local last = redis.call('HINCRBY', job, 'registered', children)
    first = last - children + 1
    for from = 1, children, AT_ONCE do
        local entries, due, size = {}, {}, 0
        for i = from, math.min(from + AT_ONCE - 1, children) do
            local child = text(first + i - 1)
            entries[size + 1], entries[size + 2] = child, commit .. '::' .. ARGV[values + i]
            if limited then
                due[size + 1], due[size + 2] = text(now), child
            end
            size = size + 2
        end
        redis.call('HSET', tasks, unpack(entries))
        if limited then
            redis.call('ZADD', delayed, unpack(due))
        end
    end
    if limited then
        first = 0
    else
        publishSoon(commit, first, last)
    end
end
redis.call('ZREM', unsent, number)
local remainder = said.remainder
if not remainder then
    redis.call('HDEL', tasks, number)
    redis.call('HDEL', takersOf(job), number)
    redis.call('ZREM', handed, number)
    if failed then
        redis.call('HINCRBY', job, 'failed', 1)
    end
else
    redis.call('HSET', tasks, number, commit .. ':' .. (failed and 'f' or '') .. ':' .. remainder)
    redis.call('ZADD', handed, text(now), number)
end
if not remainder and children <= 0 then
    redis.call('LPUSH', recent, commit)
    redis.call('LTRIM', recent, 0, 999)
end
redis.call('UNLINK', marks)
if state == 'QUEUED' then
    state = 'RUNNING'
    become(KEYS, id, channel, state, true, false, retention)
end

-- The steps that end a pass, in their order. A record of the version that knew two of them has a field for each, and no list.
local function finalSteps()
    local known, steps = redis.call('HGET', job, 'steps'), {}
    if known then
        return cjson.decode(known)
    end
    for _, step in ipairs(OLD.steps) do
        local task = redis.call('HGET', job, step.name)
        if task then
            steps[#steps + 1] = {name = step.name, task = task, ifNoted = step.ifNoted}
        end
    end
    return steps
end

-- The step that a pass goes on with when its tasks are done: the next one that has something to do.
local function nextStep()
    local phase, steps = redis.call('HGET', job, 'phase'), finalSteps()
    local entered = 0
    for i, step in ipairs(steps) do
        entered = step.name == phase and i or entered
    end
    for i = entered + 1, #steps do
        if not steps[i].ifNoted or redis.call('EXISTS', noteOf(job, steps[i].ifNoted)) == 1 then
            return steps[i]
        end
    end
    return nil
end

local answer = {1, state, state == 'PAUSED' and 0 or first, remainder and 1 or 0, {}}
if limited and state ~= 'PAUSED' then
    local free = freeSlots(job, tasks, delayed)
    if free > 0 then
        -- what there is more room for, the scheduler finds due
        release(tasks, delayed, releaseTag, math.min(free, 200), now, function(child, fresh)
            local range = {parent = nonce, nonce = fresh, first = tonumber(child), last = tonumber(child), time = now}
            kept[#kept + 1] = range
            addOpen(answer, tasks, range)
        end)
        keep(pending, number, kept)
    end
end
if limited then
    noteDue(job, delayed)
end
local left = redis.call('HLEN', tasks)
local step = left == 0 and nextStep()
if step then
    local child = redis.call('HINCRBY', job, 'registered', 1)
    redis.call('HSET', job, 'phase', step.name)
    redis.call('HSET', tasks, text(child), phaseNonce .. '::' .. step.task)
    publishSoon(phaseNonce, child, child)
    if state ~= 'PAUSED' then
        addOpen(answer, tasks, {nonce = phaseNonce, first = child, last = child})
    end
    left = 1
end
redis.call('HSET', job, 'open', left)
if left == 0 then
    local failedTasks, failedEntries = unpack(redis.call('HMGET', job, 'failed', 'c.failed'))
    local well = tonumber(failedTasks or 0) <= 0 and tonumber(failedEntries or 0) <= 0
    answer[2] = endPass(KEYS, id, channel, well and 'COMPLETED' or 'COMPLETED_WITH_FAILURES', retention)
elseif said.next then
    answer[5] = take(job, tasks, delayed, said.next.number, said.next.nonce, false, said.next.worker, '')
end
return answer
