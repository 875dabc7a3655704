-- Records of schedules.
-- KEYS  those of all schedules
-- ARGV  bytes at most, about; ids
-- Answer  how many of the ids were looked at; id and record of those that are there
local answer, ids = {0}, {}
for i = 2, #ARGV do
    ids[i - 1] = ARGV[i]
end
answer[1] = addRecords(answer, ids, tonumber(ARGV[1]))
return answer
