-- Lets a task delete as much as is left.
-- KEYS  the pass' deletions
-- ARGV  the task, how much it wants, how much the pass may
-- Answer  how much it may
local had = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or 0)
local wanted, left = tonumber(ARGV[2]), ARGV[3] - (redis.call('HGET', KEYS[1], 'sum') or 0)
local more = math.max(0, math.min(wanted - had, left))
if more > 0 then
    redis.call('HINCRBY', KEYS[1], 'sum', more)
    redis.call('HSET', KEYS[1], ARGV[1], text(had + more))
end
return math.min(wanted, had + more)
