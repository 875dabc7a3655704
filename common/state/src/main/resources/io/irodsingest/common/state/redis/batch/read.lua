-- Contents of fields of a hash: rows of a segment, or a page.
-- KEYS  the hash
-- ARGV  fields
-- Answer  the content of each, nothing for one that is not there
local answer = {}
for from = 1, #ARGV, AT_ONCE do
    for i, content in ipairs(redis.call('HMGET', KEYS[1], unpack(ARGV, from, math.min(from + AT_ONCE - 1, #ARGV)))) do
        answer[from + i - 1] = content
    end
end
return answer
