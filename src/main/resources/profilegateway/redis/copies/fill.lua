-- Writes what was fetched, unless something newer is known, and ends the leases to fetch it.
-- KEYS: state, link, the copies of all five parts, then the leases
-- ARGV: owner, state without its fence, milliseconds that it lasts, milliseconds that anything lasts at most, channel, message for it or
--   nothing, then for each part that was fetched which one of the five, its copy, milliseconds that it lasts
-- Returns: whether it was written
local COPIES = 5
local owner, entry = ARGV[1], ARGV[2]
local fetched, kind = stamp(string.sub(entry, 1, 13)), string.sub(entry, 14, 14)
local held = state(KEYS[1])
local ends, optsOut = kind ~= 'h', kind == 'o'
-- An older fetch may add parts to the profile that a newer one found. It cannot say that there is none. Of two fetches with one
-- stamp the order is unknown: absence wins, in whichever order they are written.
local link = copy(KEYS[2])
local isOlder = fetched and kind == 'a' and (fetched < held.stamp or link and fetched < link.stamp)
local counts = fetched and fetched > held.fence and not isOlder
-- A stamp is of the claim, and the call may have waited long. So it is not known which fetch saw the user last: an opt-out holds
-- until a fetch that is claimed after it was learned.
local isNews = fetched and (fetched > held.stamp or ends)

if counts then
  local left = math.min(redis.call('PTTL', KEYS[1]), tonumber(ARGV[4]))
  if ends then
    redis.call('DEL', unpack(KEYS, 1, 2 + COPIES))
  end
  if isNews then
    -- The fence stays for as long as it was to stay, whatever comes after it.
    local fence = optsOut and math.max(now, fetched) or ends and fetched or held.fence
    set(KEYS[1], digits(fence) .. entry, math.max(tonumber(ARGV[3]), left))
  end
  for i = 7, #ARGV, 3 do
    local key = KEYS[2 + tonumber(ARGV[i])]
    local other = copy(key)
    if not other or other.stamp < fetched then
      set(key, ARGV[i + 1], tonumber(ARGV[i + 2]))
    end
  end
  -- That there is none concerns nobody where nothing was known: each telling ends what others are fetching by identities.
  local concerns = optsOut or held.kind == 'o' or kind == 'a' and (held.kind or link)
  if ARGV[6] ~= '' and isNews and held.kind ~= kind and concerns then
    redis.call('PUBLISH', ARGV[5], ARGV[6])
  end
end
for i = 3 + COPIES, #KEYS do
  if text(KEYS[i]) == owner then
    redis.call('DEL', KEYS[i])
  end
end
return failure or (counts and 1 or 0)
