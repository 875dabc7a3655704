-- Jobs that may not have ended.
-- KEYS  jobs that may not have ended
-- Answer  the time in ms, and then their ids
local answer = redis.call('ZRANGE', KEYS[1], 0, -1)
table.insert(answer, 1, text(millis()))
return answer
