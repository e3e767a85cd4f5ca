-- Writes whose an identity is, unless something newer is known.
-- KEYS: state, link. ARGV: link, milliseconds that it lasts
-- Returns: whether what was fetched by the identity counts
local fetched = stamp(string.sub(ARGV[1], 1, 13))
local held, other = state(KEYS[1]), copy(KEYS[2])
if not fetched or fetched <= held.fence then
  return 0
end
if not other or other.stamp < fetched then
  set(KEYS[2], ARGV[1], tonumber(ARGV[2]))
end
if held.kind == 'a' then
  -- It is there now. The fence stays.
  set(KEYS[1], digits(held.fence) .. digits(held.fence) .. 'd', redis.call('PTTL', KEYS[1]))
end
return failure or 1
