-- Takes permits of the quota that all instances share. Redis's own clock decides: an instance's may be wrong.
-- KEYS: grants, pause, slow, start
-- ARGV: wanted, how many of them at most when all begins anew, limit (0: none), permits of it that are kept back, window
-- and time for all to return, both in microseconds
-- Returns: permits, milliseconds after which there may be more, milliseconds that are left of the pause, the time, permits
-- that are left for anybody
--
-- Where this server did not write down its start, it begins anew: it was started again, took another's place or was
-- emptied, and grants of the last window may be forgotten. So nothing is granted for a window. Then, for a while, some
-- instances may not know yet that they can ask again, and keep to their shares; so do those who ask.
--
-- A grant is "time before after": when, and how many permits had been given before and after it. Thus the first and
-- the last one in the list tell how many are in use, whatever lies between them.
local grants, pause, slow, start = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local wanted, alone = tonumber(ARGV[1]), tonumber(ARGV[2])
local limit, reserve = tonumber(ARGV[3]), tonumber(ARGV[4])
local window, returning = tonumber(ARGV[5]), tonumber(ARGV[6])

local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]

local function grant(index)
  local entry = redis.call('LINDEX', grants, index)
  if not entry then
    return nil
  end
  local time, before, after = string.match(entry, '^(%d+) (%d+) (%d+)$')
  return { time = tonumber(time), before = tonumber(before), after = tonumber(after) }
end

local function append(time, before, after)
  redis.call('RPUSH', grants, string.format('%.0f %.0f %.0f', time, before, after))
  redis.call('PEXPIRE', grants, math.ceil(window / 1000) + 100)
end

-- For how long all has gone on without a break.
local function age()
  local info = redis.pcall('INFO', 'server')
  local run = type(info) == 'string' and string.match(info, 'run_id:(%w+)') or 'unknown'
  local known, since = string.match(redis.call('GET', start) or '', '^(%w+) (%d+)$')
  if known ~= run or tonumber(since) > now then
    since = now
    redis.call('SET', start, string.format('%s %.0f', run, now))
  end
  return now - tonumber(since)
end

local paused = redis.call('PTTL', pause)
if paused >= 0 then
  paused = math.max(paused, 1)
  return { 0, paused, paused, now, 0 }
end
if limit == 0 then
  return { wanted, 0, 0, now, 0 }
end

local lasts = age()
if lasts < window then
  return { 0, math.ceil((window - lasts) / 1000), 0, now, 0 }
end

local slowed = redis.call('PTTL', slow)
if slowed >= 0 then
  limit = math.max(1, math.floor(limit / 2))
  reserve = limit < 2 and 0 or math.ceil(reserve / 2)
end
local cap = limit - reserve

local first, last = grant(0), grant(-1)
if last and last.time > now then
  -- The clock was set back. When those grants were is lost, so they count as of now.
  redis.call('DEL', grants)
  append(now, 0, last.after - first.before)
  first = grant(0)
  last = first
end
while first and first.time + window <= now do
  redis.call('LPOP', grants)
  first = grant(0)
end

local used, total = 0, 0
if first then
  used, total = last.after - first.before, last.after
end
local most = lasts < window + returning and math.min(wanted, alone) or wanted
local given = math.max(0, math.min(most, cap - used))
if given > 0 then
  append(now, total, total + given)
  total = total + given
end
local left = math.max(0, limit - used - given)
if given == wanted then
  return { given, 0, 0, now, left }
end
if given == most then
  return { given, 100, 0, now, left }
end

-- There is one more when all but cap - 1 of the permits are out of the window: with the first grant that reaches
-- "enough". The list is in order, so it is found by halves.
local enough = total - cap + 1
local low, high = 0, redis.call('LLEN', grants) - 1
while low < high do
  local middle = math.floor((low + high) / 2)
  if grant(middle).after >= enough then
    high = middle
  else
    low = middle + 1
  end
end
local wait = math.max(1, math.ceil((grant(low).time + window - now) / 1000))
if slowed >= 0 then
  wait = math.min(wait, math.max(1, slowed))
end
return { given, wait, 0, now, left }
