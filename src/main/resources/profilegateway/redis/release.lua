-- Gives a lease back, unless another holds it by now.
-- KEYS: lease. ARGV: owner. Returns: how many leases that ended
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
