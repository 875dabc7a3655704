-- What a task registered and did not report as published, as far as it is open.
-- KEYS  tasks, pending
-- ARGV  number of the task, its nonce when it was committed
-- Answer  number, nonce, flags and task of each
local answer = {}
addKept(answer, KEYS[1], ranges(redis.call('HGET', KEYS[2], ARGV[1])), ARGV[2])
return answer
