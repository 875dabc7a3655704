-- Some open tasks of an active job that stand nowhere but in the table: an earlier version published them, or they are being
-- published. The next call goes on where this one ended.
-- KEYS  the job's record, tasks, delayed, unsent
-- ARGV  about how many entries of the table are looked at
-- Answer  number, nonce, flags and task of each
local job, tasks = KEYS[1], KEYS[2]
local state, cursor = unpack(redis.call('HMGET', job, 'state', 'walk'))
if state ~= 'QUEUED' and state ~= 'RUNNING' then
    return {}
end
local sets, known = allHanded(job), 0
sets[#sets + 1], sets[#sets + 2] = KEYS[3], KEYS[4]
for _, set in ipairs(sets) do
    known = known + redis.call('ZCARD', set)
end
if redis.call('HLEN', tasks) <= known then
    return {}
end
local function isKnown(number)
    for _, set in ipairs(sets) do
        if redis.call('ZSCORE', set, number) then
            return true
        end
    end
    return false
end
local answer, page = {}, redis.call('HSCAN', tasks, cursor or '0', 'COUNT', ARGV[1])
for i = 1, #page[2], 2 do
    if not isKnown(page[2][i]) then
        add(answer, page[2][i], split(page[2][i + 1]))
    end
end
redis.call('HSET', job, 'walk', page[1])
return answer
