-- Tasks of a lane that were published or in hand before a time, and are in nobody's hands now, though what was published later was taken from the
-- queue: their messages are lost, or were with a worker that is gone. They are to be published again. A call that is repeated finds
-- them no more.
-- KEYS  the job's record, tasks, delayed, unsent, handed of the lane
-- ARGV  the time in ms, as how old in ms they are entered among the unpublished, and then their numbers
-- Answer  how many; -1 when the job is not active
local job, tasks, delayed, unsent, handed = unpack(KEYS)
local state = redis.call('HGET', job, 'state')
if state ~= 'QUEUED' and state ~= 'RUNNING' then
    return -1
end
local count, now = 0, millis()
for i = 3, #ARGV do
    local number = ARGV[i]
    local at = redis.call('ZSCORE', handed, number)
    if at and tonumber(at) <= tonumber(ARGV[1]) then
        redis.call('ZREM', handed, number)
        local nonce, flags, task = split(redis.call('HGET', tasks, number))
        if nonce and not redis.call('ZSCORE', delayed, number) then
            if not hasFlag(flags, 'b') then
                redis.call('HSET', tasks, number, nonce .. ':' .. flags .. 'b:' .. task)
            end
            redis.call('ZADD', unsent, text(now - ARGV[2]), number)
            count = count + 1
        end
    end
end
if count > 0 then
    redis.call('HINCRBY', job, 'retried', count)
end
return count
