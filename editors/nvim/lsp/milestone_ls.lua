-- Neovim 0.11 and newer read this file when `vim.lsp.enable('milestone_ls')` is called; for older ones
-- lua/milestone_ls/init.lua reads it. To change something, leave this file as it is and call
-- `vim.lsp.config('milestone_ls', { … })`: see |milestone-ls-configure|.

---@type vim.lsp.Config
return {
  cmd = { 'milestone-ls', 'server' },
  filetypes = { 'markdown' },
  -- The repository first, also where the plan is in a folder of it: one server then reads all its plans, as
  -- `milestone-ls check` does. Two servers over the same files would report everything twice.
  root_markers = { '.git', 'milestone-ls.toml', '.milestone-ls.toml' },
}
