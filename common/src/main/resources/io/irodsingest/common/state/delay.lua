-- Puts an open task back among the delayed ones, under a new nonce, and notes in the job's record what it waits for and since
-- when. The next commit of the job takes that note away.
-- KEYS  the job's record, tasks, pending, failure order, failure texts, delayed, gone, deletions
-- ARGV  number and nonce of the task, id of this call (the new nonce), the delay in ms, the reason
-- Answer  1 when the task is delayed, also when the call is repeated, else 0; the state; since when the job waits; the time now
local job, tasks, delayed = KEYS[1], KEYS[2], KEYS[6]
local number, nonce, call = ARGV[1], ARGV[2], ARGV[3]
local state = redis.call('HGET', job, 'state')
local open, flags, task = split(redis.call('HGET', tasks, number))
local now = millis()
if not WORKABLE[state] or (open ~= nonce and open ~= call) then
    return {0, state or '', '0', text(now)}
end
if open == nonce then
    redis.call('HSET', tasks, number, call .. ':' .. flags .. ':' .. task)
    redis.call('ZADD', delayed, text(now + ARGV[4]), number)
    redis.call('HSETNX', job, 'waiting', text(now))
    redis.call('HSET', job, 'wait', ARGV[5], 'last', text(now))
    noteDue(job, delayed)
end
return {1, state, redis.call('HGET', job, 'waiting') or text(now), text(now)}
