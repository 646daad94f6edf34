import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { eventually, files, findingsOf, show, uriOf } from './project.ts';

suite('language features', () => {
  test('a hover says what each rule does with the save', async () => {
    await show(files.contactImport);
    await findingsOf(files.contactImport, ({ length }) => length > 0);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uriOf(files.contactImport),
      new vscode.Position(24, 14),
    );
    const text = hovers.flatMap(({ contents }) => contents.map(textOf)).join('\n');
    assert.match(text, /Contact Email/);
    assert.match(text, /Block/);
  });

  test('code lenses name the rules that refuse a save, and offer to test a record', async () => {
    await show(files.leadCapture);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uriOf(files.leadCapture),
      10,
    );
    assert.deepEqual(
      lenses
        .map(({ range, command }) => [range.start.line, command?.title] as const)
        .sort(([a], [b]) => a - b),
      [
        [5, 'Test this Lead'],
        [6, "Refused by 'Lead Email' on a match"],
        [11, "Refused by 'Lead Email' on a match"],
        [15, 'Test this Lead'],
      ],
    );
  });

  test('code actions belong to the finding under the cursor', async () => {
    await show(files.leadCapture);
    await findingsOf(files.leadCapture, ({ length }) => length === 2);
    const offered = (line: number, character: number) =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uriOf(files.leadCapture),
        new vscode.Range(line, character, line, character + 1),
        vscode.CodeActionKind.QuickFix.value,
      );
    await eventually(
      async () => (await offered(6, 9)).length > 0,
      () => 'no fix for the insert',
    );
    assert.deepEqual(await offered(7, 9), []);
  });

  test('a restarted server reports again', async () => {
    await show(files.leadCapture);
    await vscode.commands.executeCommand('duplicateRules.restartServer');
    await findingsOf(files.leadCapture, ({ length }) => length === 2);
  });
});

function textOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === 'string' ? content : content.value;
}
