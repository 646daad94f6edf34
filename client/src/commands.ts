import { commands, type Disposable, type LogOutputChannel } from 'vscode';
import { fixAllKind, type RuleEntry } from '../../server/src/protocol.ts';
import { checkWorkspace } from './checkWorkspace.ts';
import { commandIds } from './commandIds.ts';
import { openRule } from './openRule.ts';
import type { Server } from './server.ts';

export function registerCommands(server: Server, output: LogOutputChannel): Disposable[] {
  return [
    commands.registerCommand(commandIds.restartServer, () => server.restart()),
    commands.registerCommand(commandIds.showOutput, () => output.show()),
    commands.registerCommand(commandIds.checkWorkspace, () => checkWorkspace(server)),
    commands.registerCommand(commandIds.openRule, (rules?: readonly RuleEntry[]) => openRule(server, rules)),
    commands.registerCommand(commandIds.fixAll, () =>
      commands.executeCommand('editor.action.codeAction', { kind: fixAllKind, apply: 'first' }),
    ),
  ];
}
