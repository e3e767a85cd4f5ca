-- What lies under the names of a profile or identity. Goes before the scripts that work on it.
--
-- A copy begins with the stamp of its fetch: 13 digits, milliseconds on Redis's clock, when the fetch began. A state begins with its
-- fence, 13 digits more: nothing counts that was fetched before it. After them goes on whatever no script can read, but for the kind
-- of a state, a letter: h there is such a profile, o its user opted out, a there is none, d it was dropped.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local DIGITS = '(' .. string.rep('%d', 13) .. ')'

-- The text of a name; nil for none, and for whatever else somebody left there.
local function text(key)
  local found = redis.pcall('GET', key)
  return type(found) == 'string' and found or nil
end

-- A stamp that is ahead was given before the clock was set back: nil, or it would hold for as long as the clock needs to catch up.
local function stamp(digits)
  local time = digits and tonumber(digits)
  return time and time <= now + 1000 and time or nil
end

local function copy(key)
  local found = text(key)
  local time = found and stamp(string.match(found, '^' .. DIGITS))
  return time and { text = found, stamp = time } or nil
end

local function state(key)
  local found = text(key) or ''
  local fence, time, kind = string.match(found, '^' .. DIGITS .. DIGITS .. '(%l)')
  fence, time = stamp(fence), stamp(time)
  if not fence or not time then
    return { text = '', fence = 0, stamp = 0 }
  end
  return { text = found, fence = fence, stamp = time, kind = kind }
end

-- Writes, and keeps what Redis has against it: the script goes on to its end. When memory is full, Redis refuses the first write of a
-- script if it takes memory, and none after that: what begins with DEL is always written.
local failure
local function set(key, value, time)
  local answer = redis.pcall('SET', key, value, 'PX', math.max(1, math.floor(time)))
  if answer.err then
    failure = answer
  end
end

local function digits(time)
  return string.format('%013.0f', time)
end
