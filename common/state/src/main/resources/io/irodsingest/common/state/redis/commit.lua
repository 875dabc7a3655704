-- The end of a task or of a part of it: all of it, or nothing when the task is not open under its nonce.
-- KEYS  all of the job, the task's marks, what is handed out of the task's lane
-- ARGV  job id, event channel, retention in ms, failures kept at most,
--       number and nonce of the task, id of this commit (the nonce of all that it enters),
--       the remainder (empty: the task is done),
--       how many counts, then name and amount of each,
--       how many kept failures are taken, then their paths,
--       how many failures, then path, record and of each what it was counted as when it was found and will be
--       counted as again (empty: nothing),
--       how many noted collections are dealt with, then their paths,
--       how many collections are noted, then depth and path of each,
--       how many of the tasks try something again,
--       how many tasks are delayed, then delay in ms and task of each,
--       and then the children
-- Answer  1 when this commit counted, now or when it was sent before; the state; number of the first child or 0;
--         1 when the remainder is open; and then number, nonce, flags and task of the task that the pass goes on with and of those for
--         which there is room now, or when it did not count, of what the task registered and may be unpublished
local job, tasks, pending, order, failures, delayed, gone, _, unsent, recent = unpack(KEYS)
local marks, handed = KEYS[#KEYS - 1], KEYS[#KEYS]
local number, nonce, commit, remainder = ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local phaseNonce = commit .. '.p'
local releaseTag = commit .. '.r'
local state = redis.call('HGET', job, 'state')
local open, flags
if WORKABLE[state] then
    open, flags = split(redis.call('HGET', tasks, number))
end
-- Of a commit that left nothing behind, only this list tells that it counted.
local function hasCounted()
    return redis.call('LPOS', recent, commit) and 1 or 0
end
if not WORKABLE[state] then
    return {hasCounted(), state or '', 0, 0}
end
local kept = ranges(redis.call('HGET', pending, number))
-- Whether the nonce was given by this commit, to what the pass goes on with or to a task that was due.
local function isOurs(one)
    return one == phaseNonce or string.sub(one, -#releaseTag) == releaseTag
end
if open ~= nonce then
    local answer = {open == commit and 1 or hasCounted(), state, 0, open == commit and 1 or 0}
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
local at = 9
local function nextArgument()
    at = at + 1
    return ARGV[at - 1]
end

local first = 0
-- How many failures were counted and are not yet assigned to a path: what is taken later must take off what was counted.
local failed, counted = hasFlag(flags, 'f'), 0
-- A dry run names among the failures what it would delete, and counts it as deleted.
local deletes = false
for _ = 1, tonumber(nextArgument()) do
    local name, amount = nextArgument(), nextArgument()
    redis.call('HINCRBY', job, 'c.' .. name, amount)
    if name == 'failed' then
        failed, counted = true, tonumber(amount)
    end
    deletes = deletes or name == 'deleted' or name == 'collections_deleted'
end
for _ = 1, tonumber(nextArgument()) do
    local path = nextArgument()
    if redis.call('ZREM', order, path) == 1 then
        redis.call('HINCRBY', job, 'c.failed', text(0 - (redis.call('HGET', failures, COUNT .. path) or 1)))
        redis.call('HINCRBY', job, 'again', -1)
        local foundAs = redis.call('HGET', failures, FOUND .. path)
        if foundAs then
            redis.call('HINCRBY', job, 'c.' .. foundAs, -1)
        end
        redis.call('HDEL', failures, path, COUNT .. path, FOUND .. path)
    end
end
local room, records, over = tonumber(ARGV[4]), tonumber(nextArgument()), 0
-- by the clock of Redis: what fails again in a retry stands behind what the retry has yet to hand out
local moment = preciseMillis()
for i = 1, records do
    local path, record, foundAs = nextArgument(), nextArgument(), nextArgument()
    local share = i == records and counted or math.min(counted, 1)
    local known = redis.call('ZSCORE', order, path)
    counted, failed = counted - share, failed or share > 0 or not deletes
    if known or redis.call('ZCARD', order) < room then
        local sum = share + (known and (redis.call('HGET', failures, COUNT .. path) or 1) or 0)
        redis.call('ZADD', order, moment, path)
        redis.call('HSET', failures, path, record)
        if foundAs ~= '' then
            redis.call('HSET', failures, FOUND .. path, foundAs)
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

for _ = 1, tonumber(nextArgument()) do
    redis.call('ZREM', gone, nextArgument())
end
for _ = 1, tonumber(nextArgument()) do
    local depth, path = nextArgument(), nextArgument()
    redis.call('ZADD', gone, depth, path)
end
local tries, later = tonumber(nextArgument()), tonumber(nextArgument())
if tries > 0 then
    redis.call('HINCRBY', job, 'retried', tries)
end
for _ = 1, later do
    local delay, task = nextArgument(), nextArgument()
    local child = text(redis.call('HINCRBY', job, 'registered', 1))
    redis.call('HSET', tasks, child, commit .. '::' .. task)
    redis.call('ZADD', delayed, text(now + delay), child)
end
if later > 0 then
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
local children = #ARGV - at + 1
if children > 0 then
    local last = redis.call('HINCRBY', job, 'registered', children)
    first = last - children + 1
    for child = first, last do
        redis.call('HSET', tasks, text(child), commit .. '::' .. nextArgument())
        if limited then
            redis.call('ZADD', delayed, text(now), text(child))
        end
    end
    if limited then
        first = 0
    else
        publishSoon(commit, first, last)
    end
end
redis.call('ZREM', unsent, number)
if remainder == '' then
    redis.call('HDEL', tasks, number)
    redis.call('ZREM', handed, number)
    if failed then
        redis.call('HINCRBY', job, 'failed', 1)
    end
else
    redis.call('HSET', tasks, number, commit .. ':' .. (failed and 'f' or '') .. ':' .. remainder)
    redis.call('ZADD', handed, text(now), number)
end
if remainder == '' and children == 0 then
    redis.call('LPUSH', recent, commit)
    redis.call('LTRIM', recent, 0, 999)
end
redis.call('UNLINK', marks)
if state == 'QUEUED' then
    state = 'RUNNING'
    become(KEYS, ARGV[1], ARGV[2], state, true, false, ARGV[3])
end

-- What a pass goes on with when its tasks are done: its name and task.
local function nextPhase()
    local phase, remove, finish = unpack(redis.call('HMGET', job, 'phase', 'remove', 'finish'))
    if not phase and remove and redis.call('EXISTS', gone) == 1 then
        return 'remove', remove
    end
    if phase ~= 'finish' and finish then
        return 'finish', finish
    end
    return nil
end

local answer = {1, state, state == 'PAUSED' and 0 or first, remainder == '' and 0 or 1}
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
local phase, task
if left == 0 then
    phase, task = nextPhase()
end
if phase then
    local child = redis.call('HINCRBY', job, 'registered', 1)
    redis.call('HSET', job, 'phase', phase)
    redis.call('HSET', tasks, text(child), phaseNonce .. '::' .. task)
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
    answer[2] = endPass(KEYS, ARGV[1], ARGV[2], well and 'COMPLETED' or 'COMPLETED_WITH_FAILURES', ARGV[3])
end
return answer
