-- Neovim 0.11 and newer read this file when `vim.lsp.enable('milestone_ls')` is called; for older ones
-- lua/milestone_ls/init.lua reads it. To change something, leave this file as it is and call
-- `vim.lsp.config('milestone_ls', { … })`: see |milestone-ls-configure|.

--- A code lens leads to places: to one of them at once, to several through the quickfix list.
---@param command lsp.Command
---@param context { client_id: integer }
local function show_places(command, context)
  local places = command.arguments[3]
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  if #places > 1 then
    local items = vim.lsp.util.locations_to_items(places, client.offset_encoding)
    vim.fn.setqflist({}, ' ', { title = command.title, items = items })
    vim.cmd('botright copen')
  else
    vim.lsp.util.show_document(places[1], client.offset_encoding, { focus = true })
  end
end

--- Shows a page in the browser, and waits at most 500 ms to hear that this failed: where a browser is started as
--- xdg-open's own child, Neovim's handler stands still for two seconds, ends it, and says that it failed.
---@param err lsp.ResponseError?
---@param params lsp.ShowDocumentParams
---@param context lsp.HandlerContext
local function show_document(err, params, context)
  if not (params.external and vim.ui.open) then
    return vim.lsp.handlers['window/showDocument'](err, params, context)
  end
  local opened = vim.ui.open(params.uri)
  local failed = not opened
    or (vim.wait(500, function()
      return opened:is_closing()
    end, 10) and opened:wait().code ~= 0)
  return { success = not failed }
end

-- Whoever copies this file alone has no commands.
local has_commands, command = pcall(require, 'milestone_ls.command')
if has_commands then
  command.create_at_attach()
end

---@type vim.lsp.Config
return {
  cmd = { 'milestone-ls', 'server' },
  filetypes = { 'markdown' },
  -- The repository first, also where the plan is in a folder of it: one server then reads all its plans, as
  -- `milestone-ls check` does. Two servers over the same files would report everything twice.
  root_markers = { '.git', 'milestone-ls.toml', '.milestone-ls.toml' },
  commands = { ['milestone-ls.showPlaces'] = show_places },
  handlers = { ['window/showDocument'] = show_document },
}
