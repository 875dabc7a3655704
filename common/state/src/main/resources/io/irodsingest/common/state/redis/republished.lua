-- Tasks are published. One whose nonce is another by now is not: its message does not fit.
-- KEYS  tasks, unsent, handed of each lane
-- ARGV  lane (from 1), number and nonce of each
local now = text(millis())
for i = 1, #ARGV, 3 do
    local lane, number = ARGV[i], ARGV[i + 1]
    local nonce = split(redis.call('HGET', KEYS[1], number))
    if nonce == ARGV[i + 2] then
        redis.call('ZADD', KEYS[2 + lane], now, number)
    end
    if not nonce or nonce == ARGV[i + 2] then
        redis.call('ZREM', KEYS[2], number)
    end
end
