-- What tests/heavy/editors/test_neovim.py sees of Neovim; each function answers with JSON.

local eyes = {}

-- Menus answer themselves: what was offered is kept, the first entry with the wanted words taken.
eyes.offered = {}
eyes.wanted = nil

vim.ui.select = function(items, options, on_choice)
  eyes.offered = {}
  local chosen, at
  for number, item in ipairs(items) do
    local title = options.format_item and options.format_item(item) or tostring(item)
    table.insert(eyes.offered, title)
    if not chosen and eyes.wanted and title:find(eyes.wanted, 1, true) then
      chosen, at = item, number
    end
  end
  on_choice(chosen, at)
end

-- The words between two places; "" where the text has become shorter than that.
local function words_of(row, column, last_row, last_column)
  local there, words = pcall(vim.api.nvim_buf_get_text, 0, row, column, last_row, last_column, {})
  return there and table.concat(words, "\n") or ""
end

-- The buffer as its file would be, and what is underlined in it: row, column and words by bytes.
function eyes.look()
  local ending = vim.bo.fileformat == "dos" and "\r\n" or "\n"
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), ending)
  local marks, found = {}, {}
  for _, space in pairs(vim.diagnostic.get_namespaces()) do
    local underlines = (space.user_data or {}).underline_ns
    if underlines then
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, underlines, 0, -1, { details = true })) do
        local details = mark[4]
        local words = words_of(mark[2], mark[3], details.end_row, details.end_col)
        table.insert(marks, { mark[2], mark[3], words })
      end
    end
  end
  for _, one in ipairs(vim.diagnostic.get(0)) do
    local words = words_of(one.lnum, one.col, one.end_lnum, one.end_col)
    table.insert(found, { one.lnum, one.col, words, one.code or "" })
  end
  return {
    text = text .. (vim.bo.endofline and ending or ""),
    marks = marks,
    found = found,
    filetype = vim.bo.filetype,
    position = vim.api.nvim_win_get_cursor(0),
    mode = vim.api.nvim_get_mode().mode,
    lines = vim.api.nvim_buf_line_count(0),
  }
end

-- The clients of the buffer, and what they agreed on.
function eyes.clients()
  local list = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 })
    or vim.tbl_values(vim.lsp.buf_get_clients(0))
  return vim.tbl_map(function(client)
    return {
      name = client.name,
      encoding = client.offset_encoding,
      root = client.config.root_dir or "",
      pull = client.server_capabilities.diagnosticProvider ~= nil,
    }
  end, list)
end

-- The words of the window that floats, "" for none.
function eyes.floating()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      local buffer = vim.api.nvim_win_get_buf(window)
      return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), "\n")
    end
  end
  return ""
end

function eyes.menu()
  return vim.tbl_map(function(item) return item.word end, vim.fn.complete_info({ "items" }).items)
end

function eyes.offers()
  return eyes.offered
end

function eyes.messages()
  return vim.fn.execute("messages")
end

-- Answer into a file: what Neovim prints has signs of its own for some characters.
_G.Eyes = function(name, path)
  vim.fn.writefile({ vim.fn.json_encode(eyes[name]()) }, path)
end
_G.Want = function(words) eyes.wanted = words end
_G.Type = function(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, true, true), "xt", false)
end
