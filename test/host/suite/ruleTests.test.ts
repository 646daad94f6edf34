import assert from 'node:assert/strict';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/extension.ts';
import { diagnosticsOf, eventually, files, show, uriOf } from './project.ts';

/** What a run told the editor: `passed NAME`, `failed NAME: expected | actual @line`, `coverage FILE`. */
let told: string[] = [];
let covered: vscode.FileCoverage[] = [];
let ended = 0;

suite('rule tests', () => {
  let api: ExtensionApi;
  let restore: () => void;

  suiteSetup(async () => {
    api = (await vscode.extensions
      .getExtension<ExtensionApi>('duplicate-rules.duplicate-rules')
      ?.activate())!;
    await api.started;
    await eventually(
      () => api.ruleTests() !== undefined,
      () => 'no test controller',
    );
    restore = listenTo(api.ruleTests()!.controller);
  });
  suiteTeardown(() => restore());

  const fileItem = () => api.ruleTests()!.controller.items.get(uriOf(files.leadTests).toString());
  const names = () => [...(fileItem()?.children ?? [])].map(([, { label }]) => label);

  test('stand in the margin of an opened file', async () => {
    await show(files.leadTests);
    await eventually(
      () => names().length > 0,
      () => 'no tests',
    );
    const [[, first]] = [...fileItem()!.children] as [[string, vscode.TestItem]];
    const document = await vscode.workspace.openTextDocument(uriOf(files.leadTests));
    assert.equal(document.getText(first.range), first.label);
  });

  test('of files that nobody looked into are run all the same', async () => {
    await running('testing.runAll');
    assert.ok(told.length > names().length, told.join('\n'));
    assert.deepEqual(
      told.filter((one) => !one.startsWith('passed ')),
      [],
    );
  });

  test('that fail show what was expected where, and lead to a trace', async () => {
    const editor = await show(files.leadTests);
    const text = editor.document.getText();
    const at = text.indexOf('outcome: refused-unless-allow-save');
    const [start, end] = [at + 'outcome: '.length, at + 'outcome: refused-unless-allow-save'.length];
    await editor.edit((edit) => edit.replace(rangeIn(editor.document, start, end), 'saved'));
    editor.selection = new vscode.Selection(editor.document.positionAt(at), editor.document.positionAt(at));
    await running('testing.runAtCursor');
    const line = editor.document.positionAt(at).line;
    assert.equal(told.length, 1, told.join('\n'));
    assert.match(told[0]!, /^failed .*: .*saved.* \| .*refused-unless-allow-save.* @/s);
    assert.ok(told[0]!.endsWith(`@${line}`), told[0]);
    const [, item] = [...fileItem()!.children][0]!;
    await vscode.commands.executeCommand('duplicateRules.openTrace', { test: item });
    const trace = vscode.window.activeTextEditor!.document;
    assert.equal(trace.uri.scheme, 'duplicate-rules-trace');
    assert.match(trace.getText(), /Compared with ada by/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await show(files.leadTests);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('show which parts of the rules they touched', async () => {
    await running('testing.coverageAll');
    const [file] = covered.filter(({ uri }) => uri.toString() === uriOf(files.leadRule).toString());
    assert.ok(file, covered.map(({ uri }) => uri.toString()).join('\n'));
    assert.ok(file.statementCoverage.covered > 0);
    assert.deepEqual({ ...file.declarationCoverage }, { covered: 1, total: 1 });
  });

  test('run again when they are saved, once that is asked for', async () => {
    const editor = await show(files.leadTests);
    await vscode.commands.executeCommand('testing.startContinuousRun');
    try {
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# again\n'));
      await running('workbench.action.files.save');
      assert.equal(told.length, names().length, told.join('\n'));
    } finally {
      await vscode.commands.executeCommand('testing.stopContinuousRun');
    }
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('workbench.action.files.save');
  });

  test('that are written wrong are findings', async () => {
    const editor = await show(files.leadTests);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'objcet: Lead\n'));
    await eventually(
      () => diagnosticsOf(files.leadTests).length > 0,
      () => 'no finding',
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

function rangeIn(document: vscode.TextDocument, start: number, end: number): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** Runs a command of the Test Explorer and waits for its run to end. */
async function running(command: string): Promise<void> {
  told = [];
  covered = [];
  const before = ended;
  await vscode.commands.executeCommand(command);
  await eventually(
    () => ended > before,
    () => `no run of ${command} has ended`,
  );
}

/** Writes down what runs tell; the editor still gets it. */
function listenTo(controller: vscode.TestController): () => void {
  const { createTestRun } = controller;
  controller.createTestRun = (...parts) => {
    const run = createTestRun.apply(controller, parts);
    return new Proxy(run, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => {
          note(String(key), given);
          return Reflect.apply(member, target, given);
        };
      },
    });
  };
  return () => {
    controller.createTestRun = createTestRun;
  };
}

function note(what: string, [first, messages]: readonly unknown[]): void {
  if (what === 'end') ended++;
  if (what === 'addCoverage') covered.push(first as vscode.FileCoverage);
  if (!['passed', 'failed', 'errored', 'skipped'].includes(what)) return;
  const { label } = first as vscode.TestItem;
  const shown = ([messages].flat() as (vscode.TestMessage | number | undefined)[])
    .filter((message) => typeof message === 'object')
    .map(
      ({ expectedOutput, actualOutput, location }) =>
        `${expectedOutput} | ${actualOutput} @${location?.range.start.line}`,
    );
  told.push([`${what} ${label}`, ...shown].join(': '));
}
