-- Keeps a chunk of rows that are not part of their batch yet. A call that comes late changes nothing of what is part of it.
-- KEYS  the rows of the segment
-- ARGV  number of the chunk, how long staged rows live in ms, the rows
-- Answer  nothing
if redis.call('HEXISTS', KEYS[1], PART) == 0 then
    redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return {}
