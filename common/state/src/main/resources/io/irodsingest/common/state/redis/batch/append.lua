-- Makes staged rows the last ones of a batch that is held. A call that comes again is answered as the first one was.
-- KEYS  the record of the batch's job, the rows of the segment
-- ARGV  token of the segment, how many chunks, how many rows, line of the first and of the last row, bytes of all chunks; 1 when they
--       are to be the first rows; the id of the release among what the job waits for; most segments
-- Answer  unknown: there is no such job; held and the state: it takes no rows; many: it has so many segments; line and the last line: the
--         first row does not come behind it; gone: not all chunks are staged any more; or done, nothing, the bytes of pages, and the segments
local job, rows = KEYS[1], KEYS[2]
local token, chunks, count, first, last, bytes, onlyIfEmpty, release, most = unpack(ARGV)
local segments = segmentsOf(job)
local state, after = unpack(redis.call('HMGET', job, 'state', 'after'))
if not state then
    return {'unknown', ''}
end
local known = redis.call('LLEN', segments)
if redis.call('HEXISTS', rows, PART) == 1 or onlyIfEmpty == '1' and known > 0 then
    return addContent({'done', ''}, job)
end

local function isHeld()
    for _, other in ipairs(state == 'BLOCKED' and cjson.decode(after or '[]') or {}) do
        if other.id == release then
            return not other.met
        end
    end
    return false
end
if not isHeld() then
    return {'held', state}
end
if known >= tonumber(most) then
    return {'many', ''}
end
local lastLine = string.match(redis.call('LINDEX', segments, -1) or '', '^%S+ %d+ %d+ %d+ (%d+) ')
if lastLine and tonumber(first) <= tonumber(lastLine) then
    return {'line', lastLine}
end
if redis.call('HLEN', rows) ~= tonumber(chunks) then
    return {'gone', ''}
end
redis.call('HSET', rows, PART, text(known))
redis.call('PERSIST', rows)
redis.call('RPUSH', segments, table.concat({token, chunks, count, first, last, bytes}, ' '))
redis.call('HINCRBY', job, 'rowBytes', bytes)
return addContent({'done', ''}, job)
