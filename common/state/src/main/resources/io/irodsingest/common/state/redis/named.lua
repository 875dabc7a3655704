-- Jobs whose names lie in a range, by name and time of creation, that are in one of some sets of "id name".
-- KEYS  the named jobs, and then the sets
-- ARGV  the ends of the range, as ZRANGEBYLEX has them, how many are looked at
-- Answer  where to go on, as the begin of a range (empty: nowhere); and then time, id and name of each
local members = redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], ARGV[2], 'LIMIT', 0, ARGV[3])
local answer = {#members == tonumber(ARGV[3]) and '(' .. members[#members] or ''}
for _, member in ipairs(members) do
    local name, created, id = string.match(member, '^([^\n]*)\n(%d+) (%S+)$')
    for set = 2, #KEYS do
        if redis.call('ZSCORE', KEYS[set], id .. ' ' .. name) then
            local size = #answer
            answer[size + 1], answer[size + 2], answer[size + 3] = created, id, name
            break
        end
    end
end
return answer
