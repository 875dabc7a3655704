-- Forgets rows, unless they are part of their batch.
-- KEYS  the rows of the segment
-- Answer  nothing
if redis.call('HEXISTS', KEYS[1], PART) == 0 then
    redis.call('UNLINK', KEYS[1])
end
return {}
