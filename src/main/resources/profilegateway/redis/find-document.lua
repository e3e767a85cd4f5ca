-- Finds a document, and notes that it was asked for.
-- KEYS: documents by hash, and when each was used. ARGV: hash. Returns: the document, in a list; an empty one for none
local document = redis.call('HGET', KEYS[1], ARGV[1])
if not document then
  return {}
end
local clock = redis.call('TIME')
redis.call('ZADD', KEYS[2], 'XX', clock[1] * 1000 + math.floor(clock[2] / 1000), ARGV[1])
return { document }
