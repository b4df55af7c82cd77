-- Carries out what ORDERS (a JSON file) says in this Neovim, and writes what was seen to RESULT.
--
-- Each order: {open = path} or {type = {line, column, text}} (keys, as a hand types them) or
-- {text = whole text} or {mend = line} (the preferred code action of a line) or {ask = {method, line, column}}.
-- After each, but a `quick` one, what the language server has found is waited for: {lnum, col, code, message} in bytes.
local orders = vim.fn.json_decode(vim.fn.readfile(vim.env.ORDERS))
local results = {}

local function version()
  return vim.lsp.util.buf_versions[vim.api.nvim_get_current_buf()]
end

local published = {}
local handler = vim.lsp.handlers["textDocument/publishDiagnostics"]
vim.lsp.handlers["textDocument/publishDiagnostics"] = function(err, result, context, config)
  published[result.uri] = result.version or -1
  return handler(err, result, context, config)
end

local function settled()
  local uri = vim.uri_from_bufnr(0)
  local there = vim.wait(15000, function()
    return published[uri] ~= nil and version() ~= nil and published[uri] >= version()
  end, 2)
  assert(there, "nothing was found of version " .. tostring(version()) .. ", " .. tostring(published[uri]))
end

local function found()
  settled()
  local list = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    local lsp = each.user_data and each.user_data.lsp or {}
    table.insert(list, { each.lnum, each.col, each.code or lsp.code, each.message })
  end
  return list
end

local function params(line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
  return vim.lsp.util.make_position_params(0, "utf-16")
end

local function request(method, given)
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, given, 10000) or {}) do
    assert(not answer.err, vim.inspect(answer.err))
    return answer.result
  end
end

local function mend(line)
  vim.api.nvim_win_set_cursor(0, { line, 0 })
  local given = vim.lsp.util.make_range_params(0, "utf-16")
  given.range["end"].character = 9999
  given.context = { diagnostics = {} }
  for _, action in ipairs(request("textDocument/codeAction", given)) do
    if action.isPreferred then
      vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
      return action.title
    end
  end
end

for _, order in ipairs(orders) do
  local result = {}
  if order.open then
    vim.cmd("edit " .. vim.fn.fnameescape(order.open))
    vim.bo.filetype = "yaml"
  elseif order.type then
    vim.api.nvim_win_set_cursor(0, { order.type[1], order.type[2] })
    vim.api.nvim_feedkeys("i" .. order.type[3] .. vim.api.nvim_replace_termcodes("<Esc>", true, false, true), "tx", false)
  elseif order.text then
    vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(order.text, "\n", { plain = true }))
  elseif order.mend then
    result.title = mend(order.mend)
  elseif order.ask then
    settled()
    result.answer = request(order.ask[1], params(order.ask[2], order.ask[3]))
  end
  if not order.quick then
    result.found = found()
    result.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
  end
  table.insert(results, result)
end
vim.fn.writefile({ vim.fn.json_encode(results) }, vim.env.RESULT)
vim.cmd("qall!")
