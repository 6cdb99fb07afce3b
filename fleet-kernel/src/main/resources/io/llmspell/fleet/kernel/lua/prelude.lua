-- What the kernel puts around Lua. Gets the functions that lead to Java and returns those that
-- Java calls. User code sees none of the locals here.
local write, read, pending = ...

-- How many instructions pass between two looks whether to stop: some tens of microseconds.
local COUNT = 10000

local sethook, getinfo, rawtraceback = debug.sethook, debug.getinfo, debug.traceback
local metatable = debug.getmetatable
local create, resume, status, close =
  coroutine.create, coroutine.resume, coroutine.status, coroutine.close
local xpcall, error, tostring, type, select, load = xpcall, error, tostring, type, select, load
local rawget, next, pairs, pack, unpack = rawget, next, pairs, table.pack, table.unpack
local concat, sort = table.concat, table.sort
local find, gsub, gmatch, cut = string.find, string.gsub, string.gmatch, string.sub
local tonumber, setmetatable = tonumber, setmetatable

---------------------------------------------------------------------------------------------------
-- Interrupts. Every coroutine has a count hook, since a hook belongs to one. Once the cell has to
-- stop, every single instruction fails, so that neither pcall nor a loop around it holds it up.

local INTERRUPT = setmetatable({}, {
  __name = "interrupt", __metatable = false, __tostring = function() return "interrupted" end,
})
local stopping = false

local function tick()
  -- At every instruction until it is known that the cell may go on: the look itself can fail, when
  -- the C stack is nearly full, and code that recurses there for ever would not be looked at again.
  sethook(tick, "", 1)
  if not stopping then
    if not pending() then
      sethook(tick, "", COUNT)
      return
    end
    stopping = true
  end
  error(INTERRUPT, 0)
end

local function spawn(f)
  local co = create(f)
  sethook(co, tick, "", stopping and 1 or COUNT)
  return co
end

coroutine.create = spawn

local function passOn(co, ok, ...)
  if ok then return ... end
  -- After an interrupt the coroutine has no hooks any more, so its __close could not be stopped.
  if status(co) == "dead" and not stopping then close(co) end
  error((...), 0)
end

function coroutine.wrap(f)
  local co = spawn(f)
  return function(...) return passOn(co, resume(co, ...)) end
end

-- A message handler runs without hooks, so it must not see the interrupt.
function _G.xpcall(f, handler, ...)
  return xpcall(f, function(e)
    if e == INTERRUPT then return e end
    return handler(e)
  end, ...)
end

-- Without what could take the hooks away.
debug = {
  traceback = rawtraceback, getinfo = getinfo,
  getmetatable = metatable, setmetatable = debug.setmetatable,
}
package.loaded.debug = debug

function os.exit()
  error("os.exit is not available in a kernel; ask the client to shut it down", 2)
end

---------------------------------------------------------------------------------------------------
-- Output

local function stream(name)
  local file = {}
  local methods = { flush = function(self) return self end, setvbuf = function() return true end }
  function methods.write(self, ...)
    for i = 1, select("#", ...) do
      local v = select(i, ...)
      if type(v) ~= "string" and type(v) ~= "number" then
        error("bad argument #" .. i .. " to 'write' (string expected, got " .. type(v) .. ")", 2)
      end
      write(name, tostring(v))
    end
    return self
  end
  function methods.close() return nil, "this file can't be closed" end
  methods.seek = methods.close
  return setmetatable(file, {
    __index = methods, __name = "FILE*", __metatable = false,
    __tostring = function() return "file (" .. name .. ")" end,
  })
end

io.stdout, io.stderr = stream("stdout"), stream("stderr")
local output = io.stdout
local openOutput, ioType = io.output, io.type

function print(...)
  local texts = pack(...)
  for i = 1, texts.n do texts[i] = tostring(texts[i]) end
  write("stdout", concat(texts, "\t") .. "\n")
end

function io.write(...) return output:write(...) end

function io.output(file)
  if type(file) == "string" then output = openOutput(file) elseif file then output = file end
  return output
end

local warnings = false
function warn(first, ...)
  if first == "@on" then warnings = true
  elseif first == "@off" then warnings = false
  elseif warnings then write("stderr", "Lua warning: " .. concat({ first, ... }) .. "\n") end
end

---------------------------------------------------------------------------------------------------
-- Input: a line at a time, by asking the client. There is no end of file.

local rest = ""

local function ask(prompt, password)
  local text, why = read(prompt, password)
  if text then return text end
  if why then error(why, 3) end
  stopping = true
  sethook(tick, "", 1)
  error(INTERRUPT, 0)
end

function input(prompt, password)
  return ask(prompt == nil and "" or tostring(prompt), password and true or false)
end

local function take(pattern)
  if rest == "" then rest = ask("", false) .. "\n" end
  local from, to = find(rest, pattern)
  local found = from and cut(rest, from, to) or ""
  rest = cut(rest, (to or 0) + 1)
  return found
end

local function takeBytes(count)
  if rest == "" then rest = ask("", false) .. "\n" end
  local found = cut(rest, 1, count)
  rest = cut(rest, count + 1)
  return found
end

local function readOne(format)
  if type(format) == "number" then return takeBytes(format) end
  format = cut(gsub(format, "^%*", ""), 1, 1)
  if format == "n" then return tonumber((take("^%s*[%w.+-]*"))) end
  if format == "L" or format == "a" then return take("^.*\n") end
  if format == "l" then return (gsub(take("^.*\n"), "\n$", "")) end
  error("bad argument #1 to 'read' (invalid format)", 3)
end

local standardInput = {}
local reading = standardInput
local openInput, fileLines = io.input, io.lines
local inputMethods = {}

function inputMethods.read(_, ...)
  local formats = pack(...)
  if formats.n == 0 then return readOne("l") end
  for i = 1, formats.n do formats[i] = readOne(formats[i]) end
  return unpack(formats, 1, formats.n)
end

function inputMethods.lines(_, ...)
  local formats = pack(...)
  return function() return inputMethods.read(nil, unpack(formats, 1, formats.n)) end
end

function inputMethods.close() return nil, "this file can't be closed" end

io.stdin = setmetatable(standardInput, {
  __index = inputMethods, __name = "FILE*", __metatable = false,
  __tostring = function() return "file (stdin)" end,
})

function io.read(...) return reading:read(...) end

function io.input(file)
  if type(file) == "string" then reading = openInput(file) elseif file then reading = file end
  return reading
end

function io.lines(name, ...)
  if name == nil then return reading:lines(...) end
  return fileLines(name, ...)
end

function io.type(file)
  if file == io.stdout or file == io.stderr or file == io.stdin then return "file" end
  return ioType(file)
end

---------------------------------------------------------------------------------------------------
-- Cells

local function show(...)
  local texts = pack(...)
  if texts.n == 0 then return nil end
  for i = 1, texts.n do texts[i] = tostring(texts[i]) end
  return concat(texts, "\t")
end

-- The text of an error value, whose __tostring is user code.
local function describe(value)
  if type(value) == "string" then return value end
  local ok, text = resume(spawn(tostring), value)
  if not ok or type(text) ~= "string" then text = type(value) end
  return "(error object) " .. text
end

-- The stack without the frames of this file.
local function stackOf(co)
  local lines = {}
  for line in gmatch(rawtraceback(co), "[^\n]+") do
    if not find(line, "^%s*kernel:") then lines[#lines + 1] = line end
  end
  return concat(lines, "\n")
end

local function compile(code, name)
  local expression = load("return " .. code, "=" .. name, "t")
  if expression then return expression end
  return load(code, "=" .. name, "t")
end

local function run(code, name)
  stopping = false
  rest = ""
  local chunk, problem = compile(code, name)
  if not chunk then return "failed", "SyntaxError", problem, problem end
  local co = spawn(function() return show(chunk()) end)
  local ok, value = resume(co)
  if status(co) == "suspended" then
    close(co)
    ok, value = false, "attempt to yield from outside a coroutine"
  end
  if ok then return "done", value end
  if stopping then return "stopped" end
  local text = describe(value)
  return "failed", "RuntimeError", text, text .. "\n" .. stackOf(co)
end

local function completeness(code)
  local chunk, problem = compile(code, "code")
  if chunk then return "complete" end
  return find(problem, "<eof>", 1, true) and "incomplete" or "invalid"
end

---------------------------------------------------------------------------------------------------
-- Names. Only raw access: looking must not run user code.

local KEYWORDS = [[and break do else elseif end false for function goto if in local nil not or
  repeat return then true until while]]

local function indexOf(value)
  local mt = metatable(value)
  local index = type(mt) == "table" and rawget(mt, "__index")
  return type(index) == "table" and index or nil
end

-- The tables in which fields of a value are looked up; the bound breaks cycles.
local function tablesOf(value)
  local tables = {}
  local current = type(value) == "table" and value or indexOf(value)
  while current and #tables < 10 do
    tables[#tables + 1] = current
    current = indexOf(current)
  end
  return tables
end

local function resolve(path)
  local value = _G
  for name in gmatch(path, "[^.]+") do
    local found
    for _, t in pairs(tablesOf(value)) do
      found = rawget(t, name)
      if found ~= nil then break end
    end
    if found == nil then return nil end
    value = found
  end
  return value
end

local function names(path, prefix)
  local set, list = {}, {}
  for _, t in pairs(tablesOf(resolve(path))) do
    for key in next, t do
      if type(key) == "string" and find(key, "^[%a_][%w_]*$") then set[key] = true end
    end
  end
  if path == "" then
    for word in gmatch(KEYWORDS, "%a+") do set[word] = true end
  end
  for key in next, set do
    if cut(key, 1, #prefix) == prefix then list[#list + 1] = key end
  end
  sort(list)
  return concat(list, "\n")
end

local function inspect(path)
  local value = resolve(path)
  if value == nil then return nil end
  local kind = type(value)
  if kind == "function" then
    local info = getinfo(value, "Su")
    if info.what == "C" then return path .. ": built-in function" end
    return path .. ": function of " .. info.nparams .. (info.isvararg and " or more" or "")
      .. " parameters, defined at " .. info.short_src .. ":" .. info.linedefined
  elseif kind == "table" then
    local count, keys = 0, {}
    for key in next, value do
      count = count + 1
      if count <= 20 then keys[count] = type(key) == "string" and key or "[" .. type(key) .. "]" end
    end
    sort(keys)
    return path .. ": table with " .. count .. " fields: " .. concat(keys, ", ")
      .. (count > 20 and ", ..." or "")
  elseif kind == "string" or kind == "number" or kind == "boolean" then
    -- Not tostring, which would run a __tostring that somebody has given to all strings.
    local text = value
    if kind == "boolean" then text = value and "true" or "false" end
    return path .. ": " .. kind .. " " .. text
  end
  return path .. ": " .. kind
end

---------------------------------------------------------------------------------------------------
-- The ways out of Lua, into this process. What is needed of them is in the locals above.

java, luajava = nil, nil
package.loaded.java, package.loaded.luajava = nil, nil
package.preload.java, package.preload.luajava = nil, nil
package.loadlib = nil

return run, completeness, names, inspect
