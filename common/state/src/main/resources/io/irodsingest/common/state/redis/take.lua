-- A worker is about to begin a task: it gets the task as it stands in the table, and nobody else does until that worker has ended
-- it or is known to be no more at it.
-- KEYS  the job's record, tasks, delayed
-- ARGV  number and nonce of the task as it was delivered, 1 when the message stands for what is left of the task, whatever its nonce,
--       the worker, and a worker of which it is known that it is not at the task
-- Answer  nothing when there is nothing to do: the task is finished or delayed, or the job is not active. Else nonce, flags, the task
--         (when the nonce is not the one that was delivered) and, when another worker began the task, which and how many ms ago
local job, tasks, delayed = unpack(KEYS)
local number, nonce, anyNonce, worker, notAtIt = unpack(ARGV)
local state = redis.call('HGET', job, 'state')
if state ~= 'QUEUED' and state ~= 'RUNNING' then
    return {}
end
local open, flags, task = split(redis.call('HGET', tasks, number))
if not open or redis.call('ZSCORE', delayed, number) then
    return {}
end
local answer = {open, flags, open == nonce and '' or task}
local now = millis()
local time, other = string.match(redis.call('HGET', takersOf(job), number) or '', '^(%d+) (.*)$')
if other and other ~= worker and other ~= notAtIt then
    answer[4], answer[5] = other, text(now - time)
elseif open == nonce or anyNonce == '1' then
    redis.call('HSET', takersOf(job), number, text(now) .. ' ' .. worker)
end
return answer
