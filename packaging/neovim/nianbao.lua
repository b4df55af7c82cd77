-- The language server of nianbao in Neovim (0.7 and later): `:luafile packaging/neovim/nianbao.lua`, or
-- the same line in init.lua with the full path. docs/编辑器.md has the keys.
local root = vim.fn.fnamemodify(debug.getinfo(1, "S").source:sub(2), ":p:h:h:h")
local python = vim.fn.has("win32") == 1 and "/.venv/Scripts/python.exe" or "/.venv/bin/python"
local config = { name = "nianbao", cmd = { root .. python, root .. "/build.py", "lsp" }, root_dir = root }
local client -- of a Neovim that does not share clients by itself

local function attach(buffer)
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
  else
    client = client or vim.lsp.start_client(config)
    vim.lsp.buf_attach_client(buffer, client)
  end
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = "yaml",
  callback = function(event)
    attach(event.buf)
    vim.bo[event.buf].omnifunc = "v:lua.vim.lsp.omnifunc"
    local function key(keys, action)
      vim.keymap.set("n", keys, action, { buffer = event.buf })
    end
    key("K", vim.lsp.buf.hover)
    key("gd", vim.lsp.buf.definition)
    key("gr", vim.lsp.buf.references)
    key("gO", vim.lsp.buf.document_symbol)
    key("<Space>a", vim.lsp.buf.code_action)
    key("<Space>e", vim.diagnostic.open_float)
    key("]d", function() vim.diagnostic.goto_next() end)
    key("[d", function() vim.diagnostic.goto_prev() end)
  end,
})
