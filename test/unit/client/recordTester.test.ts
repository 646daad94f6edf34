import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromPage, PanelState } from '../../../client/src/preview/messages.ts';
import { RecordTester } from '../../../client/src/records/recordTester.ts';
import {
  explainRequest,
  orgFailureCode,
  type RecordDraft,
  readRecordsRequest,
  recordFormRequest,
  saveTableRequest,
  selectOrgRequest,
  testLocallyRequest,
  testRecordRequest,
} from '../../../server/src/protocol.ts';

/** What the tab was last told, and what its page and its close button do. */
const tab = vi.hoisted(() => ({
  state: null as PanelState | null,
  send: (_: FromPage): void => {},
  close: (): void => {},
  grantTrust: (): void => {},
}));

vi.mock('vscode', async () => {
  class CancellationTokenSource {
    readonly token = { isCancellationRequested: false };
    cancel() {
      this.token.isCancellationRequested = true;
    }
    dispose() {}
  }
  const createWebviewPanel = () => ({
    webview: {
      cspSource: '',
      asWebviewUri: String,
      onDidReceiveMessage: (listener: typeof tab.send) => {
        tab.send = listener;
      },
      postMessage: ({ state }: { state: PanelState }) => {
        tab.state = state;
      },
    },
    onDidDispose: (listener: () => void) => {
      tab.close = listener;
    },
    reveal() {},
    dispose() {},
  });
  const document = {
    uri: { scheme: 'file', toString: () => 'file:///A.cls' },
    languageId: 'apex',
    getText: () => 'text',
  };
  const start = { line: 0, character: 0 };
  return {
    l10n: await import('@vscode/l10n'),
    CancellationTokenSource,
    Disposable: { from: () => ({ dispose() {} }) },
    Uri: { joinPath: () => '', parse: (text: string) => ({ path: text, toString: () => text }) },
    ViewColumn: { One: 1, Beside: -2 },
    window: {
      createWebviewPanel,
      activeTextEditor: { document, selection: { start, end: start } },
      showQuickPick: (items: readonly { uri?: unknown }[]) => Promise.resolve(items[0]),
    },
    workspace: {
      isTrusted: true,
      asRelativePath: String,
      findFiles: (glob: string) =>
        Promise.resolve(
          glob.includes('csv') ? [{ path: '/p/leads.csv', toString: () => 'file:///p/leads.csv' }] : [],
        ),
      onDidGrantWorkspaceTrust: (listener: () => void) => {
        tab.grantTrust = listener;
      },
    },
    commands: {},
    env: {},
  };
});

/** Requests that wait until a test answers them, whatever became of their token. */
class SlowServer {
  readonly asked: {
    readonly method: string;
    readonly params: never;
    answer(value: unknown): void;
    fail(error: unknown): void;
  }[] = [];
  draft: RecordDraft = draftOf('First');

  request({ method }: { method: string }, params: never): Promise<unknown> {
    if (method === readRecordsRequest.method) return Promise.resolve({ drafts: [this.draft], problems: [] });
    if (method === saveTableRequest.method) return Promise.resolve({ projects: [] });
    return new Promise((answer, fail) => this.asked.push({ method, params, answer, fail }));
  }

  onDidChange() {
    return { dispose() {} };
  }

  onOrgProgress() {
    return { dispose() {} };
  }

  methods() {
    return this.asked.map(({ method }) => method);
  }
}

function draftOf(name: string): RecordDraft {
  return {
    object: 'Lead',
    id: null,
    fields: [{ name: 'LastName', value: name }],
    open: [],
    origin: name,
    span: { start: 0, end: 0 },
  } as unknown as RecordDraft;
}

const form = { object: 'Lead', fields: [], problems: [] };
const embedded = {
  isRunning: false,
  changed: (): void => {},
  onDidChange(listener: () => void) {
    this.changed = listener;
  },
  use: vi.fn((_: string | null) => Promise.resolve(true)),
};
let server: SlowServer;
let tester: RecordTester;
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  server = new SlowServer();
  embedded.isRunning = false;
  embedded.use.mockClear();
  const workspaceState = { get: () => [], update: () => Promise.resolve() };
  tester = new RecordTester(
    { extensionUri: '', workspaceState } as never,
    server as never,
    embedded as never,
  );
});

/** Opens the form for a record whose values stand in no code. */
async function openForm(more: object = {}): Promise<void> {
  server.draft = { ...draftOf(''), fields: [], open: [{ name: 'Email', expression: 'email' }] } as never;
  void tester.testRecord();
  await settled();
  server.asked[0]!.answer({ ...form, ...more });
  await settled();
}

const lead = (...fields: { name: string; value: string }[]) => ({ object: 'Lead', id: null, fields });
const ada = lead({ name: 'Email', value: 'ada@example.com' });
const labels = () => tab.state?.failure?.actions.map(({ label }) => label);

/** Presses Test Record on the empty form, which fails. */
async function failWith(kind: string): Promise<void> {
  tab.send({ kind: 'test', record: lead() });
  await settled();
  server.asked.at(-1)!.fail({ message: kind, code: orgFailureCode, data: { kind } });
  await settled();
}

describe('what is offered where no org answers', () => {
  it('takes the record as the form stands when it is chosen', async () => {
    await openForm();
    await failWith('no-org');
    tab.send({ kind: 'failureAction', id: 'testLocally', record: ada });
    await settled();
    expect(server.asked.at(-1)).toMatchObject({
      method: testLocallyRequest.method,
      params: { record: ada, file: 'file:///p/leads.csv' },
    });
    tab.send({ kind: 'chooseFile', record: lead() });
    await settled();
    // An empty form waits for values.
    expect(server.methods().filter((method) => method === testLocallyRequest.method)).toHaveLength(1);
    expect(tab.state).toMatchObject({ form: { against: 'leads.csv' }, failure: null });
  });

  it('tries again with what has been typed since', async () => {
    await openForm();
    await failWith('unreachable');
    tab.send({ kind: 'failureAction', id: 'retry', record: ada });
    await settled();
    expect(server.asked.at(-1)).toMatchObject({ method: testRecordRequest.method, params: { record: ada } });
  });

  it('is to start the embedded org, or to use the one that runs, and no org is used unasked', async () => {
    await openForm({ typesGuessed: true });
    await failWith('no-org');
    const others = ['Select Org', 'Try Again', 'Test Against Local Data'];
    expect(labels()).toEqual(['Start Embedded Org…', ...others]);
    embedded.isRunning = true;
    embedded.changed();
    expect(labels()).toEqual(['Test Against the Embedded Org', ...others]);
    expect(embedded.use).not.toHaveBeenCalled();
    tab.send({ kind: 'failureAction', id: 'useEmbeddedOrg', record: ada });
    await settled();
    expect(embedded.use).toHaveBeenCalledWith('file:///A.cls');
    server.asked.at(-1)!.answer({ preview: 'tested' });
    await settled();
    // The types that were guessed are asked for once an org answers.
    expect(server.asked.at(-1)!.method).toBe(recordFormRequest.method);
    server.asked.at(-1)!.answer({ ...form, typesGuessed: false });
    await settled();
    expect(tab.state).toMatchObject({
      form: { form: { typesGuessed: false } },
      tested: { preview: 'tested' },
    });
    expect(server.methods()).not.toContain(selectOrgRequest.method);
  });

  it('waits for values where none was typed', async () => {
    await openForm();
    await failWith('no-org');
    embedded.isRunning = true;
    tab.send({ kind: 'failureAction', id: 'useEmbeddedOrg', record: lead() });
    await settled();
    expect(server.asked.at(-1)!.method).toBe(recordFormRequest.method);
    expect(tab.state?.failure).toBeNull();
  });

  it('is trust or local data in Restricted Mode, until the workspace is trusted', async () => {
    await openForm();
    await failWith('untrusted');
    expect(labels()).toEqual(['Manage Workspace Trust', 'Test Against Local Data']);
    tab.grantTrust();
    expect(tab.state?.failure).toBeNull();
  });

  it('is to ask an org for an explanation that did without', async () => {
    void tester.explain();
    await settled();
    server.asked[0]!.answer({ refusals: [], problems: [], rules: [], notAsked: 'no-org' });
    await settled();
    expect(tab.state?.waysToAsk.map(({ label }) => label)).toEqual(['Select Org', 'Try Again']);
    embedded.isRunning = true;
    embedded.changed();
    expect(tab.state?.waysToAsk[0]).toEqual({ id: 'useEmbeddedOrg', label: 'Ask the Embedded Org' });
    tab.send({ kind: 'failureAction', id: 'useEmbeddedOrg', record: null });
    await settled();
    expect(server.methods()).toEqual([explainRequest.method, explainRequest.method]);
  });
});

describe('an answer that comes although it is not wanted any more', () => {
  it('of an earlier record starts no test, and takes nothing from the later one', async () => {
    void tester.testRecord();
    await settled();
    server.draft = draftOf('Second');
    void tester.testRecord();
    await settled();
    const [first, second] = server.asked;
    first!.answer(form);
    await settled();
    expect(tab.state).toMatchObject({ form: null });
    second!.answer(form);
    await settled();
    expect(tab.state?.form).toMatchObject({ origin: 'Second' });
    expect(server.methods().slice(2)).toEqual([testRecordRequest.method]);
    expect(server.asked[2]!.params).toMatchObject({ record: { fields: [{ value: 'Second' }] } });
  });

  it('for a tab that was closed starts no test', async () => {
    void tester.testRecord();
    await settled();
    tab.close();
    server.asked[0]!.answer(form);
    await settled();
    expect(server.methods()).toEqual([recordFormRequest.method]);
  });

  it('of an earlier test is not shown under a later one', async () => {
    void tester.testRecord();
    await settled();
    server.asked[0]!.answer(form);
    await settled();
    tab.send({ kind: 'test', record: { object: 'Lead', id: null, fields: [] } });
    await settled();
    server.asked[1]!.answer({ preview: 'of the first' });
    await settled();
    expect(tab.state).toMatchObject({ tested: null, busy: 'Testing Lead …' });
    server.asked[2]!.answer({ preview: 'of the second' });
    await settled();
    expect(tab.state).toMatchObject({ tested: { preview: 'of the second' }, busy: null });
  });

  it('to what the user has cancelled is not shown', async () => {
    void tester.testRecord();
    await settled();
    tab.send({ kind: 'cancel' });
    server.asked[0]!.answer(form);
    await settled();
    expect(tab.state).toMatchObject({ form: null, busy: null });
    expect(server.methods()).not.toContain(explainRequest.method);
  });
});
