import { l10n, window } from 'vscode';

/**
 * In notifications and in the status item the editor turns `[text](command:…)` into a link that runs the command,
 * and `$(name)` into an icon. Names of folders, objects and fields hold anything: here they stay what they are.
 */
export function plainText(text: string): string {
  return text.replace(/\]\(/g, '] (').replace(/\$\(/g, '$ (');
}

export function inform(text: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return window.showInformationMessage(plainText(text), ...(actions.length > 0 ? actions : dismissal(text)));
}

export function warn(text: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return window.showWarningMessage(plainText(text), ...(actions.length > 0 ? actions : dismissal(text)));
}

export function showProblem(text: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return window.showErrorMessage(plainText(text), ...(actions.length > 0 ? actions : dismissal(text)));
}

/** A notice without a button is cut off after its first line: one that is longer gets a button, and is shown whole. */
function dismissal(text: string): readonly string[] {
  return widthOf(text) > oneLine ? [l10n.t('OK')] : [];
}

/** So many letters of Latin script fit beside the icon. */
const oneLine = 56;

/** In letters of Latin script: those of Japanese are twice as wide. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);
}

/** Waits for one of the buttons; the detail may have several lines. Undefined: neither. */
export async function askModally<T extends string>(
  text: string,
  detail: string,
  ...buttons: readonly T[]
): Promise<T | undefined> {
  const options = { modal: true, detail: plainText(detail) };
  return (await window.showInformationMessage(plainText(text), options, ...buttons)) as T | undefined;
}
