-- What a commit of a task registered is published, and so is what earlier commits of the task registered.
-- KEYS  pending
-- ARGV  number of the task, its nonce when it was committed
local kept = ranges(redis.call('HGET', KEYS[1], ARGV[1]))
for i, range in ipairs(kept) do
    if range.parent == ARGV[2] then
        keep(KEYS[1], ARGV[1], {unpack(kept, i + 1)})
        return
    end
end
