-- Takes a lease, or extends it for whoever holds it.
-- KEYS: lease. ARGV: owner, milliseconds. Returns: whose it is now: own, another or nobody
local holder = redis.call('GET', KEYS[1])
if holder == '' then
  return 'nobody'
end
if holder and holder ~= ARGV[1] then
  return 'another'
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', tonumber(ARGV[2]))
return 'own'
