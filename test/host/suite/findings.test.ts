import assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { diagnosticsOf, files, findingsOf, show, uriOf } from './project.ts';

suite('findings', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('of an open class, with the rule as related information', async () => {
    await show(files.leadCapture);
    const ids = await findingsOf(files.leadCapture, ({ length }) => length === 2);
    assert.deepEqual(ids, ['missing-duplicate-rule-header', 'unhandled-duplicates']);
    const [first] = diagnosticsOf(files.leadCapture);
    assert.equal(first?.severity, vscode.DiagnosticSeverity.Warning);
    assert.ok(
      first.relatedInformation?.some(({ location }) => location.uri.path.endsWith(files.leadRule)),
      'the rule is related information',
    );
  });

  test('of a trigger and of anonymous Apex that nobody has opened', async () => {
    await findingsOf(files.candidateHired, (ids) => ids.includes('missing-duplicate-rule-header'));
    await findingsOf(files.seed, (ids) => ids.includes('missing-duplicate-rule-header'));
  });

  test('of test classes only where the setting asks for them', async () => {
    await show(files.leadCaptureTest);
    await findingsOf(files.leadCapture, ({ length }) => length === 2);
    assert.deepEqual(diagnosticsOf(files.leadCaptureTest), []);
    await configured('includeTests', true, () =>
      findingsOf(files.leadCaptureTest, (ids) => ids.includes('missing-duplicate-rule-header')),
    );
    await findingsOf(files.leadCaptureTest, ({ length }) => length === 0);
  });

  test('have the severity that the settings state', async () => {
    await show(files.leadCapture);
    await configured('severities', { 'unhandled-duplicates': 'off' }, () =>
      findingsOf(files.leadCapture, (ids) => ids.join() === 'missing-duplicate-rule-header'),
    );
    await findingsOf(files.leadCapture, ({ length }) => length === 2);
  });

  test('come and go with what is typed', async () => {
    const editor = await show(files.candidateIntake);
    const end = editor.document.lineAt(editor.document.lineCount - 2).range.start;
    await editor.edit((edit) =>
      edit.insert(end, '    static void add() { insert new Lead(Email = mail); }\n'),
    );
    await findingsOf(files.candidateIntake, (ids) => ids.join() === 'missing-duplicate-rule-header');
    await vscode.commands.executeCommand('undo');
    await findingsOf(files.candidateIntake, ({ length }) => length === 0);
  });

  test('follow a rule that is typed into, saved or not', async () => {
    await show(files.leadCapture);
    await findingsOf(files.leadCapture, ({ length }) => length === 2);
    const editor = await show(files.leadRule, vscode.ViewColumn.Beside);
    const text = editor.document.getText();
    const start = editor.document.positionAt(text.indexOf('<isActive>true'));
    const end = start.translate(0, '<isActive>true'.length);
    await editor.edit((edit) => edit.replace(new vscode.Range(start, end), '<isActive>false'));
    await findingsOf(files.leadCapture, ({ length }) => length === 0);
    await vscode.commands.executeCommand('undo');
    await findingsOf(files.leadCapture, ({ length }) => length === 2);
  });

  test('follow a rule that is deleted and comes back', async () => {
    await show(files.candidateHired);
    await severityOf(files.candidateHired, vscode.DiagnosticSeverity.Warning);
    const rule = uriOf(files.contactRule);
    const text = await vscode.workspace.fs.readFile(rule);
    await vscode.workspace.fs.delete(rule);
    // Without any rule file of the object its standard rule is assumed: information, not a warning.
    await severityOf(files.candidateHired, vscode.DiagnosticSeverity.Information);
    await vscode.workspace.fs.writeFile(rule, text);
    await severityOf(files.candidateHired, vscode.DiagnosticSeverity.Warning);
  });
});

async function severityOf(file: string, severity: vscode.DiagnosticSeverity): Promise<void> {
  await findingsOf(file, () => {
    const [first, ...others] = diagnosticsOf(file);
    return first?.severity === severity && others.length === 0;
  });
}

async function configured(name: string, value: unknown, whileSo: () => Promise<unknown>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('duplicateRules');
  await configuration.update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    await whileSo();
  } finally {
    await configuration.update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}
