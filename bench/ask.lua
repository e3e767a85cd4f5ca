-- For wrk: asks for PROFILES profiles by alias in one operation, one of BODIES such operations after the other, each for other mpids,
-- beginning with number FROM. SELECTION is what is asked of each. Where MARK is set, answers are read: one without it, or with errors, counts as wrong.
-- The mpids are below 2^53, as most peers round larger ones.

local FIRST = 4000000000000000
local profiles = tonumber(os.getenv("PROFILES"))
local bodies = tonumber(os.getenv("BODIES"))
local selection = os.getenv("SELECTION")
local token = os.getenv("TOKEN")
local mark = os.getenv("MARK")

local function mpid(number)
  return string.format('"%.0f"', FIRST + number)
end

local function one(number)
  return '{"query":"query P($mpid: ID!) { profile(mpid: $mpid) ' .. selection .. ' }","variables":{"mpid":' .. mpid(number) .. '}}'
end

local function several(number)
  local declared, fields, variables = {}, {}, {}
  for i = 1, profiles do
    declared[i] = "$m" .. i .. ": ID!"
    fields[i] = "p" .. i .. ": profile(mpid: $m" .. i .. ") " .. selection
    variables[i] = '"m' .. i .. '":' .. mpid((number - 1) * profiles + i)
  end
  return string.format(
    '{"query":"query P(%s) { %s }","variables":{%s}}',
    table.concat(declared, ", "),
    table.concat(fields, " "),
    table.concat(variables, ",")
  )
end

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

local requests, at = {}, tonumber(os.getenv("FROM")) % bodies

function init()
  wrong = 0
  local headers = { ["Content-Type"] = "application/json" }
  if token then
    headers["Authorization"] = "Bearer " .. token
  end
  for number = 1, bodies do
    requests[number] = wrk.format("POST", "/graphql", headers, profiles == 1 and one(number) or several(number))
  end
end

function request()
  at = at % bodies + 1
  return requests[at]
end

if mark then
  function response(status, headers, body)
    if status ~= 200 or not body:find(mark, 1, true) or body:find('"errors"', 1, true) then
      wrong = wrong + 1
    end
  end
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  if mark then
    failed = 0
    for _, thread in ipairs(threads) do
      failed = failed + thread:get("wrong")
    end
    failed = failed + errors.connect + errors.read + errors.write + errors.timeout
  end
  io.write(string.format(
    'TOLD {"answers":%d,"seconds":%f,"p50":%f,"p99":%f,"errors":%d}\n',
    summary.requests,
    summary.duration / 1e6,
    latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3,
    failed
  ))
end
