-- Lets a mark last for a while, or longer than it does; never shorter.
-- KEYS: mark. ARGV: milliseconds
local time = tonumber(ARGV[1])
if redis.call('PTTL', KEYS[1]) < time then
  redis.call('SET', KEYS[1], '1', 'PX', time)
end
return 1
