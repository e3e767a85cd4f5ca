-- Gives back permits that were granted by take.lua and not used.
-- KEYS: grants. ARGV: permits, when they were granted, window in microseconds. Returns: how many were taken back
--
-- The oldest grants are shortened, and those that are given back stay in their place: a list that ends later than it
-- might is simple and safe, and that is made good as soon as the oldest would have ended.
local grants = KEYS[1]
local left, granted, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
if granted > now or granted + window <= now then
  -- They are not counted any more, and others must not be in their place.
  return 0
end

local back = 0
while left > 0 do
  local entry = redis.call('LINDEX', grants, 0)
  if not entry then
    break
  end
  local time, before, after = string.match(entry, '^(%d+) (%d+) (%d+)$')
  local held = tonumber(after) - tonumber(before)
  if tonumber(time) + window <= now then
    redis.call('LPOP', grants)
  elseif held <= left then
    redis.call('LPOP', grants)
    left = left - held
    back = back + held
  else
    redis.call('LSET', grants, 0, string.format('%s %.0f %s', time, before + left, after))
    back = back + left
    left = 0
  end
end
return back
