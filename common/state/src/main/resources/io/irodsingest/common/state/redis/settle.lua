-- Takes jobs whose records said that they are at rest out of the active ones, if their stamps are those from before the records were
-- read. A young stamp says that somebody may be about to make the job active.
-- KEYS  the index
-- ARGV  least age of a stamp in ms, and then of each job: id, stamp, number of its state's set, when the job ended, or by what it
--       stands among those that wait, time of creation, and what it counted as "name=amount ..."; empty for one that waits
local newest, sums, settled = (millis() - ARGV[1]) * 1000, {}, false
for i = 2, #ARGV, 6 do
    local id, stamp, state, time, created, figures = unpack(ARGV, i, i + 5)
    local now, name = redis.call('ZSCORE', KEYS[ACTIVE], id), known(id)
    if now and name and tonumber(now) == tonumber(stamp) and tonumber(now) <= newest then
        redis.call('ZREM', KEYS[ACTIVE], id)
        redis.call('ZADD', KEYS[STATES + state], created, id .. ' ' .. name)
        if figures == '' then
            redis.call('ZADD', KEYS[WAITING], time, id)
        else
            redis.call('ZADD', KEYS[ENDED], time, id)
            redis.call('HSET', KEYS[FIGURES], id, figures)
            addFigures(sums, figures, 1)
        end
        settled = true
    end
end
if settled then
    addSums(sums)
    changed()
end
