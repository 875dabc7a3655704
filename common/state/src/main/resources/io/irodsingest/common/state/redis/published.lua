-- What a commit of a task registered is published.
-- KEYS  tasks, pending, handed of each lane
-- ARGV  number of the task, its nonce when it was committed, and then lane (from 1) and number of each child
local kept = {}
for _, range in ipairs(ranges(redis.call('HGET', KEYS[2], ARGV[1]))) do
    if range.parent ~= ARGV[2] then
        kept[#kept + 1] = range
    end
end
keep(KEYS[2], ARGV[1], kept)
local now = text(millis())
for i = 3, #ARGV, 2 do
    if redis.call('HEXISTS', KEYS[1], ARGV[i + 1]) == 1 then
        redis.call('ZADD', KEYS[2 + ARGV[i]], now, ARGV[i + 1])
    end
end
