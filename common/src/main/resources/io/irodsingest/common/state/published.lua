-- What a commit of a task registered is published.
-- KEYS  pending
-- ARGV  number of the task, its nonce when it was committed
local kept = {}
for _, range in ipairs(ranges(redis.call('HGET', KEYS[1], ARGV[1]))) do
    if range.parent ~= ARGV[2] then
        kept[#kept + 1] = range
    end
end
keep(KEYS[1], ARGV[1], kept)
