-- The jobs that may have something to do, and when the index is another than the one that is known, the rest of what is told of it.
-- KEYS  the index
-- ARGV  the version that is known (empty: none)
-- Answer  time in ms; version; ids and stamps of active jobs; and then, if the version is another: ids and planned times of waiting
--         jobs, how many are in each state's set, names and amounts of what ended jobs counted, ids and stamps of followed ones
local version = redis.call('GET', KEYS[VERSION]) or '0'
local answer = {text(millis()), version, redis.call('ZRANGE', KEYS[ACTIVE], 0, -1, 'WITHSCORES')}
if version ~= ARGV[1] then
    local sizes = {}
    for set = STATES, #KEYS do
        sizes[#sizes + 1] = redis.call('ZCARD', KEYS[set])
    end
    answer[4], answer[5] = redis.call('ZRANGE', KEYS[WAITING], 0, -1, 'WITHSCORES'), sizes
    answer[6] = redis.call('HGETALL', KEYS[SUMS])
    answer[7] = redis.call('ZRANGE', KEYS[FOLLOWED], 0, -1, 'WITHSCORES')
end
return answer
