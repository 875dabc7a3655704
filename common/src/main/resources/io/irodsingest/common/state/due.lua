-- Takes delayed tasks that are due into the tasks to be published, under a new nonce; of a job that may have so many tasks handed
-- out and no more, only what there is room for.
-- KEYS  the job's record, tasks, pending, delayed
-- ARGV  id of this call, the nonce; how many at most
-- Answer  number, nonce and task of each, also when the call is repeated
local job, tasks, pending, delayed = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local state = redis.call('HGET', job, 'state')
if state ~= 'QUEUED' and state ~= 'RUNNING' then
    return {}
end
local now, answer = millis(), {}
local kept = ranges(redis.call('HGET', pending, '0'))
local most = math.min(tonumber(ARGV[2]), freeSlots(job, tasks, delayed) or tonumber(ARGV[2]))
if most > 0 then
    release(tasks, delayed, '-', ARGV[1], most, now, kept)
    keep(pending, '0', kept)
    noteDue(job, delayed)
end
for _, range in ipairs(kept) do
    if range.nonce == ARGV[1] then
        addOpen(answer, tasks, range)
    end
end
if #answer > 0 then
    redis.call('HSET', job, 'last', text(now))
end
return answer
