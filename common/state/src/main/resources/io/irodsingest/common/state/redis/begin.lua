-- Begins the next pass of a periodic job, when it is due. What the last pass counted and kept is forgotten.
-- KEYS  all of the job
-- ARGV  job id, event channel, nonce of the first task, the first task if the record does not say it
-- Answer  number of the first task and the task itself, also when the call is repeated; 0 when there is nothing to begin
local job = KEYS[JOB]
local known = redis.call('HMGET', job, 'state', 'next', 'interval', 'registered')
local now, number = millis(), tonumber(known[4] or 0)
local nonce, _, entered = split(redis.call('HGET', KEYS[TASKS], text(number)))
if known[1] == 'QUEUED' and nonce == ARGV[3] then
    return {number, entered}
end
if known[1] ~= 'WAITING' or tonumber(known[2]) > now then
    return {0, ''}
end
-- runs that were missed are made up for by this one, and the rhythm stays
local planned = known[2] + math.floor((now - known[2]) / known[3]) * known[3]
freshPass(KEYS, text(planned), now)
local first = redis.call('HGET', job, 'first') or ARGV[4]
return {enterFirst(KEYS, ARGV[1], ARGV[2], ARGV[3], first, now), first}
