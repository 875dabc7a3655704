-- Notes that a worker which is gone may have begun a task: its message came again while the job was paused, and is dropped.
-- KEYS  the job's record, tasks
-- ARGV  number of the task
if redis.call('HGET', KEYS[1], 'state') == 'PAUSED' then
    local nonce, flags, task = split(redis.call('HGET', KEYS[2], ARGV[1]))
    if nonce and not hasFlag(flags, 'b') then
        redis.call('HSET', KEYS[2], ARGV[1], nonce .. ':' .. flags .. 'b:' .. task)
    end
end
