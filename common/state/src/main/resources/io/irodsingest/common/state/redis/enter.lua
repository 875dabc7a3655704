-- Enters jobs among the active ones, or renews their stamps there; those that are not remembered are passed over.
-- KEYS  the index
-- ARGV  ids
for _, id in ipairs(ARGV) do
    local name = known(id)
    if name then
        enter(id, name)
    end
end
