-- Writes to a page of a job of which tasks may be committed; of another one, nothing.
-- KEYS  the record of the job
-- ARGV  name of the page, and then field and content of each
-- Answer  nothing
if WORKABLE[redis.call('HGET', KEYS[1], 'state')] then
    for i = 2, #ARGV, 2 do
        putPage(KEYS[1], ARGV[1], ARGV[i], ARGV[i + 1])
    end
end
return {}
