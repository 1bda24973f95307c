-- Keeps from apps what would make whoever runs one of them its visitor: the session's cookies,
-- and further spellings of the headers by which an app knows its user. Runs in the ingress proxy,
-- last before a request leaves. What comes first sets COOKIE, the session's name, IDENTITY, whose
-- keys are those headers, and VERIFIED, a header that only the proxy itself reads.
-- No pattern here goes back over what it has read: a header of any length takes one pass.

-- So begin the headers in which oauth2-proxy says once more what the token's claims say, groups
-- among them; no app reads one, and clients could send them.
local OF_LOGIN = "x-auth-request-"

-- Its cookie, its parts where one would be too long, and those of a login (oauth2-proxy 7.6).
local function of_session(name)
  if name == COOKIE then
    return true
  end
  local rest = name:sub(#COOKIE + 2)
  return name:sub(1, #COOKIE + 1) == COOKIE .. "_"
    and (rest == "csrf" or rest:sub(1, 5) == "csrf_" or rest:find("^%d+$") ~= nil)
end

-- A cookie without a name is sent as its value alone, which may look like one with a name.
local function is_session(pair)
  return of_session(pair:match("^[%s=]*([^%s=]+)") or "")
end

-- A semicolon ends a pair even in quotes (RFC 6265, 5.4); the others stay as they came.
local function without_session(cookies)
  local kept, all = {}, true
  for pair in (cookies .. ";"):gmatch("([^;]*);") do
    if is_session(pair) then
      all = false
    else
      kept[#kept + 1] = pair
    end
  end
  if all then
    return cookies
  end
  local rest = table.concat(kept, ";")
  local first = rest:find("%S")
  return first and rest:sub(first)
end

local function unless_session(cookie)
  return not is_session(cookie) and cookie or nil
end

-- The header is gone before anything is decided: an error would lose it, and hand on nothing.
local function change_each(headers, name, change)
  local values = {}
  for i = 0, headers:getNumValues(name) - 1 do
    values[#values + 1] = headers:getAtIndex(name, i)
  end
  headers:remove(name)
  for _, value in ipairs(values) do
    local changed = change(value)
    if changed then
      headers:add(name, changed)
    end
  end
end

local function drop_spellings(headers)
  local dropped = { VERIFIED }
  for name in pairs(headers) do
    local spelt = name:gsub("_", "-")
    if spelt ~= name and IDENTITY[spelt] or spelt:sub(1, #OF_LOGIN) == OF_LOGIN then
      dropped[#dropped + 1] = name
    end
  end
  for _, name in ipairs(dropped) do
    headers:remove(name)
  end
end

function envoy_on_request(handle)
  local headers = handle:headers()
  change_each(headers, "cookie", without_session)
  drop_spellings(headers)
  handle:streamInfo():dynamicMetadata():set("kubeflow.credentials", "kept", true)
end

-- What the login answers in place of an app has not come this way, and sets its cookies.
function envoy_on_response(handle)
  if handle:streamInfo():dynamicMetadata():get("kubeflow.credentials") then
    change_each(handle:headers(), "set-cookie", unless_session)
  end
end
