-- What was registered under some nonces is published.
-- KEYS  pending
-- ARGV  nonces of the children
local published = {}
for _, nonce in ipairs(ARGV) do
    published[nonce] = true
end
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
    local kept, before = {}, ranges(all[i + 1])
    for _, range in ipairs(before) do
        if not published[range.nonce] then
            kept[#kept + 1] = range
        end
    end
    if #kept < #before then
        keep(KEYS[1], all[i], kept)
    end
end
