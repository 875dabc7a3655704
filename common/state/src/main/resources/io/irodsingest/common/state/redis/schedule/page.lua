-- Schedules in the order of one set, from a place on.
-- KEYS  those of all schedules
-- ARGV  due (the soonest first) or ended (the latest first); score and id behind which to begin (empty: at the first); score of the last
--       one (empty: without a bound); how many at most; bytes of records at most, about
-- Answer  1 when there may be more; score, id and record of each
local isEndedOnes = ARGV[1] == 'ended'
local set = isEndedOnes and KEYS[ENDED] or KEYS[DUE]
local score, id, most, mostBytes = ARGV[2], ARGV[3], tonumber(ARGV[5]), tonumber(ARGV[6])
local last = ARGV[4] == '' and math.huge or tonumber(ARGV[4])

-- Redis sorts members by their bytes, which a comparison in Lua does only in some languages.
local function isLess(one, other)
    for i = 1, math.min(#one, #other) do
        local difference = string.byte(one, i) - string.byte(other, i)
        if difference ~= 0 then
            return difference < 0
        end
    end
    return #one < #other
end

-- How many stand before a place in ascending order; the place itself may be gone, and thousands may have its score.
local function rank(score, id)
    local low = redis.call('ZCOUNT', set, '-inf', '(' .. score)
    local high = low + redis.call('ZCOUNT', set, score, score)
    while low < high do
        local middle = math.floor((low + high) / 2)
        if isLess(redis.call('ZRANGE', set, middle, middle)[1], id) then
            low = middle + 1
        else
            high = middle
        end
    end
    return low
end

local from = 0
if score ~= '' and isEndedOnes then
    from = redis.call('ZCARD', set) - rank(score, id)
elseif score ~= '' then
    -- behind the place: nothing stands between an id and the same with a byte of zero
    from = rank(score, id .. '\0')
end
local answer, bytes, count = {0}, 0, 0
while true do
    local some = redis.call(isEndedOnes and 'ZREVRANGE' or 'ZRANGE', set, from, from + 49, 'WITHSCORES')
    if #some == 0 then
        return answer
    end
    local ids = {}
    for i = 1, #some, 2 do
        ids[#ids + 1] = some[i]
    end
    local records = redis.call('HMGET', KEYS[RECORDS], unpack(ids))
    for i, itsId in ipairs(ids) do
        if tonumber(some[2 * i]) > last then
            return answer
        end
        if count == most or bytes >= mostBytes then
            answer[1] = 1
            return answer
        end
        local size = #answer
        answer[size + 1], answer[size + 2], answer[size + 3] = some[2 * i], itsId, records[i]
        count, bytes = count + 1, bytes + #records[i]
    end
    from = from + #ids
end
