-- Drops all that is held, and lets nothing in that was fetched before.
-- KEYS: state, link, the copies of all five parts, then their leases. ARGV: milliseconds that this holds
-- Returns: how many went, leases not counted, and the link
local COPIES = 5
local held, link = state(KEYS[1]), text(KEYS[2]) or ''
local gone = redis.call('DEL', unpack(KEYS, 2, 2 + COPIES))
if held.kind and held.kind ~= 'd' then
  gone = gone + 1
end
redis.call('DEL', KEYS[1], unpack(KEYS, 3 + COPIES))
-- A claim of this millisecond has a stamp after the last fence, even one ahead of the clock: the new fence ends that fetch too.
local fence = digits(math.max(now, held.fence + 1))
set(KEYS[1], fence .. fence .. 'd', tonumber(ARGV[1]))
return failure or { gone, link }
