-- Takes a lease, or extends it for whoever holds it.
-- KEYS: lease. ARGV: owner, milliseconds. Returns: 1 when the owner holds it, else 0
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', tonumber(ARGV[2]))
return 1
