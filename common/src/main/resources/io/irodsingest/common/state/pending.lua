-- Open tasks whose publishing was not reported, of one parent or of all. Ranges in which nothing is open are dropped.
-- KEYS  tasks, pending
-- ARGV  number of the parent (empty: all), least age of a range in ms, about how many at most
-- Answer  number, nonce and task of each
local answer, newest = {}, millis() - ARGV[2]

local function add(parent, value)
    local kept, changed = {}, false
    for _, range in ipairs(ranges(value)) do
        if range.time <= newest and addOpen(answer, KEYS[1], range) == 0 then
            changed = true
        else
            kept[#kept + 1] = range
        end
    end
    if changed then
        keep(KEYS[2], parent, kept)
    end
end

if ARGV[1] ~= '' then
    add(ARGV[1], redis.call('HGET', KEYS[2], ARGV[1]))
    return answer
end
local cursor = '0'
repeat
    local page = redis.call('HSCAN', KEYS[2], cursor, 'COUNT', 100)
    cursor = page[1]
    for i = 1, #page[2], 2 do
        if #answer < ARGV[3] * 3 then
            add(page[2][i], page[2][i + 1])
        end
    end
until cursor == '0' or #answer >= ARGV[3] * 3
return answer
