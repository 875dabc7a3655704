-- What a commit of a task registered is published.
-- KEYS  the job's record, tasks, pending
-- ARGV  number of the task, its nonce when it was committed, and then lane and number of each child
local kept = {}
for _, range in ipairs(ranges(redis.call('HGET', KEYS[3], ARGV[1]))) do
    if range.parent ~= ARGV[2] then
        kept[#kept + 1] = range
    end
end
keep(KEYS[3], ARGV[1], kept)
local now = text(millis())
for i = 3, #ARGV, 2 do
    if redis.call('HEXISTS', KEYS[2], ARGV[i + 1]) == 1 then
        redis.call('ZADD', handedOf(KEYS[1], ARGV[i]), now, ARGV[i + 1])
    end
end
