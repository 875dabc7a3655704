-- Workers have these tasks, now. One that was not published, or is of another job, is passed over.
-- KEYS  handed of each lane
-- ARGV  numbers of the tasks
local now = text(millis())
for _, number in ipairs(ARGV) do
    for _, handed in ipairs(KEYS) do
        redis.call('ZADD', handed, 'XX', now, number)
    end
end
