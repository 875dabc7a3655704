-- Notes which of the jobs that a blocked job waits for have ended as it wants; when all have, the job begins.
-- KEYS  all of the job
-- ARGV  job id, event channel, nonce of the first task, and then ids of the others
-- Answer  number of the first task and the task itself, also when the call is repeated; 0 when the job does not begin
local job = KEYS[JOB]
local state, after, first, registered = unpack(redis.call('HMGET', job, 'state', 'after', 'first', 'registered'))
local nonce, _, entered = split(redis.call('HGET', KEYS[TASKS], registered or '0'))
if state == 'QUEUED' and nonce == ARGV[3] then
    return {tonumber(registered), entered}
end
if state ~= 'BLOCKED' then
    return {0, ''}
end
local ended, others, left = {}, cjson.decode(after), 0
for i = 4, #ARGV do
    ended[ARGV[i]] = true
end
for _, other in ipairs(others) do
    other.met = other.met or ended[other.id] or false
    left = left + (other.met and 0 or 1)
end
redis.call('HSET', job, 'after', cjson.encode(others))
if left > 0 then
    return {0, ''}
end
local now = millis()
redis.call('HSET', job, 'planned', text(now), 'started', text(now))
return {enterFirst(KEYS, ARGV[1], ARGV[2], ARGV[3], first, now), first}
