-- Notes what came of a follow-up of a job, unless that is noted.
-- KEYS  the job's record
-- ARGV  name of the follow-up, why it could not be begun (empty: it was)
if redis.call('HEXISTS', KEYS[1], 'state') == 1 then
    redis.call('HSETNX', KEYS[1], 'followUp.' .. ARGV[1], ARGV[2])
end
