import { homedir } from 'node:os';
import { commands, type ExtensionContext, l10n, Uri, window, workspace } from 'vscode';
import { showProblem } from '../notifications.ts';
import { startingWindow } from '../startingWindow.ts';
import { tickWhatIsDone } from './steps.ts';

/** The folder that was made last, whose window goes on with the walkthrough; it does so once. */
const madeKey = 'sampleFolder';
/** The same folder where `npm start` has made it: an environment variable, and whether the window has gone on. */
const startedVariable = 'DUPLICATE_RULES_SAMPLE';
const shownKey = 'sampleShown';
const walkthrough = 'start';
/** A step of the walkthrough is done with it. */
const projectKey = 'duplicateRules.projectIsOpen';
/** With findings, fixes, and records that can be tested. */
const firstFile = 'force-app/main/default/classes/LeadCapture.cls';

/** Makes the sample project in a new folder of a folder that the user chooses, and opens it. */
export async function openSample(context: ExtensionContext): Promise<void> {
  const [parent] =
    (await window.showOpenDialog({
      title: l10n.t('Folder in which the sample project is made'),
      openLabel: l10n.t('Make Sample Project Here'),
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: Uri.file(homedir()),
    })) ?? [];
  if (parent === undefined) return;
  try {
    const folder = await unusedFolder(parent);
    await workspace.fs.copy(Uri.joinPath(context.extensionUri, 'samples', 'recruiting'), folder);
    await context.globalState.update(madeKey, folder.toString());
    const forceNewWindow = (workspace.workspaceFolders ?? []).length > 0;
    await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow });
  } catch (error) {
    await showProblem(
      l10n.t('The sample project was not made: {0}', error instanceof Error ? error.message : String(error)),
    );
  }
}

/** In the window of a sample project that was just made, the walkthrough goes on, beside a file with findings. */
export async function continueInSample(context: ExtensionContext): Promise<void> {
  const { globalState, workspaceState } = context;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) return;
  if (folder.toString() === globalState.get<string>(madeKey)) await globalState.update(madeKey, undefined);
  else if (folder.fsPath === process.env[startedVariable] && !workspaceState.get<boolean>(shownKey)) {
    await workspaceState.update(shownKey, true);
  } else return;
  await window.showTextDocument(Uri.joinPath(folder, firstFile), { preview: false });
  await openWalkthrough(context);
}

export async function openWalkthrough({ extension }: ExtensionContext): Promise<void> {
  await commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#${walkthrough}`, false);
  // Steps listen for changes only: what is the case already is said once more.
  await commands.executeCommand('setContext', projectKey, false);
  await commands.executeCommand('setContext', projectKey, await startingWindow.hasProject());
  await tickWhatIsDone();
}

async function unusedFolder(parent: Uri): Promise<Uri> {
  for (let number = 1; ; number++) {
    const name = `duplicate-rules-sample${number === 1 ? '' : `-${number}`}`;
    const folder = Uri.joinPath(parent, name);
    const isThere = await workspace.fs.stat(folder).then(
      () => true,
      () => false,
    );
    if (!isThere) return folder;
  }
}
