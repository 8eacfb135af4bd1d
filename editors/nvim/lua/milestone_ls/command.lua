--- `:Milestone`, with a word for each thing that the server does by name. It is there from the first buffer on that
--- the server looks after, and works from any buffer then.

local M = {}

local STATUSES = { 'pending', 'in_progress', 'completed', 'blocked', 'cancelled' }
local FORMATS = { 'mermaid', 'dot', 'json', 'svg', 'html' }

---@class milestone_ls.Place what is asked of the server, and for which document
---@field client table
---@field uri string the document in the current window, else the folder of the workspace
---@field encoding string what columns are counted in

---@class milestone_ls.Milestone one of those that `milestone-ls.listMilestones` gives
---@field id string
---@field title string
---@field uri string
---@field range table
---@field status string
---@field state string
---@field progress { done: integer, total: integer }|vim.NIL
---@field blockedBy string[]
---@field upstream string[]
---@field downstream string[]

---@param text string
local function tell(text)
  vim.notify('milestone-ls: ' .. text, vim.log.levels.WARN)
end

---@param value any
---@return boolean # whether it is anything at all: null of JSON is no nil
local function is_there(value)
  return value ~= nil and value ~= vim.NIL
end

---@param filter table
---@return table[]
local function clients(filter)
  local list = vim.lsp.get_clients or vim.lsp.get_active_clients
  return vim.tbl_filter(function(client)
    return client.name == 'milestone_ls'
  end, list(filter))
end

--- The server of the current buffer, else the first that runs.
---@return milestone_ls.Place?
local function place()
  local here = vim.tbl_filter(function(client)
    return vim.lsp.buf_is_attached(0, client.id)
  end, clients({}))[1]
  local client = here or clients({})[1]
  if not client then
    tell('no server runs; see :checkhealth milestone_ls')
    return nil
  end
  local root = client.config.root_dir
  local uri = (here or not root) and vim.uri_from_bufnr(0) or vim.uri_from_fname(root)
  return { client = client, uri = uri, encoding = client.offset_encoding or 'utf-16' }
end

--- Have the server execute a command; `done` gets what it gives, unless that is an error, which the user is told.
---@param at milestone_ls.Place
---@param name string
---@param arguments any[] behind the URI
---@param done fun(result: any)
local function execute(at, name, arguments, done)
  local params = { command = 'milestone-ls.' .. name, arguments = vim.list_extend({ at.uri }, arguments) }
  local function answered(err, result)
    if err then
      tell(err.message)
    else
      done(result)
    end
  end
  if vim.fn.has('nvim-0.11') == 1 then
    at.client:request('workspace/executeCommand', params, answered)
  else
    at.client.request('workspace/executeCommand', params, answered)
  end
end

---@param at milestone_ls.Place
---@param range table
---@param uri string
local function go(at, uri, range)
  local location = { uri = uri, range = range }
  if vim.lsp.util.show_document then
    vim.lsp.util.show_document(location, at.encoding, { focus = true })
  else
    vim.lsp.util.jump_to_location(location, at.encoding)
  end
end

---@param at milestone_ls.Place
local function cursor(at)
  return vim.lsp.util.make_position_params(0, at.encoding).position
end

--- A function that puts a milestone into one line, its columns below those of the others.
---@param milestones milestone_ls.Milestone[]
---@return fun(found: milestone_ls.Milestone): string
local function in_columns(milestones)
  local function cells(found)
    local state = found.status:gsub('_', ' ')
    if #found.blockedBy > 0 then
      state = state .. ', blocked by ' .. table.concat(found.blockedBy, ' → ')
    elseif found.state == 'ready' then
      state = state .. ', ready'
    end
    local progress = is_there(found.progress) and ('%d/%d'):format(found.progress.done, found.progress.total) or ''
    return { found.id, found.title, state, progress }
  end
  local widths = {}
  for _, found in ipairs(milestones) do
    for column, text in ipairs(cells(found)) do
      widths[column] = math.max(widths[column] or 0, vim.fn.strdisplaywidth(text))
    end
  end
  return function(found)
    local padded = {}
    for column, text in ipairs(cells(found)) do
      padded[column] = text .. (' '):rep(widths[column] - vim.fn.strdisplaywidth(text))
    end
    return vim.trim(table.concat(padded, '  '))
  end
end

--- Let the user choose one of `milestones`, and open its document at the heading.
---@param at milestone_ls.Place
---@param milestones milestone_ls.Milestone[]
---@param prompt string
local function pick(at, milestones, prompt)
  local options = { prompt = prompt, kind = 'milestone', format_item = in_columns(milestones) }
  vim.ui.select(milestones, options, function(found)
    if found then
      go(at, found.uri, found.range)
    end
  end)
end

--- To a neighbour of the milestone in the current buffer; the user chooses where it has several.
---@param at milestone_ls.Place
---@param side 'upstream'|'downstream'
---@param words { none: string, some: string } what is said of it
local function to_neighbour(at, side, words)
  execute(at, 'listMilestones', {}, function(plan)
    local by_uri = {}
    for _, found in ipairs(plan.milestones) do
      by_uri[found.uri] = found
    end
    local own = by_uri[at.uri]
    if not own then
      tell('no milestone is in this buffer')
      return
    end
    local neighbours = vim.tbl_map(function(uri)
      return by_uri[uri]
    end, own[side])
    if #neighbours == 0 then
      tell(words.none:format(own.id))
    elseif #neighbours == 1 then
      go(at, neighbours[1].uri, neighbours[1].range)
    else
      pick(at, neighbours, words.some:format(own.id))
    end
  end)
end

--- Whether the server has Neovim show what a command leads to: then nobody else must, or the cursor is taken back from
--- where the user has gone meanwhile.
---@return boolean
local function is_shown()
  return vim.lsp.handlers['window/showDocument'] ~= nil
end

---@param at milestone_ls.Place
---@param title string
local function create(at, title)
  execute(at, 'newMilestone', { { title = title } }, function(uri)
    if not is_there(uri) then
      tell('no milestone was created')
    elseif not is_shown() then
      vim.cmd('edit ' .. vim.fn.fnameescape(vim.uri_to_fname(uri)))
    end
  end)
end

---@param text string
---@param format string
local function in_new_window(text, format)
  vim.cmd('new')
  local lines = vim.split(text, '\n', { plain = true })
  if lines[#lines] == '' then
    table.remove(lines)
  end
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  vim.bo.buftype, vim.bo.bufhidden = 'nofile', 'wipe'
  vim.bo.filetype = format
end

---@class milestone_ls.Subcommand
---@field words? string[] what may follow it
---@field run fun(at: milestone_ls.Place, argument: string)

---@type table<string, milestone_ls.Subcommand>
local SUBCOMMANDS = {
  pick = {
    run = function(at)
      execute(at, 'listMilestones', {}, function(plan)
        if #plan.milestones == 0 then
          tell('there are no milestones')
        else
          pick(at, plan.milestones, ('Milestones of %s'):format(plan.name))
        end
      end)
    end,
  },
  new = {
    run = function(at, title)
      if title ~= '' then
        create(at, title)
        return
      end
      vim.ui.input({ prompt = 'Title of the new milestone: ' }, function(given)
        if given and vim.trim(given) ~= '' then
          create(at, given)
        end
      end)
    end,
  },
  toggle = {
    run = function(at)
      execute(at, 'toggleTask', { cursor(at) }, function(done)
        if not is_there(done) then
          tell('no task is on this line')
        end
      end)
    end,
  },
  status = {
    words = STATUSES,
    run = function(at, status)
      local function set(chosen)
        execute(at, 'setStatus', { chosen }, function(done)
          if not is_there(done) then
            tell(('the status is %s already'):format(chosen))
          end
        end)
      end
      if status ~= '' then
        set(status)
        return
      end
      vim.ui.select(STATUSES, { prompt = 'Status' }, function(chosen)
        if chosen then
          set(chosen)
        end
      end)
    end,
  },
  next = {
    run = function(at)
      execute(at, 'nextPlaceholder', { cursor(at) }, function(range)
        if not is_there(range) then
          tell('nothing is left to be filled in')
        elseif not is_shown() then
          go(at, at.uri, range)
        end
      end)
    end,
  },
  upstream = {
    run = function(at)
      to_neighbour(at, 'upstream', { none = '%s depends on nothing', some = '%s depends on' })
    end,
  },
  downstream = {
    run = function(at)
      to_neighbour(at, 'downstream', { none = 'nothing depends on %s', some = 'Depends on %s' })
    end,
  },
  plan = {
    run = function(at)
      execute(at, 'showPlan', {}, function(shown)
        if not shown then
          tell('no browser was opened; see :help vim.ui.open(), or write `:Milestone graph html` to a file')
        end
      end)
    end,
  },
  graph = {
    words = FORMATS,
    run = function(at, format)
      format = format ~= '' and format or FORMATS[1]
      execute(at, 'exportGraph', { format }, function(text)
        in_new_window(text, format)
      end)
    end,
  },
}

--- Those of `words` that begin with `lead`.
---@param words string[]
---@param lead string
---@return string[]
local function beginning(words, lead)
  return vim.tbl_filter(function(word)
    return vim.startswith(word, lead)
  end, words)
end

---@return string[]
local function names()
  local found = vim.tbl_keys(SUBCOMMANDS)
  table.sort(found)
  return found
end

--- What can follow on the command line (|:command-completion-customlist|).
---@param lead string
---@param line string
---@param position integer
---@return string[]
local function complete(lead, line, position)
  local before = vim.split(vim.trim(line:sub(1, position - #lead)), '%s+')
  if #before == 1 then
    return beginning(names(), lead)
  end
  local subcommand = SUBCOMMANDS[before[2]]
  return #before == 2 and subcommand and beginning(subcommand.words or {}, lead) or {}
end

--- Create `:Milestone`.
function M.create()
  vim.api.nvim_create_user_command('Milestone', function(command)
    local name, argument = command.args:match('^(%S*)%s*(.-)%s*$')
    local subcommand = SUBCOMMANDS[name]
    if not subcommand then
      tell((':Milestone knows %s'):format(table.concat(names(), ', ')))
      return
    end
    local at = place()
    if at then
      subcommand.run(at, argument)
    end
  end, { nargs = '+', complete = complete, desc = 'Ask milestone-ls for something by its name' })
end

--- Create it when the server attaches to its first buffer.
function M.create_at_attach()
  if vim.fn.exists('##LspAttach') == 0 then -- Neovim 0.7
    M.create()
    return
  end
  vim.api.nvim_create_autocmd('LspAttach', {
    group = vim.api.nvim_create_augroup('milestone_ls.command', { clear = true }),
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if client and client.name == 'milestone_ls' then
        M.create()
      end
    end,
  })
end

return M
