import { commands, type ExtensionContext, window, workspace } from 'vscode';
import { trustGrantedNotification } from '../../server/src/protocol.ts';
import { registerCommands } from './commands.ts';
import { registerFillIn } from './fillIn.ts';
import { RulesView } from './rulesView/rulesView.ts';
import { RuleTestExplorer } from './ruleTests/ruleTestExplorer.ts';
import { TestTraces } from './ruleTests/testTraces.ts';
import { Server } from './server.ts';
import { continueInSample } from './start/sample.ts';
import { startingWindow } from './startingWindow.ts';
import { startWhenNeeded } from './startWhenNeeded.ts';
import { showStatus } from './status.ts';
import { registerTools } from './tools/languageModelTools.ts';

/** What tests of the extension may ask for; nothing else depends on it. */
export interface ExtensionApi {
  /** Settles when the language server has started for the first time: when there is something for it. */
  readonly started: Promise<void>;
  /** How long `activate` took, in milliseconds. */
  readonly activationTime: number;
  /** The rule tests; undefined until the language server has started. */
  readonly ruleTests: () => RuleTestExplorer | undefined;
  /** How the records of tests compared when these last ran. */
  readonly traces: TestTraces;
}

let server: Server | undefined;

/** Registers what the user sees, and lets the server start when it is needed: the editor does not wait for it. */
export function activate(context: ExtensionContext): ExtensionApi {
  const start = performance.now();
  const output = window.createOutputChannel('Duplicate Rules', { log: true });
  server = new Server(context, output);
  const traces = new TestTraces();
  let ruleTests: RuleTestExplorer | undefined;
  let begin = () => {};
  const rulesView = new RulesView(server, () => begin());
  context.subscriptions.push(
    output,
    server,
    traces,
    showStatus(server),
    rulesView,
    registerFillIn(),
    ...registerCommands(context, server, traces, output, rulesView, () => ruleTests),
    ...registerTools(context, server),
  );
  const running = server;
  context.subscriptions.push(
    workspace.onDidGrantWorkspaceTrust(() => running.notify(trustGrantedNotification, null)),
  );
  const started = new Promise<void>((resolve) => {
    let hasBegun = false;
    begin = () => {
      if (hasBegun) return;
      hasBegun = true;
      resolve(running.start());
      ruleTests = new RuleTestExplorer(running, traces);
      context.subscriptions.push(ruleTests);
      // Menus of code files leave out what has no use in a window without Salesforce.
      commands.executeCommand('setContext', 'duplicateRules.started', true);
    };
    context.subscriptions.push(startWhenNeeded(startingWindow, () => begin()));
  });
  void continueInSample(context);
  const activationTime = performance.now() - start;
  const { version } = context.extension.packageJSON as { version: string };
  output.info(`Duplicate Rules ${version} activated in ${activationTime.toFixed(1)} ms.`);
  return { started, activationTime, ruleTests: () => ruleTests, traces };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}
