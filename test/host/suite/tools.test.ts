import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/extension.ts';
import { files } from './project.ts';

suite('tools for language models', () => {
  test('are offered and answer, and ask nothing without an org', async () => {
    const extension = vscode.extensions.getExtension<ExtensionApi>('duplicate-rules.duplicate-rules');
    await (await extension?.activate())?.started;
    const contributed: { name: string }[] = extension?.packageJSON.contributes.languageModelTools;
    const offered = new Set(vscode.lm.tools.map(({ name }) => name));
    for (const { name } of contributed) assert.ok(offered.has(name), name);

    const checked = await call('duplicateRules_check_file', { path: files.leadCapture });
    assert.match(checked, /LeadCapture\.cls: 2 findings/);
    await assert.rejects(
      call('duplicateRules_check_file', { path: '/etc/hostname' }),
      /outside of what may be read/,
    );
    // No org is set: there is nothing to agree to, and the model is told.
    const record = { object: 'Lead', fields: { LastName: 'Byron' }, useOrg: true };
    await assert.rejects(call('duplicateRules_test_record', record), /The org was not asked/);
  });
});

async function call(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}
