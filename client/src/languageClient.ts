import { CodeActionTriggerKind, type LogOutputChannel, l10n, Uri, workspace } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import { lensCommands, serverProcess } from '../../server/src/protocol.ts';
import { documentSelector } from './documents.ts';
import { leadingToTodo } from './fillIn.ts';
import { explicitSettings } from './settings.ts';
import { tick } from './start/steps.ts';

/** Prefix of the settings; the client reads `duplicateRules.trace.server` by itself. */
const id = 'duplicateRules';

/**
 * A client that is not started yet, for the server in a folder. `storage`: where the server may keep what it
 * read of an org's rules.
 */
export function createClient(
  folder: Uri,
  storage: Uri | null,
  outputChannel: LogOutputChannel,
  onState: (state: 'starting' | 'running' | 'stopped') => void,
): LanguageClient {
  const module = Uri.joinPath(folder, 'server.cjs').fsPath;
  const transport = TransportKind.ipc;
  const serverOptions: ServerOptions = {
    run: {
      module,
      transport,
      options: { execArgv: [...serverProcess.execArgv], env: serverProcess.env },
    },
    debug: { module, transport, options: { execArgv: ['--nolazy', '--inspect=6019'] } },
  };
  const options: LanguageClientOptions = {
    documentSelector: [...documentSelector],
    outputChannel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // A server that is started again after it has died gets what holds then.
    initializationOptions: () => ({
      rulePages: Uri.joinPath(folder, 'rules').toString(),
      trusted: workspace.isTrusted,
      ...(l10n.uri === undefined ? {} : { l10n: l10n.uri.fsPath }),
      suggestCommand: 'editor.action.triggerSuggest',
      commands: lensCommands,
      ...(storage === null ? {} : { storage: storage.fsPath }),
    }),
    diagnosticPullOptions: { onChange: true, onTabs: true },
    middleware: {
      provideCodeActions: async (document, range, context, token, next) => {
        const actions = await next(document, range, context, token);
        // The user has asked, with the keyboard or in the hover, what can be done about a finding.
        const isAsked = context.triggerKind === CodeActionTriggerKind.Invoke;
        if (isAsked && context.diagnostics.length > 0 && actions?.length) void tick('finding');
        return actions;
      },
      resolveCodeAction: async (action, token, next) => {
        const resolved = await next(action, token);
        return resolved && leadingToTodo(resolved);
      },
      workspace: {
        configuration: (params) =>
          params.items.map(({ section, scopeUri }) =>
            explicitSettings(section ?? id, scopeUri === undefined ? undefined : Uri.parse(scopeUri)),
          ),
      },
    },
  };
  const client = new LanguageClient(id, 'Duplicate Rules', serverOptions, options);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) onState('running');
    if (newState === State.Starting) onState('starting');
    if (newState === State.Stopped) onState('stopped');
  });
  return client;
}
