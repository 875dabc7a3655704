-- Stands before every script of batches, behind what stands before every script.
--
-- A batch is a job, and its rows are in hashes of chunks, one for each segment that was submitted: number of the chunk, from 0, to its
-- rows. Such a hash is staged, and goes by itself, until it has a field more, which says that it is part of the batch.
-- A claim is "bytes time calls": how many bytes a batch may take, when somebody claimed or gave back some last (ms), and the latest calls
-- that did, the newest first, with commas between. The sum of all claims is a key of its own.

local PART = 'segment'

-- So many calls for a batch are recognised.
local KNOWN_CALLS = 4

-- Adds to an answer the bytes that pages of the job take, and its segments.
local function addContent(answer, job)
    answer[#answer + 1] = redis.call('HGET', job, 'pageBytes') or '0'
    for _, segment in ipairs(redis.call('LRANGE', segmentsOf(job), 0, -1)) do
        answer[#answer + 1] = segment
    end
    return answer
end

-- Bytes, time and calls of a claim; of none, no bytes.
local function parsed(claim)
    local bytes, time, calls = string.match(claim or '', '^(%d+) (%d+) (%S*)$')
    return tonumber(bytes or 0), time or '0', calls or ''
end
