-- Batches of the list, the newest first.
-- KEYS  the list, whose members are "time id kind app op" and stand in this order
-- ARGV  the ends of the range, as ZREVRANGEBYLEX has them; kind; app and op (empty: any); how many at most; how many are looked at
-- Answer  where to go on, as the end of a range (empty: nowhere), and the members
local max, min, kind, app, op = unpack(ARGV)
local most, looked = tonumber(ARGV[6]), tonumber(ARGV[7])
local members = redis.call('ZREVRANGEBYLEX', KEYS[1], max, min, 'LIMIT', 0, looked)
local answer = {''}
for i, member in ipairs(members) do
    local itsKind, itsApp, itsOp = string.match(member, '^%S+ %S+ (%S+) (%S+) (%S+)$')
    if itsKind == kind and (app == '' or itsApp == app) and (op == '' or itsOp == op) then
        answer[#answer + 1] = member
    end
    if #answer > most or i == looked then
        answer[1] = '(' .. member
        break
    end
end
return answer
