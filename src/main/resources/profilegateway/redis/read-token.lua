-- The shared token and what is left of its life, which only Redis's clock tells.
-- KEYS: token. Returns: nothing, or the token and milliseconds
local token = redis.call('GET', KEYS[1])
if not token then
  return {}
end
return { token, redis.call('PTTL', KEYS[1]) }
