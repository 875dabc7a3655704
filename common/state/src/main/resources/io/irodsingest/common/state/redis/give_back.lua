-- Puts an open task back among the delayed ones, under a new nonce, because the worker that got it does not know its type: another may.
-- It was not begun, and nothing of it has failed.
-- KEYS  all of the job
-- ARGV  number and nonce of the task, id of this call, the first delay in ms (each that follows is twice as long, up to sixteen times the
--       first), how often it may be given back, the reason
-- Answer  how often it was given back, this time among them, also when the call is repeated; one more than that may be, when it was
--         given back as often before and stays as it is; 0 when it is not open, or the job has no work
local number, nonce = ARGV[1], ARGV[2]
local fresh, most = renewed(nonce, ARGV[3]), tonumber(ARGV[5])
local open, flags, task = split(redis.call('HGET', KEYS[TASKS], number))
if not WORKABLE[redis.call('HGET', KEYS[JOB], 'state')] or (open ~= nonce and open ~= fresh) then
    return 0
end
local _, times = string.gsub(flags, 'u', '')
if open == fresh or times >= most then
    return open == fresh and times or times + 1
end
putBack(KEYS, number, fresh .. ':' .. flags .. 'u:' .. task, ARGV[4] * math.min(2 ^ times, 16), ARGV[6], millis())
return times + 1
