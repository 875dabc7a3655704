-- A part of a schedule's log of runs, newest first.
-- KEYS  those of all schedules
-- ARGV  id, how many to leave out of the newest, how many at most
-- Answer  of each run: entry, 1 when it is to be handed over, packed document
local id, offset, limit = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local record = redis.call('HGET', KEYS[RECORDS], id)
if not record then
    return {}
end
local last, handovers = parsed(record).last, keyOf('handovers', id)
local isAnyOpen = redis.call('EXISTS', handovers) == 1
local runs = redis.call('LRANGE', keyOf('runs', id), text(-offset - limit), text(-offset - 1))
local answer = {}
for i = #runs, 1, -1 do
    local entry, size = text(last - offset - #runs + i), #answer
    answer[size + 1], answer[size + 2] = entry, isAnyOpen and redis.call('HEXISTS', handovers, entry) or 0
    answer[size + 3] = runs[i]
end
return answer
