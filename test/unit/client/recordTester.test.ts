import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromPage, PanelState } from '../../../client/src/preview/messages.ts';
import { RecordTester } from '../../../client/src/records/recordTester.ts';
import {
  explainRequest,
  type RecordDraft,
  readRecordsRequest,
  recordFormRequest,
  testRecordRequest,
} from '../../../server/src/protocol.ts';

/** What the tab was last told, and what its page and its close button do. */
const tab = vi.hoisted(() => ({
  state: null as PanelState | null,
  send: (_: FromPage): void => {},
  close: (): void => {},
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
    Uri: { joinPath: () => '', parse: String },
    ViewColumn: { One: 1, Beside: -2 },
    window: { createWebviewPanel, activeTextEditor: { document, selection: { start, end: start } } },
    workspace: {},
    commands: {},
    env: {},
  };
});

/** Requests that wait until a test answers them, whatever became of their token. */
class SlowServer {
  readonly asked: { readonly method: string; readonly params: never; answer(value: unknown): void }[] = [];
  draft: RecordDraft = draftOf('First');

  request({ method }: { method: string }, params: never): Promise<unknown> {
    if (method === readRecordsRequest.method) return Promise.resolve({ drafts: [this.draft], problems: [] });
    return new Promise((answer) => this.asked.push({ method, params, answer }));
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
let server: SlowServer;
let tester: RecordTester;
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  server = new SlowServer();
  tester = new RecordTester({ extensionUri: '' } as never, server as never);
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
