-- Lets leases last for their owner. One that has ended is not taken again: whatever ended it may have had a reason.
-- KEYS: leases. ARGV: owner, milliseconds
for _, lease in ipairs(KEYS) do
  if redis.pcall('GET', lease) == ARGV[1] then
    redis.call('PEXPIRE', lease, ARGV[2])
  end
end
return 1
