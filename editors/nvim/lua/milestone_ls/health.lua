--- `:checkhealth milestone_ls`: whether the server can run here, runs, and on what; each fault with its remedy.

local M = {}

-- Before 0.8 the functions stood elsewhere, before 0.10 they had longer names.
local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local info = health.info or health.report_info
local warn = health.warn or health.report_warn
local report_error = health.error or health.report_error

local CONFIGURATIONS = { 'milestone-ls.toml', '.milestone-ls.toml', 'pyproject.toml' }

--- What a program prints, nil if it cannot be run or fails.
---@param command string[]
---@return string?
local function output(command)
  local ran, text = pcall(vim.fn.system, command)
  return ran and vim.v.shell_error == 0 and vim.trim(text) or nil
end

--- What says how the server is run: `vim.lsp.config` (0.11), else the client that runs, else the defaults.
---@param clients table[]
---@return table
local function configuration(clients)
  if vim.lsp.enable then
    return vim.lsp.config.milestone_ls or {}
  end
  return clients[1] and clients[1].config or require('milestone_ls').config()
end

---@return table[] clients
local function running_clients()
  local list = vim.lsp.get_clients or vim.lsp.get_active_clients
  return vim.tbl_filter(function(client)
    return client.name == 'milestone_ls'
  end, list())
end

--- The interpreter in the first line of an installed script, nil where the program is none.
---@param program string
---@return string?
local function interpreter(program)
  local read, lines = pcall(vim.fn.readfile, program, '', 1)
  return read and lines[1] and lines[1]:match('^#!%s*(%S*python%S*)') or nil
end

---@param command string[]|function
local function check_program(command)
  start('milestone_ls: program')
  if type(command) ~= 'table' then
    info('cmd is a function: its program is not looked at')
    return
  end
  local program = vim.fn.exepath(command[1])
  if program == '' then
    report_error(('`%s` cannot be run'):format(command[1]), {
      'Install milestone-ls so that `milestone-ls` is on the PATH that Neovim has, or say where it is:',
      "vim.lsp.config('milestone_ls', { cmd = { '/path/to/milestone-ls', 'server' } })",
    })
    return
  end
  local version = output({ program, '--version' })
  if not version then
    report_error(('`%s --version` fails'):format(program), { 'Run it in a shell to see why.' })
    return
  end
  ok(('%s: `%s`'):format(version, program))
  local python = interpreter(program)
  local python_version = python and output({ python, '--version' })
  if python_version then
    info(('%s: `%s`'):format(python_version, python))
  end
end

---@param root string
---@return string?
local function configuration_file(root)
  for _, name in ipairs(CONFIGURATIONS) do
    local path = root .. '/' .. name
    if vim.fn.filereadable(path) == 1 then
      local lines = name == 'pyproject.toml' and vim.fn.readfile(path) or { '[tool.milestone-ls' }
      for _, line in ipairs(lines) do
        if vim.startswith(line, '[tool.milestone-ls') then
          return path
        end
      end
    end
  end
end

---@param client table
local function check_client(client)
  local root = client.config.root_dir
  ok(('runs as client %d for %s'):format(client.id, root or 'files outside of any workspace'))
  if not root then
    info('No `.git` or `milestone-ls.toml` above: the folder of each file is its plan')
    return
  end
  local path = configuration_file(root)
  info(path and ('configuration: `%s`'):format(path) or 'no configuration at the top of it: the defaults hold there')
end

--- Whether the popup opens by itself in a buffer (`vim.lsp.completion.enable` with autotrigger, 0.11).
---@param bufnr integer
---@return boolean
local function completes_by_itself(bufnr)
  -- There is no function that tells; the autocommands are what switches it on.
  local group = ('nvim.lsp.completion_%d'):format(bufnr)
  local exists, commands = pcall(vim.api.nvim_get_autocmds, { group = group, event = 'InsertCharPre' })
  return exists and #commands > 0
end

---@param client table
local function check_completion(client)
  if not (vim.lsp.completion and vim.lsp.completion.enable) then
    info('completion: CTRL-X CTRL-O (the popup that opens by itself needs Neovim 0.11 or a plugin)')
    return
  end
  for bufnr in pairs(client.attached_buffers or {}) do
    if not completes_by_itself(bufnr) then
      info('completion: CTRL-X CTRL-O; for a popup that opens by itself see `:help milestone-ls-completion`')
      return
    end
  end
  ok('completion: the popup opens by itself')
end

function M.check()
  local clients = running_clients()
  local config = configuration(clients)
  if not config.cmd then
    start('milestone_ls')
    report_error('there is no configuration `milestone_ls`', { 'See `:help milestone-ls-install`' })
    return
  end
  check_program(config.cmd)

  start('milestone_ls: server')
  for _, client in ipairs(clients) do
    check_client(client)
    check_completion(client)
  end
  if #clients > 0 then
    return
  end
  if vim.lsp.is_enabled and not vim.lsp.is_enabled('milestone_ls') then
    warn('it is not enabled', { "Put `vim.lsp.enable('milestone_ls')` into init.lua" })
  else
    info('it does not run: it starts with the first Markdown file')
  end
end

return M
