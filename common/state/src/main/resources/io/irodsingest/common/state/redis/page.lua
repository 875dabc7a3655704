-- Jobs of some sets of "id name" by time of creation, newest first, from a place on.
-- KEYS  the sets
-- ARGV  time and id behind which to begin (empty: at the newest), how many at most
-- Answer  1 when there may be more; and then time, id and name of each
local last = ARGV[1] ~= '' and {time = tonumber(ARGV[1]), id = ARGV[2]} or nil

local function isNewer(one, other)
    return one.time > other.time or one.time == other.time and one.id > other.id
end

-- So many of each set, and before which of them nothing is missing.
local function read(most)
    local found, complete = {}, nil
    for _, key in ipairs(KEYS) do
        local some = redis.call('ZREVRANGEBYSCORE', key, last and text(last.time) or '+inf', '-inf', 'WITHSCORES', 'LIMIT', 0,
            most)
        local entry
        for i = 1, #some, 2 do
            local id, itsName = string.match(some[i], '^(%S+) (.*)$')
            entry = {time = tonumber(some[i + 1]), id = id, name = itsName}
            if not last or isNewer(last, entry) then
                found[#found + 1] = entry
            end
        end
        if #some == 2 * most and (not complete or isNewer(entry, complete)) then
            complete = entry
        end
    end
    return found, complete
end

local most = math.ceil(ARGV[3] / #KEYS)
local found, complete = read(most)
while complete and last and not isNewer(last, complete) do
    -- so many were made in the same millisecond
    most = most * 2
    found, complete = read(most)
end
if #KEYS > 1 then
    table.sort(found, isNewer)
end
local answer = {complete and 1 or 0}
for _, entry in ipairs(found) do
    if complete and isNewer(complete, entry) then
        break
    end
    local size = #answer
    answer[size + 1], answer[size + 2], answer[size + 3] = text(entry.time), entry.id, entry.name
end
return answer
