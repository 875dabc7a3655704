-- Claims bytes for a batch, if there is room for them, or gives some of its bytes back, as far as it has them.
-- KEYS  the claims, their sum
-- ARGV  id of the batch's job; how many bytes, below 0 to give them back; how many all batches may take; this call
-- Answer  how many are taken by all of them; more than they may take when the claim is not granted
local id, call = ARGV[1], ARGV[4]
local amount, most = tonumber(ARGV[2]), tonumber(ARGV[3])
local bytes, _, calls = parsed(redis.call('HGET', KEYS[1], id))
local taken = tonumber(redis.call('GET', KEYS[2]) or 0)
if string.find(',' .. calls .. ',', ',' .. call .. ',', 1, true) then
    -- what is claimed is granted, whatever was claimed since
    return {text(math.min(taken, most))}
end
if amount > 0 and taken + amount > most then
    return {text(taken + amount)}
end
amount = math.max(amount, 0 - bytes)
if bytes + amount == 0 then
    redis.call('HDEL', KEYS[1], id)
else
    local known = {call}
    for one in string.gmatch(calls, '[^,]+') do
        if #known < KNOWN_CALLS then
            known[#known + 1] = one
        end
    end
    redis.call('HSET', KEYS[1], id, table.concat({text(bytes + amount), text(millis()), table.concat(known, ',')}, ' '))
end
redis.call('INCRBY', KEYS[2], text(amount))
return {text(taken + amount)}
