import { CodeLensRefreshRequest, type Connection, type Disposable } from 'vscode-languageserver';
import type { ClientFeatures } from './clientFeatures.ts';
import type { Workspace } from './workspace.ts';

/** Changes that come together make one refresh, in milliseconds. */
const quietTime = 100;

/** Asks the client to ask again when rules, settings or files have changed; typing it notices itself. */
export function refreshClient(
  connection: Connection,
  workspace: Workspace,
  features: ClientFeatures,
): Disposable & { now(): void } {
  let timer: NodeJS.Timeout | undefined;

  function now(): void {
    clearTimeout(timer);
    const failed = (error: unknown) => connection.console.warn(`The client did not refresh: ${error}`);
    if (features.refreshesDiagnostics) connection.languages.diagnostics.refresh().catch(failed);
    if (features.refreshesCodeLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(failed);
  }

  const listening = workspace.onDidChange((change) => {
    if (change === 'typing') return;
    clearTimeout(timer);
    timer = setTimeout(now, quietTime);
  });
  return {
    now,
    dispose() {
      clearTimeout(timer);
      listening.dispose();
    },
  };
}
