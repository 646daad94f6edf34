import { type CodeAction, commands, l10n, Range, window } from 'vscode';
import { fixAllKind } from '../../server/src/protocol.ts';
import { inform } from './notifications.ts';

/** Applies all safe fixes to the active file, and says so where there are none. */
export async function fixAll(): Promise<void> {
  const document = window.activeTextEditor?.document;
  const whole = document && new Range(0, 0, document.lineCount, 0);
  const actions =
    document &&
    (await commands.executeCommand<readonly CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      whole,
      fixAllKind,
    ));
  if (actions === undefined || actions.length === 0) {
    inform(l10n.t('No safe fix applies in this file.'));
    return;
  }
  await commands.executeCommand('editor.action.codeAction', { kind: fixAllKind, apply: 'first' });
}
