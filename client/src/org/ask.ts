import { commands, l10n, ProgressLocation, window } from 'vscode';
import type { RequestDefinition } from '../../../server/src/protocol.ts';
import { commandIds } from '../commandIds.ts';
import { plainText, showProblem } from '../notifications.ts';
import type { FailureAction } from '../preview/messages.ts';
import type { Server } from '../server.ts';
import { failureOf, isCancelled } from './failure.ts';

/**
 * Sends a request that may take long and need an org: with progress and a way to cancel. A failure is told to
 * the user, with what to do about it; then, and when the user cancels, the answer is undefined.
 *
 * @param busy told whether the request is under way
 */
export async function askOrg<Params, Result>(
  server: Server,
  title: string,
  definition: RequestDefinition<Params, Result>,
  params: Params,
  busy: (isBusy: boolean) => void = () => {},
): Promise<Result | undefined> {
  for (;;) {
    try {
      return await whileBusy(busy, () => withProgress(server, title, definition, params));
    } catch (error) {
      if (isCancelled(error) || (await offer(error)) !== 'retry') return undefined;
    }
  }
}

async function whileBusy<T>(busy: (isBusy: boolean) => void, work: () => Thenable<T>): Promise<T> {
  busy(true);
  try {
    return await work();
  } finally {
    busy(false);
  }
}

function withProgress<Params, Result>(
  server: Server,
  title: string,
  definition: RequestDefinition<Params, Result>,
  params: Params,
): Thenable<Result> {
  const location = ProgressLocation.Notification;
  return window.withProgress(
    { location, title: l10n.t('Duplicate Rules: {0}', title), cancellable: true },
    async (progress, token) => {
      const listener = server.onOrgProgress((message) => progress.report({ message: plainText(message) }));
      try {
        return await server.request(definition, params, token);
      } finally {
        listener.dispose();
      }
    },
  );
}

async function offer(error: unknown): Promise<FailureAction | undefined> {
  const { text, actions } = failureOf(error);
  const label = await showProblem(text, ...actions.map((action) => action.label));
  const id = actions.find((action) => action.label === label)?.id;
  if (id !== undefined) await doAbout(id);
  return id === 'selectOrg' ? 'retry' : id;
}

/** What the user chose to do about a failure; `retry` is for the caller. */
export async function doAbout(action: FailureAction): Promise<void> {
  if (action === 'selectOrg') await commands.executeCommand(commandIds.selectOrg);
  else if (action === 'startEmbeddedOrg') await commands.executeCommand(commandIds.startEmbeddedOrg);
  else if (action === 'manageTrust') await commands.executeCommand('workbench.trust.manage');
  else if (action === 'showOutput') await commands.executeCommand(commandIds.showOutput);
}
