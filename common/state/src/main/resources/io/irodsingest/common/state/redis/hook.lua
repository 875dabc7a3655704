-- The claim to a hook of the job that runs once a pass.
-- KEYS  the job's record
-- ARGV  the hook, what is known of its claim (empty: nothing), what is to be noted if that is right
-- Answer  what is noted after it, of this pass; empty for nothing
local pass = redis.call('HGET', KEYS[1], 'pass') or '1'
local field = 'hook.' .. ARGV[1]
local noted = redis.call('HGET', KEYS[1], field)
-- what an earlier pass noted is as good as nothing
local of, claim = string.match(noted or '', '^(%d+) (.*)$')
if of ~= pass then
    claim = ''
end
if claim == ARGV[2] then
    claim = ARGV[3]
    redis.call('HSET', KEYS[1], field, pass .. ' ' .. claim)
end
return claim
