-- Open tasks of an active job that are to be published by whoever asks. They are given to nobody else before they have that age
-- again: so much time the caller has to publish them and to say so.
-- KEYS  the job's record, tasks, pending, unsent
-- ARGV  least time in ms since they were registered, how many at most, how many entries are looked at at most
-- Answer  1 when there may be more; then number, nonce, flags and task of each
local job, tasks, pending, unsent = unpack(KEYS)
local state, cursor = unpack(redis.call('HMGET', job, 'state', 'seek'))
if state ~= 'QUEUED' and state ~= 'RUNNING' then
    return {0}
end
local now, budget = millis(), tonumber(ARGV[3])
local newest = now - ARGV[1]

-- What the one who registered it has not published for so long is for everybody.
local function takeOver(parent, value)
    local kept, changed = {}, false
    for _, range in ipairs(ranges(value)) do
        if range.time <= newest and budget > 0 then
            local last = math.min(range.last, range.first + budget - 1)
            for number = range.first, last do
                if split(redis.call('HGET', tasks, text(number))) == range.nonce then
                    redis.call('ZADD', unsent, 'NX', text(range.time), text(number))
                end
            end
            budget = budget - (last - range.first + 1)
            range.first, changed = last + 1, true
        end
        if range.first <= range.last then
            kept[#kept + 1] = range
        end
    end
    if changed then
        keep(pending, parent, kept)
    end
    budget = budget - 1
end

cursor = cursor or '0'
repeat
    local at = cursor
    local page = redis.call('HSCAN', pending, cursor, 'COUNT', 20)
    for i = 1, #page[2], 2 do
        takeOver(page[2][i], page[2][i + 1])
    end
    -- a page that was too much is looked at again
    cursor = budget > 0 and page[1] or at
until cursor == '0' or budget <= 0
local more = budget <= 0 and 1 or 0
if more == 1 then
    redis.call('HSET', job, 'seek', cursor)
else
    redis.call('HDEL', job, 'seek')
end

local answer = {more}
for _, number in ipairs(redis.call('ZRANGEBYSCORE', unsent, '-inf', text(newest), 'LIMIT', 0, ARGV[2])) do
    local nonce, flags, task = split(redis.call('HGET', tasks, number))
    if nonce then
        redis.call('ZADD', unsent, text(now), number)
        add(answer, number, nonce, flags, task)
    else
        redis.call('ZREM', unsent, number)
    end
end
return answer
