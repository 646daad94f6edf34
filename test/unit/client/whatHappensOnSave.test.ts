import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromPage, OnSaveState } from '../../../client/src/onSave/messages.ts';
import { WhatHappensOnSave } from '../../../client/src/onSave/whatHappensOnSave.ts';
import type { SaveTable, SaveTableAnswer } from '../../../server/src/protocol.ts';

/** What the tab was last told, and what its page and the editor do. */
const editor = vi.hoisted(() => ({
  state: null as OnSaveState | null,
  title: '',
  visible: true,
  send: (_: FromPage): void => {},
  viewStateChanged: (): void => {},
  picked: [] as { readonly labels: readonly string[]; readonly placeHolder: string }[],
  problems: [] as string[],
  clipboard: '',
}));

vi.mock('vscode', async () => {
  const panel = {
    webview: {
      cspSource: '',
      asWebviewUri: String,
      onDidReceiveMessage: (listener: typeof editor.send) => {
        editor.send = listener;
      },
      postMessage: ({ state }: { state: OnSaveState }) => {
        editor.state = state;
      },
    },
    get visible() {
      return editor.visible;
    },
    set title(title: string) {
      editor.title = title;
    },
    onDidChangeViewState: (listener: () => void) => {
      editor.viewStateChanged = listener;
    },
    onDidDispose: () => {},
    reveal() {},
    dispose() {},
  };
  return {
    l10n: await import('@vscode/l10n'),
    Uri: { joinPath: () => '', parse: String },
    ViewColumn: { Active: -1, Beside: -2 },
    window: {
      createWebviewPanel: () => panel,
      activeTextEditor: undefined,
      showQuickPick: (items: { label: string }[], { placeHolder }: { placeHolder: string }) => {
        editor.picked.push({ labels: items.map(({ label }) => label), placeHolder });
        return Promise.resolve(items[0]);
      },
      showErrorMessage: (text: string) => {
        editor.problems.push(text);
        return Promise.resolve(undefined);
      },
    },
    env: {
      clipboard: {
        writeText: (text: string) => {
          editor.clipboard = text;
        },
      },
    },
  };
});

function answer(object: string | null, more: Partial<SaveTableAnswer> = {}): SaveTableAnswer {
  const table = object === null ? null : ({ object } as SaveTable);
  const objects = [
    { name: 'Lead', rules: 2 },
    { name: 'Invoice__c', rules: 0 },
  ];
  return {
    uri: 'file:///p/',
    project: 'p',
    table,
    markdown: `# ${object}`,
    objects,
    rules: [],
    projects: [],
    ...more,
  };
}

/** Requests wait until a test answers them. */
class SlowServer {
  readonly asked: {
    readonly params: { readonly uri: string | null; readonly object: string | null };
    answer(value: SaveTableAnswer): Promise<void>;
    fail(message: string): Promise<void>;
  }[] = [];
  rulesChanged = (): void => {};

  request(_: unknown, params: { uri: string | null; object: string | null }): Promise<SaveTableAnswer> {
    return new Promise((resolve, reject) => {
      this.asked.push({
        params,
        answer: (value) => settled(() => resolve(value)),
        fail: (message) => settled(() => reject(new Error(message))),
      });
    });
  }

  onRuleTreeChanged = (listener: () => void) => {
    this.rulesChanged = listener;
    return { dispose() {} };
  };
}

async function settled(step: () => void): Promise<void> {
  step();
  await new Promise((resolve) => setTimeout(resolve, 0));
}

describe('what happens on save', () => {
  let server: SlowServer;
  let feature: WhatHappensOnSave;

  beforeEach(async () => {
    Object.assign(editor, { state: null, title: '', visible: true, picked: [], problems: [], clipboard: '' });
    server = new SlowServer();
    feature = new WhatHappensOnSave({ extensionUri: '' } as never, server as never);
  });

  async function shown(): Promise<void> {
    void feature.show({ object: 'Lead' });
    await server.asked[0]!.answer(answer('Lead'));
  }

  it('is shown of the object that was asked for', async () => {
    await shown();
    expect(server.asked.map(({ params }) => params)).toEqual([{ uri: null, object: 'Lead' }]);
    expect(editor.state).toMatchObject({ answer: { table: { object: 'Lead' } }, failure: null, news: '' });
    expect(editor.title).toBe('On Save: Lead');
    expect(editor.picked).toEqual([]);
  });

  it('asks for the project and the object where they are not clear', async () => {
    void feature.show();
    await server.asked[0]!.answer(answer(null, { uri: null, projects: [{ name: 'a', uri: 'file:///a/' }] }));
    await server.asked[1]!.answer(answer(null, { uri: 'file:///a/' }));
    await server.asked[2]!.answer(answer('Lead'));
    expect(editor.picked).toEqual([
      { labels: ['a'], placeHolder: 'Project whose rules are meant' },
      { labels: ['Lead', 'Invoice__c'], placeHolder: 'Object that is saved' },
    ]);
    expect(server.asked[2]!.params).toEqual({ uri: 'file:///a/', object: 'Lead' });
    expect(editor.title).toBe('On Save: Lead');
  });

  it('tells whether something is shown', async () => {
    const shows = feature.show({ object: 'Lead' });
    await server.asked[0]!.answer(answer('Lead'));
    expect(await shows).toBe(true);
    const fails = feature.show({ object: 'Lead' });
    await server.asked[1]!.fail('down');
    expect(await fails).toBe(false);
  });

  it('follows the rules while it can be seen, and says when something is another', async () => {
    await shown();
    server.rulesChanged();
    expect(server.asked[1]!.params).toEqual({ uri: 'file:///p/', object: 'Lead' });
    await server.asked[1]!.answer(answer('Lead'));
    expect(editor.state!.news).toBe('');
    server.rulesChanged();
    await server.asked[2]!.answer(answer('Lead', { table: { object: 'Lead', reading: 'new' } as SaveTable }));
    expect(editor.state!.news).toMatch(/rules have changed/);
    server.rulesChanged();
    await server.asked[3]!.answer(answer('Lead', { table: { object: 'Lead', reading: 'new' } as SaveTable }));
    expect(editor.state!.news).toMatch(/rules have changed/);
    editor.visible = false;
    server.rulesChanged();
    expect(server.asked).toHaveLength(4);
    editor.visible = true;
    editor.viewStateChanged();
    expect(server.asked).toHaveLength(5);
    await server.asked[4]!.answer(answer('Lead'));
    editor.viewStateChanged();
    expect(server.asked).toHaveLength(5);
  });

  it('drops an answer when another object was chosen in between', async () => {
    await shown();
    editor.send({ kind: 'choose', object: 'Invoice__c' });
    editor.send({ kind: 'choose', object: 'Account' });
    await server.asked[2]!.answer(answer('Account'));
    await server.asked[1]!.answer(answer('Invoice__c'));
    expect(editor.title).toBe('On Save: Account');
  });

  it('keeps the table when the server fails, and asks again', async () => {
    await shown();
    editor.send({ kind: 'choose', object: 'Account' });
    await server.asked[1]!.fail('The server does not run.');
    expect(editor.state).toMatchObject({
      answer: { table: { object: 'Lead' } },
      failure: 'The server does not run.',
    });
    editor.send({ kind: 'retry' });
    expect(server.asked[2]!.params.object).toBe('Account');
    await server.asked[2]!.answer(answer('Account'));
    expect(editor.state).toMatchObject({ answer: { table: { object: 'Account' } }, failure: null });
  });

  it('copies Markdown, and tells what went wrong before there was a tab', async () => {
    await shown();
    editor.send({ kind: 'copy' });
    expect(editor.clipboard).toBe('# Lead');
    void feature.show({ object: 'Contact' });
    await server.asked[1]!.fail('It is gone.');
    expect(editor.problems).toEqual(['What happens on save is not known: It is gone.']);
  });
});
