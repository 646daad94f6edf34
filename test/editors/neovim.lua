-- Tries the language server in real Neovim, without a screen: node test/editors/run.mjs neovim
-- What comes of each step is printed; the first that fails ends it.
local command = vim.fn.json_decode(vim.env.SERVER_COMMAND)
local folder = vim.env.PROJECT
local file = folder .. '/force-app/main/default/classes/LeadCapture.cls'
local rule = folder .. '/force-app/main/default/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml'

local function say(what)
  io.stdout:write(what .. '\n')
end

local function check(condition, what)
  if condition then
    say('ok    ' .. what)
  else
    say('FAIL  ' .. what)
    vim.cmd('cquit 1')
  end
end

local function open(path, filetype)
  vim.cmd('edit ' .. vim.fn.fnameescape(path))
  vim.bo.filetype = filetype
  return vim.api.nvim_get_current_buf()
end

local settings = { duplicateRules = { severities = { ['unhandled-duplicates'] = 'error' } } }
local id = nil
local function attach()
  if vim.lsp.config ~= nil and vim.lsp.enable ~= nil then
    return -- Neovim 0.11 has attached it by itself.
  end
  -- Neovim 0.7 knows no vim.lsp.start; in 0.8 to 0.10 that is the same.
  id = id or vim.lsp.start_client({
    name = 'duplicate_rules',
    cmd = command,
    root_dir = folder,
    settings = settings,
    -- Neovim before 0.10 does not say that it can be asked for settings.
    init_options = { settings = settings },
  })
  vim.lsp.buf_attach_client(0, id)
end

if vim.lsp.config ~= nil and vim.lsp.enable ~= nil then
  vim.lsp.config('duplicate_rules', {
    cmd = command,
    filetypes = { 'apex', 'xml' },
    root_markers = { 'sfdx-project.json' },
    settings = settings,
    -- Neovim before 0.10 does not say that it can be asked for settings.
    init_options = { settings = settings },
  })
  vim.lsp.enable('duplicate_rules')
end

local function eventually(what, holds)
  local since = vim.loop.hrtime()
  local held = vim.wait(20000, holds, 20)
  check(held, string.format('%s (%d ms)', what, (vim.loop.hrtime() - since) / 1e6))
end

local function request(buffer, method, params)
  local answers, problem = vim.lsp.buf_request_sync(buffer, method, params, 10000)
  check(answers ~= nil, method .. ' is answered' .. (problem and (': ' .. problem) or ''))
  for _, answer in pairs(answers) do
    check(answer.error == nil, method .. ' has no error ' .. vim.inspect(answer.error))
    return answer.result
  end
end

local function at(buffer, needle)
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  for line, text in ipairs(lines) do
    local column = text:find(needle, 1, true)
    if column then
      vim.api.nvim_win_set_cursor(0, { line, column - 1 })
      return { line = line - 1, character = column - 1 }
    end
  end
  check(false, 'there is ' .. needle)
end

say('NVIM ' .. tostring(vim.version().major) .. '.' .. vim.version().minor .. '.' .. vim.version().patch)

-- Findings
local buffer = open(file, 'apex')
attach()
eventually('findings come', function()
  return #vim.diagnostic.get(buffer) == 2
end)
local found = vim.diagnostic.get(buffer)
table.sort(found, function(a, b)
  return a.lnum < b.lnum
end)
for _, one in ipairs(found) do
  say(string.format('      %d:%d %s %s: %s', one.lnum + 1, one.col + 1, vim.diagnostic.severity[one.severity], one.code or (one.user_data and one.user_data.lsp and one.user_data.lsp.code) or '', one.message:sub(1, 90)))
end
check(found[2].severity == vim.diagnostic.severity.ERROR, 'settings are taken: the second is an error')

-- Hover
local position = at(buffer, 'insert visitor')
local hover = request(buffer, 'textDocument/hover', vim.lsp.util.make_position_params())
local text = type(hover.contents) == 'table' and (hover.contents.value or hover.contents[1]) or hover.contents
check(text:find('Lead Email', 1, true) ~= nil, 'the hover tells the rule')
say('      ' .. text:gsub('\n', '\n      '):sub(1, 400))

-- Lenses
local lenses = request(buffer, 'textDocument/codeLens', { textDocument = vim.lsp.util.make_text_document_params() })
for _, lens in ipairs(lenses) do
  say('      lens ' .. (lens.range.start.line + 1) .. ': ' .. lens.command.title .. ' [' .. lens.command.command .. ']')
  check(not lens.command.title:find('^Test this'), 'no lens offers what this editor cannot do')
end

-- A fix, as the editor applies it
local client = vim.lsp.get_client_by_id(id or (vim.lsp.get_clients and vim.lsp.get_clients()[1].id))
local encoding = client.offset_encoding
local range = { start = position, ['end'] = position }
local actions = request(buffer, 'textDocument/codeAction', {
  textDocument = vim.lsp.util.make_text_document_params(),
  range = range,
  context = { diagnostics = {}, only = { 'quickfix' } },
})
for _, action in ipairs(actions) do
  say('      action: ' .. action.title .. (action.isPreferred and ' (preferred)' or ''))
end
local chosen = actions[1]
if not chosen.edit then
  chosen = request(buffer, 'codeAction/resolve', chosen)
end
check(chosen.edit ~= nil, 'the first action has its edit')
vim.lsp.util.apply_workspace_edit(chosen.edit, encoding)
check(table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n'):find('catch (DmlException', 1, true) ~= nil, 'the edit is applied')
eventually('the finding goes with it', function()
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    if one.lnum == position.line then
      return false
    end
  end
  return #vim.diagnostic.get(buffer) > 0
end)

-- Characters outside of ASCII before what is asked about
vim.api.nvim_buf_set_lines(buffer, 0, 0, false, { "/* 𝄞 é */ public class Ü { void a() { insert new Lead(LastName = '𝄞'); } }" })
eventually('columns after 𝄞 are right', function()
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    local line = vim.api.nvim_buf_get_lines(buffer, 0, 1, false)[1]
    if one.lnum == 0 and line:sub(one.col + 1, one.col + 6) == 'insert' then
      return true
    end
  end
  return false
end)
vim.cmd('silent undo')
vim.cmd('silent write')

-- A rule file
local rules = open(rule, 'xml')
attach()
local symbols = nil
eventually('a rule file has an outline', function()
  symbols = vim.lsp.buf_request_sync(rules, 'textDocument/documentSymbol', { textDocument = vim.lsp.util.make_text_document_params() }, 5000)
  for _, answer in pairs(symbols or {}) do
    return answer.result ~= nil and #answer.result > 0
  end
  return false
end)
at(rules, 'Lead_Email_Exact')
local definition = request(rules, 'textDocument/definition', vim.lsp.util.make_position_params())
local first = vim.tbl_islist(definition) and definition[1] or definition
check((first.uri or first.targetUri):find('Lead.matchingRule') ~= nil, 'a reference leads to its matching rule')
at(rules, 'Allow</actionOnInsert>')
local completion = request(rules, 'textDocument/completion', vim.lsp.util.make_position_params())
local items = completion.items or completion
check(#items > 0, 'values are completed: ' .. table.concat(vim.tbl_map(function(one)
  return one.label
end, items), ', '))

local function namesTheRule()
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    if (one.message or ''):find("rule 'Lead Email'", 1, true) then
      return true
    end
  end
  return false
end
check(namesTheRule(), 'a finding of the code names the rule')

-- What changes a rule changes the findings of the code, while nothing watches files
local active = at(rules, '<isActive>true')
vim.api.nvim_buf_set_lines(rules, active.line, active.line + 1, false, { '    <isActive>false</isActive>' })
vim.cmd('silent write')
eventually('without the rule the code has no such finding', function()
  return not namesTheRule()
end)
vim.cmd('bdelete! ' .. rules)
vim.wait(700)
check(not namesTheRule(), 'and so it stays when the rule file is closed')

client.stop()
eventually('the server ends', function()
  return client.is_stopped()
end)
vim.cmd('qall!')
