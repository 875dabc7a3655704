-- Notes what a task is about to do with its entries, each unless it was noted before.
-- KEYS  the task's marks
-- ARGV  how long they are kept at most in ms, and then "p" with the entry, and event, of each
-- Answer  all fields: "p" with the entry to its event; "d" with the entry for each whose post hook ran
for i = 2, #ARGV, 2 do
    redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1])
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return redis.call('HGETALL', KEYS[1])
