-- Workers have these tasks, now. One that was not published, or is of another job, is passed over.
-- KEYS  the job's record
-- ARGV  numbers of the tasks
local now, all = text(millis()), allHanded(KEYS[1])
for _, number in ipairs(ARGV) do
    for _, handed in ipairs(all) do
        redis.call('ZADD', handed, 'XX', now, number)
    end
end
