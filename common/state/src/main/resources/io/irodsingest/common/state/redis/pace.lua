-- Lays claim to a share of what a job may take in a second. A call that is sent twice only makes the job slower.
-- KEYS  when the next claim may be used
-- ARGV  how much, how much a second
-- Answer  ms until this claim may be used
local now = millis()
local free = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
local share = ARGV[1] * 1000 / ARGV[2]
redis.call('SET', KEYS[1], text(free + share), 'PX', text(free - now + share + 60000))
return free - now
