-- Stands before every script of the index of jobs, behind what stands before every script.
--
-- Records of jobs are in other slots than the index, so no script changes both. A job is entered among the active ones before
-- anything is done that may make it active, and is taken out when its record was read and says that it is at rest. So whatever dies
-- in between, no job that may have something to do is missing among the active ones; what is there too long, the next reading takes out.
--
-- Every job that is remembered is in the list, among the ids and among the named ones, and in one of three places:
--   active   by its stamp: when it was entered last, in microseconds
--   waiting  by when its next pass is planned, or, if it waits for other jobs, by when it was made
--   ended    by when it ended
-- Those of the latter two are also in the set of their state, as "id name" by time of creation.
--
-- A job that has follow-ups is also among the followed ones, from before it is made, or tries its failures again, until its follow-ups
-- are dealt with, by when it was entered last, in microseconds.

-- The keys of the index, in the order in which the scripts get them.
local NAMES, LIST, IDS, NAMED, ACTIVE, WAITING, ENDED, FIGURES, SUMS, VERSION, FOLLOWED, STATES = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12

-- What readers tell by that something is in another place. Never one that was there before, also when Redis lost its last second.
local function changed()
    redis.call('SET', KEYS[VERSION], micros())
end

-- Adds what a job counted, as "name=amount ...", to sums, or takes it off.
local function addFigures(sums, figures, sign)
    for name, amount in string.gmatch(figures, '(%S+)=(%-?%d+)') do
        sums[name] = (sums[name] or 0) + sign * amount
    end
end

-- Adds to the sums of all ended jobs.
local function addSums(sums)
    for name, amount in pairs(sums) do
        redis.call('HINCRBY', KEYS[SUMS], name, text(amount))
    end
end

-- Name and time of creation of a job.
local function known(id)
    local created, name = string.match(redis.call('HGET', KEYS[IDS], id) or '', '^(%d+) (.*)$')
    return name, created
end

-- What sorts jobs by name, and those of a name by time of creation.
local function named(id, name, created)
    return name .. '\n' .. string.format('%015.0f', created) .. ' ' .. id
end

-- Takes a job out of the place that it has.
local function leave(id, name)
    redis.call('ZREM', KEYS[ACTIVE], id)
    redis.call('ZREM', KEYS[WAITING], id)
    if redis.call('ZREM', KEYS[ENDED], id) == 1 then
        local sums = {}
        addFigures(sums, redis.call('HGET', KEYS[FIGURES], id) or '', -1)
        addSums(sums)
        redis.call('HDEL', KEYS[FIGURES], id)
    end
    for set = STATES, #KEYS do
        redis.call('ZREM', KEYS[set], id .. ' ' .. name)
    end
end

-- Enters a job among the active ones, wherever it was.
local function enter(id, name)
    leave(id, name)
    redis.call('ZADD', KEYS[ACTIVE], micros(), id)
    changed()
end
