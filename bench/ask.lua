-- For wrk: sends the requests of the file REQUESTS one after the other, beginning with number FROM. A line of the file is an access
-- token (or nothing), a tab and a body. Where MARK is set, answers are read: one without it, or with errors, counts as wrong.

local file = os.getenv("REQUESTS")
local mark = os.getenv("MARK")

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

local requests, at = {}, 0

function init()
  wrong = 0
  for line in io.lines(file) do
    local token, body = line:match("^([^\t]*)\t(.*)$")
    local headers = { ["Content-Type"] = "application/json" }
    if token ~= "" then
      headers["Authorization"] = "Bearer " .. token
    end
    table.insert(requests, wrk.format("POST", "/graphql", headers, body))
  end
  at = tonumber(os.getenv("FROM")) % #requests
end

function request()
  at = at % #requests + 1
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
