-- Puts an open task back among the delayed ones, under a new nonce, and notes in the job's record what it waits for and since
-- when. The next commit of the job takes that note away.
-- KEYS  all of the job
-- ARGV  number and nonce of the task, id of this call, the delay in ms, the reason
-- Answer  1 when the task is delayed, also when the call is repeated, else 0; the state; since when the job waits; the time now;
--         the task's new nonce
local job, tasks = KEYS[JOB], KEYS[TASKS]
local number, nonce = ARGV[1], ARGV[2]
local fresh = renewed(nonce, ARGV[3])
local state = redis.call('HGET', job, 'state')
local open, flags, task = split(redis.call('HGET', tasks, number))
local now = millis()
if not WORKABLE[state] or (open ~= nonce and open ~= fresh) then
    return {0, state or '', '0', text(now), fresh}
end
if open == nonce then
    -- whoever gets it next may find what this try has done
    putBack(KEYS, number, fresh .. ':' .. (hasFlag(flags, 'b') and flags or flags .. 'b') .. ':' .. task, ARGV[4], ARGV[5], now)
end
return {1, state, redis.call('HGET', job, 'waiting') or text(now), text(now), fresh}
