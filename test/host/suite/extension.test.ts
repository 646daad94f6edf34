import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds } from '../../../client/src/commandIds.ts';
import type { ExtensionApi } from '../../../client/src/extension.ts';

const id = 'duplicate-rules.duplicate-rules';

suite('the extension', () => {
  test('is activated by the project and starts its language server', async () => {
    const extension = vscode.extensions.getExtension<ExtensionApi>(id);
    assert.ok(extension);
    const { started, activationTime } = await extension.activate();
    await started;
    assert.ok(activationTime < 100, `activation took ${activationTime} ms`);
  });

  test('registers every command that the manifest contributes', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const contributed: { command: string }[] =
      vscode.extensions.getExtension(id)?.packageJSON.contributes.commands;
    assert.deepEqual(contributed.map(({ command }) => command).sort(), Object.values(commandIds).sort());
    for (const { command } of contributed) assert.ok(registered.has(command), command);
  });

  test('leaves the language apex to the extension that contributes it', () => {
    const { contributes } = vscode.extensions.getExtension(id)?.packageJSON ?? {};
    const languages: { id: string }[] = contributes.languages;
    assert.deepEqual(
      languages.map((one) => one.id),
      ['xml'],
    );
  });
});
