import { expect, it, vi } from 'vitest';
import type { ExtensionContext } from 'vscode';
import type { Server } from '../../../client/src/server.ts';
import { registerTools } from '../../../client/src/tools/languageModelTools.ts';
import { askBeforeToolRequest, callToolRequest, type ToolQuestion } from '../../../server/src/protocol.ts';

interface Tool {
  prepareInvocation(options: { input: object }): Promise<{ confirmationMessages: Confirmation } | undefined>;
  invoke(options: { input: object }): Promise<{ content: { value: string }[] }>;
}

interface Confirmation {
  readonly title: string;
  readonly message: { readonly value: string };
}

const registered = vi.hoisted(() => new Map<string, Tool>());
const editor = vi.hoisted(() => ({ hasModels: true }));

vi.mock('vscode', async () => {
  class MarkdownString {
    readonly value: string;
    constructor(value: string) {
      this.value = value;
    }
  }
  const registerTool = (name: string, tool: Tool) => {
    registered.set(name, tool);
    return { dispose() {} };
  };
  return {
    l10n: await import('@vscode/l10n'),
    get lm() {
      return editor.hasModels ? { registerTool } : undefined;
    },
    MarkdownString,
    LanguageModelTextPart: class {
      readonly value: string;
      constructor(value: string) {
        this.value = value;
      }
    },
    LanguageModelToolResult: class {
      readonly content: unknown[];
      constructor(content: unknown[]) {
        this.content = content;
      }
    },
    window: {},
  };
});

const name = 'duplicateRules_test_record';
const context = {
  extension: { packageJSON: { contributes: { languageModelTools: [{ name }] } } },
} as unknown as ExtensionContext;
const input = { object: 'Lead', fields: { Email: 'secret' }, useOrg: true };
const org = { username: 'ada@example.com', alias: 'dev', instanceUrl: 'https://example.my.salesforce.com' };

/** What the server was asked, and what it answers. */
function serverWith(question: ToolQuestion | null, isError = false) {
  const asked: unknown[] = [];
  const request = async ({ method }: { method: string }, params: unknown) => {
    asked.push([method, params]);
    return method === askBeforeToolRequest.method ? question : { text: 'told', isError };
  };
  registerTools(context, { request } as unknown as Server);
  return { asked, tool: registered.get(name)! };
}

it('asks the user for the org and the fields, in plain text, and has that org asked once', async () => {
  const { asked, tool } = serverWith({
    org,
    record: { object: 'Lead', fields: ['Email', '`[x](command:evil)`'], id: null },
  });
  const prepared = await tool.prepareInvocation({ input });
  const { title, message } = prepared!.confirmationMessages;
  expect(title).toBe('Send values of a record to the Salesforce org dev?');
  expect(message.value).toContain('Org: `ada@example.com` (`example.my.salesforce.com`).');
  expect(message.value).toContain('the values of `Email`, ` [x](command:evil) ` of a new `Lead`.');
  expect(message.value).toContain('the record is not saved');
  expect(message.value).not.toContain('secret');
  expect((await tool.invoke({ input })).content).toEqual([{ value: 'told' }]);
  await tool.invoke({ input });
  expect(asked.slice(1)).toEqual([
    [callToolRequest.method, { name: 'test_record', input, uri: null, org: 'ada@example.com' }],
    [callToolRequest.method, { name: 'test_record', input, uri: null, org: null }],
  ]);
});

it('asks for what an error leads to in other words', async () => {
  const { tool } = serverWith({ org: { ...org, alias: null }, record: null });
  const prepared = await tool.prepareInvocation({ input: { text: 'x', useOrg: true } });
  expect(prepared!.confirmationMessages.title).toBe('Read from the Salesforce org ada@example.com?');
  expect(prepared!.confirmationMessages.message.value).toContain('not sent to the org');
});

it('asks nothing where no org takes part, and hands errors to the model', async () => {
  const { tool } = serverWith(null, true);
  expect(await tool.prepareInvocation({ input: {} })).toBeUndefined();
  await expect(tool.invoke({ input: {} })).rejects.toThrow('told');
});

it('leaves an editor without language models alone', () => {
  editor.hasModels = false;
  expect(registerTools(context, {} as Server)).toEqual([]);
});
