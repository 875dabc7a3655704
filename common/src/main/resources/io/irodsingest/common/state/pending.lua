-- Open tasks of all parents whose publishing was not reported. Ranges in which nothing is open are dropped.
-- KEYS  tasks, pending
-- ARGV  least age of a range in ms, how many at most; the range that exceeds it is given whole
-- Answer  number, nonce and task of each
local answer, newest, most = {}, millis() - ARGV[1], ARGV[2] * 3

local function add(parent, value)
    local kept, changed = {}, false
    for _, range in ipairs(ranges(value)) do
        if range.time <= newest and #answer < most and addOpen(answer, KEYS[1], range) == 0 then
            changed = true
        else
            kept[#kept + 1] = range
        end
    end
    if changed then
        keep(KEYS[2], parent, kept)
    end
end

local cursor = '0'
repeat
    local page = redis.call('HSCAN', KEYS[2], cursor, 'COUNT', 100)
    cursor = page[1]
    for i = 1, #page[2], 2 do
        add(page[2][i], page[2][i + 1])
    end
until cursor == '0' or #answer >= most
return answer
