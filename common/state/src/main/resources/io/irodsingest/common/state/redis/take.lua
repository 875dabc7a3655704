-- A worker is about to begin a task: it gets the task as it stands in the table, and nobody else does until that worker has ended
-- it or is known to be no more at it.
-- KEYS  the job's record, tasks, delayed
-- ARGV  number and nonce of the task as it was delivered, 1 when the message stands for what is left of the task, whatever its nonce,
--       the worker, and a worker of which it is known that it is not at the task
-- Answer  as take() in shared.lua says
return take(KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[2], ARGV[3] == '1', ARGV[4], ARGV[5])
