-- Takes leases to fetch parts of a profile, but for parts that are held or being fetched.
-- KEYS: state, link, then for each part its copy and its lease
-- ARGV: owner, milliseconds that a lease lasts, kinds of state that spare the fetch, milliseconds that "absent" does so,
--   what a copy must be newer than: "any", "none" is new enough, or milliseconds since that fetch
-- Returns: now, stamp for the fetch, state, link, and for each part c with its copy, g granted, b busy, ! with a failure; without
--   parts when none has to be fetched, or not under this name
local owner, lasting, sparing, absent = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
local newer = 0
if ARGV[5] == 'none' then
  newer = math.huge
elseif ARGV[5] ~= 'any' then
  -- What is told by age is told inexactly: the very same copy must not seem newer than itself.
  newer = now - tonumber(ARGV[5]) + 100
end

local held, link = state(KEYS[1]), copy(KEYS[2])
-- After the fence, which may have been put there this very millisecond.
local answer = { now, math.max(now, held.fence + 1), held.text, link and link.text or '' }
if held.kind and string.find(sparing, held.kind, 1, true) and held.stamp > newer
  and (held.kind ~= 'a' or now - held.stamp < absent) then
  return answer
end
if link and link.stamp > held.fence and ARGV[5] ~= 'none' then
  return answer
end

for i = 3, #KEYS, 2 do
  local found = held.kind == 'h' and copy(KEYS[i])
  if found and found.stamp > math.max(newer, held.fence) then
    answer[#answer + 1] = 'c' .. found.text
  else
    local lease = KEYS[i + 1]
    local holder, left = text(lease), redis.call('PTTL', lease)
    -- One that lasts longer, or for ever, is none: nobody would be let in.
    -- Nobody waits for what is claimed with a ~, and somebody may wait who claims it without.
    local taken = holder and (string.sub(holder, 1, 1) ~= '~' or string.sub(owner, 1, 1) == '~')
    if taken and holder ~= owner and left >= 0 and left <= lasting then
      answer[#answer + 1] = string.sub(holder, 1, 1) == '!' and holder or 'b'
    else
      redis.call('SET', lease, owner, 'PX', lasting)
      answer[#answer + 1] = 'g'
    end
  end
end
return answer
