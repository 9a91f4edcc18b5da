-- Each line of BENCH_REQUESTS is a request: method, path, cookie, csrf token, body; @uuid@ becomes a new UUID each time.
local lines = {}
for line in io.lines(os.getenv("BENCH_REQUESTS")) do
  local method, path, cookie, csrf, body = line:match("^(.-)\t(.-)\t(.-)\t(.-)\t(.*)$")
  lines[#lines + 1] = {method = method, path = path, body = body, headers = {
    ["Cookie"] = cookie, ["X-CSRFToken"] = csrf, ["Content-Type"] = "application/json",
    ["X-Forwarded-Proto"] = "https", ["Referer"] = "https://" .. wrk.host .. ":" .. wrk.port .. "/", ["Accept-Encoding"] = "gzip, br"}}
end
local counter = 0
function setup(thread) counter = counter + 1; thread:set("number", counter) end
function init() math.randomseed(os.time() + number * 7919) end
local function uuid()
  return (("xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx"):gsub("x", function() return ("%x"):format(math.random(0, 15)) end))
end
local once, cursor = os.getenv("BENCH_ONCE") == "1", 0
function request()
  local line
  if once then -- this thread's own share, one after the other
    line = lines[(cursor * 2 + number - 1) % #lines + 1]
    cursor = cursor + 1
  else
    line = lines[math.random(#lines)]
  end
  return wrk.format(line.method, line.path, line.headers, (line.body:gsub("@uuid@", uuid)))
end
