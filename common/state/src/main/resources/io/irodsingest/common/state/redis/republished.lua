-- Tasks are published. One whose nonce is another by now is not: its message does not fit.
-- KEYS  the job's record, tasks, unsent
-- ARGV  lane, number and nonce of each
local now = text(millis())
for i = 1, #ARGV, 3 do
    local lane, number = ARGV[i], ARGV[i + 1]
    local nonce = split(redis.call('HGET', KEYS[2], number))
    if nonce == ARGV[i + 2] then
        redis.call('ZADD', handedOf(KEYS[1], lane), now, number)
    end
    if not nonce or nonce == ARGV[i + 2] then
        redis.call('ZREM', KEYS[3], number)
    end
end
