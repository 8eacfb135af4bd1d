--- Starts the language server, whatever the version of Neovim. From 0.11 on `vim.lsp.enable('milestone_ls')` does
--- it without this file; `lsp/milestone_ls.lua` is the one place that says how the server is run.

local M = {}

---@class milestone_ls.Options
---@field cmd? string[] the program and its arguments, `{ 'milestone-ls', 'server' }`
---@field filetypes? string[]
---@field root_markers? string[] names of files and folders that mark a workspace, the first found counts
---@field settings? table what the server is to know: `{ ['milestone-ls'] = { profile = 'strict' } }`
---@field capabilities? table what the client can do, where a completion plugin adds something
---@field on_attach? fun(client: table, bufnr: integer)

-- …/lua/milestone_ls/init.lua
local runtime_folder = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h:h')

--- How the server is run: the defaults with `options` in front of them, as a configuration for `vim.lsp.start()`.
---@param options? milestone_ls.Options
---@return table config
function M.config(options)
  local defaults = dofile(runtime_folder .. '/lsp/milestone_ls.lua')
  return vim.tbl_extend('force', { name = 'milestone_ls' }, defaults, options or {})
end

--- The nearest folder above `path` that holds the first of `markers` that is found at all.
---@param path string
---@param markers string[]
---@return string?
local function find_root(path, markers)
  local uv = vim.uv or vim.loop
  for _, marker in ipairs(markers) do
    local folder, below = vim.fn.fnamemodify(path, ':p:h'), nil
    while folder ~= below do
      if uv.fs_stat(folder .. '/' .. marker) then
        return folder
      end
      folder, below = vim.fn.fnamemodify(folder, ':h'), folder
    end
  end
end

--- `vim.lsp.start()` for Neovim 0.7.
---@param config table
---@param bufnr integer
---@return integer? client_id
local function start_client(config, bufnr)
  local id
  for _, client in ipairs(vim.lsp.get_active_clients()) do
    if client.name == config.name and client.config.root_dir == config.root_dir then
      id = client.id
    end
  end
  id = id or vim.lsp.start_client(config)
  if id then
    vim.lsp.buf_attach_client(bufnr, id)
    vim.bo[bufnr].omnifunc = 'v:lua.vim.lsp.omnifunc'
    vim.bo[bufnr].tagfunc = 'v:lua.vim.lsp.tagfunc'
  end
  return id
end

--- Starts the server for one buffer, or takes the one that runs for its workspace already.
---
--- Buffers without a file are left alone.
---@param options? milestone_ls.Options
---@param bufnr? integer the current one if there is none
---@return integer? client_id
function M.start(options, bufnr)
  bufnr = (bufnr and bufnr ~= 0) and bufnr or vim.api.nvim_get_current_buf()
  local path = vim.api.nvim_buf_get_name(bufnr)
  if path == '' or vim.bo[bufnr].buftype ~= '' then
    return nil
  end
  local config = M.config(options)
  config.root_dir = find_root(path, config.root_markers)
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = bufnr })
  end
  return start_client(config, bufnr)
end

--- Has the server started for every Markdown file, those that are open already too.
---@param options? milestone_ls.Options
function M.setup(options)
  if vim.lsp.enable then
    vim.lsp.config('milestone_ls', options or {})
    vim.lsp.enable('milestone_ls')
    return
  end
  local filetypes = M.config(options).filetypes
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('milestone_ls', { clear = true }),
    pattern = filetypes,
    callback = function(event)
      M.start(options, event.buf)
    end,
  })
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.tbl_contains(filetypes, vim.bo[bufnr].filetype) then
      M.start(options, bufnr)
    end
  end
end

return M
