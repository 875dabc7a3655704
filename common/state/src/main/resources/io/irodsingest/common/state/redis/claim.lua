-- Takes a name for a job, if nobody has it or the one who has it is the one expected.
-- KEYS  names, list of jobs, jobs that may not have ended
-- ARGV  name, id of the job, id of the expected holder (empty: none), time of creation in ms
-- Answer  the id that holds the name after it
local holder = redis.call('HGET', KEYS[1], ARGV[1])
if not holder or holder == ARGV[2] or holder == ARGV[3] then
    redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
    redis.call('ZADD', KEYS[2], ARGV[4], ARGV[2] .. ' ' .. ARGV[1])
    redis.call('ZADD', KEYS[3], text(millis()), ARGV[2])
    return ARGV[2]
end
return holder
