-- Places of schedules whose names, with a line feed and what stands behind it, begin so.
-- KEYS  those of all schedules
-- ARGV  where to begin; how each of them begins; how many at most
-- Answer  where to go on (empty: all are told); of each: 1 when it has ended, its score in the set of those or of the others, id
local most = tonumber(ARGV[3])
local members = redis.call('ZRANGEBYLEX', KEYS[NAMED], ARGV[1], '[' .. ARGV[2] .. '\255', 'LIMIT', 0, most)
local answer = {#members == most and '(' .. members[most] or ''}
for _, member in ipairs(members) do
    local size, id = #answer, string.match(member, '\n0(%S+)$')
    local left
    if not id then
        left, id = string.match(member, '\n1(%d+) (%S+)$')
    end
    answer[size + 1] = left and 1 or 0
    answer[size + 2] = left and text(FAR_END - left) or redis.call('ZSCORE', KEYS[DUE], id)
    answer[size + 3] = id
end
return answer
