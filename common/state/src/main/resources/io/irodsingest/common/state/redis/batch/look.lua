-- Some batches, for their upkeep: of those that have claims, and of those in the list.
-- KEYS  the list, the claims
-- ARGV  where to go on among the claims (0 at first), where in the list, about how many of each
-- Answer  the time in ms; where to go on among the claims (0: at the begin); id and claim of some batches; and of some in the list
--         the member, and then for each of these its claim
local rank, count = tonumber(ARGV[2]), tonumber(ARGV[3])
local page = redis.call('HSCAN', KEYS[2], ARGV[1], 'COUNT', count)
local members = redis.call('ZRANGE', KEYS[1], rank, rank + count - 1)
local claims = {}
for i, member in ipairs(members) do
    claims[i] = redis.call('HGET', KEYS[2], string.match(member, '^%S+ (%S+)')) or ''
end
return {text(millis()), page[1], page[2], members, claims}
