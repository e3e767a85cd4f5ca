-- Leaves a lease with nobody for a while, unless another holds it by now.
-- KEYS: lease. ARGV: owner, milliseconds. Returns: how many leases that ended
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], '', 'PX', tonumber(ARGV[2]))
return 1
