-- Ends leases of their owner, or puts in their place why the fetch failed.
-- KEYS: leases. ARGV: owner, failure or nothing, milliseconds that it holds
for _, lease in ipairs(KEYS) do
  if redis.pcall('GET', lease) == ARGV[1] then
    if ARGV[2] == '' then
      redis.call('DEL', lease)
    else
      redis.call('SET', lease, ARGV[2], 'PX', ARGV[3])
    end
  end
end
return 1
