import { CodeLensRefreshRequest, type Connection, type Disposable } from 'vscode-languageserver';
import type { ClientFeatures } from './clientFeatures.ts';
import type { UsageStore } from './rulesView/usageStore.ts';
import type { Workspace } from './workspace.ts';

/** Changes that come together make one refresh, in milliseconds. */
const quietTime = 100;

/**
 * Asks the client to ask again when rules, settings or files have changed. While the user types it asks for
 * diagnostics by itself, but not for the lenses of other files.
 */
export function refreshClient(
  connection: Connection,
  workspace: Workspace,
  features: ClientFeatures,
  usage: UsageStore,
): Disposable & { now(): void } {
  let timer: NodeJS.Timeout | undefined;

  const failed = (error: unknown) => connection.console.warn(`The client did not refresh: ${error}`);

  function refreshLenses(): void {
    if (features.refreshesCodeLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(failed);
  }

  function now(): void {
    clearTimeout(timer);
    if (features.refreshesDiagnostics) connection.languages.diagnostics.refresh().catch(failed);
    refreshLenses();
  }

  const listening = workspace.onDidChange((change) => {
    if (change === 'typing') {
      refreshLenses();
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(now, quietTime);
  });
  const looks = usage.onDidLook(refreshLenses);
  return {
    now,
    dispose() {
      clearTimeout(timer);
      listening.dispose();
      looks.dispose();
    },
  };
}
