import { window } from 'vscode';

/**
 * In notifications and in the status item the editor turns `[text](command:…)` into a link that runs the command,
 * and `$(name)` into an icon. Names of folders, objects and fields hold anything: here they stay what they are.
 */
export function plainText(text: string): string {
  return text.replace(/\]\(/g, '] (').replace(/\$\(/g, '$ (');
}

export function inform(text: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return window.showInformationMessage(plainText(text), ...actions);
}

export function warn(text: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return window.showWarningMessage(plainText(text), ...actions);
}

export function showProblem(text: string, ...actions: readonly string[]): Thenable<string | undefined> {
  return window.showErrorMessage(plainText(text), ...actions);
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
