-- Keeps a document, and while there are too many drops the one that was not asked for the longest.
-- KEYS: documents by hash, with the bytes of all of them under `bytes`; and when each was used
-- ARGV: hash, document, most bytes, seconds after which all goes that nobody adds to
local documents, used = KEYS[1], KEYS[2]
local hash, document, most = ARGV[1], ARGV[2], tonumber(ARGV[3])

-- About what Redis needs for one besides its text.
local overhead = 200

local function weight(of)
  local bytes = redis.call('HSTRLEN', documents, of)
  return bytes == 0 and 0 or bytes + overhead
end

-- Where Redis evicted one of the two, they say nothing of each other.
if redis.call('ZCARD', used) ~= math.max(0, redis.call('HLEN', documents) - 1) then
  redis.call('DEL', documents, used)
end

local clock = redis.call('TIME')
local before = weight(hash)
redis.call('HSET', documents, hash, document)
redis.call('ZADD', used, clock[1] * 1000 + math.floor(clock[2] / 1000), hash)
local bytes = redis.call('HINCRBY', documents, 'bytes', weight(hash) - before)
while bytes > most do
  local oldest = redis.call('ZPOPMIN', used)[1]
  if not oldest then
    break
  end
  local freed = weight(oldest)
  redis.call('HDEL', documents, oldest)
  bytes = redis.call('HINCRBY', documents, 'bytes', -freed)
end
redis.call('EXPIRE', documents, ARGV[4])
redis.call('EXPIRE', used, ARGV[4])
return bytes
