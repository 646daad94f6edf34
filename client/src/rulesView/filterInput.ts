import { l10n, window } from 'vscode';

/** How long after a keystroke the filter follows, in milliseconds. */
const pause = 150;

/** Asks for a text, and tells it while it is typed; undefined where the user gives up. */
export function askFilter(text: string, onType: (text: string) => void): Promise<string | undefined> {
  return new Promise((resolve) => {
    const input = window.createInputBox();
    input.title = l10n.t('Filter Duplicate Rules');
    input.placeholder = l10n.t('Part of the name of an object, a rule or a field');
    input.value = text;
    let timer: NodeJS.Timeout | undefined;
    let accepted: string | undefined;
    input.onDidChangeValue((typed) => {
      clearTimeout(timer);
      timer = setTimeout(() => onType(typed), pause);
    });
    input.onDidAccept(() => {
      accepted = input.value;
      input.hide();
    });
    input.onDidHide(() => {
      clearTimeout(timer);
      input.dispose();
      resolve(accepted);
    });
    input.show();
  });
}
