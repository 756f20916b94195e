-- citelaw in Neovim 0.7 and later: its findings under the words, while a list is written.
--
-- Copy this file to the folder plugin of your configuration (~/.config/nvim/plugin/citelaw.lua).
-- `citelaw` must be on the PATH; where it is not, say so in init.lua:
--
--   vim.g.citelaw = { cmd = { "/path/to/venv/bin/citelaw", "server" } }
--
-- The same table takes init_options, the settings of docs/editors.md.

local config = vim.tbl_extend("force", {
  cmd = { "citelaw", "server" },
  filetypes = { "text", "markdown", "html", "csv", "tsv" },
  root_markers = { "citelaw.toml", ".citelaw.toml", ".git" },
  init_options = vim.empty_dict(),
}, vim.g.citelaw or {})

local group = vim.api.nvim_create_augroup("citelaw", {})

-- Older versions know no file type for these names; setfiletype leaves one that is set.
vim.api.nvim_create_autocmd({ "BufNewFile", "BufRead" }, {
  group = group,
  pattern = { "*.csv", "*.tsv" },
  command = "execute 'setfiletype' expand('<afile>:e')",
})

if vim.fn.has("nvim-0.11") == 1 then
  vim.lsp.config("citelaw", config)
  vim.lsp.enable("citelaw")
  return
end

-- Before 0.11: the server is started here, once for each root, and the keys are those of 0.11.

-- Return the folder that holds the nearest of the root markers, the first kind of them that there is.
local function root_of(buffer)
  local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ":p:h")
  local path = vim.fn.fnameescape(folder) .. ";"
  for _, marker in ipairs(config.root_markers) do
    local file, directory = vim.fn.findfile(marker, path), vim.fn.finddir(marker, path)
    if file ~= "" then
      return vim.fn.fnamemodify(file, ":p:h")
    elseif directory ~= "" then
      return vim.fn.fnamemodify(directory, ":p:h:h")
    end
  end
end

local function set_keys(buffer)
  local keys = {
    { "n", "K", vim.lsp.buf.hover },
    { "n", "gO", vim.lsp.buf.document_symbol },
    { "n", "gra", vim.lsp.buf.code_action },
    { "n", "grr", vim.lsp.buf.references },
    { "n", "<C-]>", vim.lsp.buf.definition },
    { "n", "[d", vim.diagnostic.goto_prev },
    { "n", "]d", vim.diagnostic.goto_next },
  }
  for _, key in ipairs(keys) do
    vim.keymap.set(key[1], key[2], function() key[3]() end, { buffer = buffer })
  end
  vim.bo[buffer].omnifunc = "v:lua.vim.lsp.omnifunc" -- CTRL-X CTRL-O
end

local clients = {} -- number of the client of each root

local function attach(buffer)
  if vim.bo[buffer].buftype ~= "" or vim.api.nvim_buf_get_name(buffer) == "" then
    return
  end
  local root = root_of(buffer)
  local id = clients[root or ""]
  if not id then
    id = vim.lsp.start_client({
      name = "citelaw",
      cmd = config.cmd,
      root_dir = root,
      init_options = config.init_options,
      on_attach = function(_, attached) set_keys(attached) end,
      on_exit = function() clients[root or ""] = nil end,
    })
    clients[root or ""] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
end

vim.api.nvim_create_autocmd("FileType", {
  group = group,
  pattern = config.filetypes,
  callback = function(event) attach(event.buf) end,
})
