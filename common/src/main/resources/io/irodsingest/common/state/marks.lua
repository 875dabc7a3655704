-- Notes what a task is about to do with its entries, unless it was noted before.
-- KEYS  the task's marks
-- ARGV  how long they are kept at most in ms, and then index and event of each entry
-- Answer  all fields: "plan"; index to event; "d" and index for each entry whose post hook ran
if redis.call('HSETNX', KEYS[1], 'plan', '1') == 1 then
    for i = 2, #ARGV, 2 do
        redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
    end
    redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return redis.call('HGETALL', KEYS[1])
