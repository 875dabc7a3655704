-- Notes that the post hook of an entry ran; nothing is noted of a task that was committed.
-- KEYS  the task's marks
-- ARGV  "d" with the entry
if redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('HSET', KEYS[1], ARGV[1], '1')
end
