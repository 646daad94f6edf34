import { describe, expect, test } from 'vitest';
import { CancellationTokenSource, ErrorCodes } from 'vscode-languageserver/node';
import {
  explainRequest,
  orgFailureCode,
  recordFormRequest,
  refreshRulesRequest,
  testRecordRequest,
} from '../../../server/src/protocol.ts';
import {
  about,
  client,
  connected,
  explained,
  malformable,
  names,
  orgs,
  record,
  secretToken,
  secretValue,
  start,
  useAskedOrgs,
} from './askedOrgs.ts';
import { orgProblem } from './fakeOrgs.ts';
import { capture } from './orgClient.ts';

useAskedOrgs();

describe('a test', () => {
  test('joins what the org answers with its rules, its fields and code', async () => {
    await start();
    const { preview, suggestions, rules } = await client.ask(testRecordRequest, {
      ...about,
      languageId: 'apex',
      record,
    });
    expect(preview).toMatchObject({
      verdict: { kind: 'refused' },
      operation: 'insert',
      testedBy: 'SOAP findDuplicates',
      org: { username: 'ada@example.com' },
      problems: [],
    });
    const [matched] = preview.rules[0]!.matches[0]!.records;
    expect(matched).toMatchObject({
      id: '00Q000000000001EAA',
      url: 'https://example.my.salesforce.com/00Q000000000001EAA',
    });
    expect(matched!.fields).toContainEqual(
      expect.objectContaining({ name: 'Email', label: 'Mail of the org', deciding: true }),
    );
    expect(suggestions.map(({ language }) => language)).toContain('apex');
    expect(rules.map(({ fullName }) => fullName)).toEqual(['Lead.Lead_Email']);
    expect(orgs.asked('testRecord')).toEqual([record]);
  });

  test('of a record by its id is that of an update', async () => {
    await start();
    const changed = { ...record, id: '00Q000000000009EAA' };
    const { preview } = await client.ask(testRecordRequest, { ...about, languageId: null, record: changed });
    expect(preview).toMatchObject({ operation: 'update', sample: { id: '00Q000000000009EAA' } });
    expect(orgs.asked('testRecord')).toEqual([changed]);
  });

  test.each([
    ['no fields', { ...record, fields: [] }],
    ['a field that does not exist', { ...record, fields: [{ name: 'Emial', value: secretValue }] }],
    ['an id of another object', { ...record, id: '003000000000001AAA' }],
    ['a value of the wrong type', { ...record, fields: [{ name: 'Email', value: true }] }],
  ])('with %s does not reach the org', async (_, wrong) => {
    await start();
    const failed = client.ask(testRecordRequest, { ...about, languageId: null, record: wrong });
    await expect(failed).rejects.toMatchObject({
      code: orgFailureCode,
      data: { kind: 'bad-record' },
      message: expect.not.stringContaining('sentinel'),
    });
    expect(orgs.asked('testRecord')).toEqual([]);
  });

  test('keeps the answer when the session ends right after it', async () => {
    await start();
    await client.ask(refreshRulesRequest, about);
    const expired = orgProblem('expired', 'The session has expired.');
    orgs.failing.set('readFields', expired);
    orgs.tested = { ...orgs.tested, notes: ['A note.'] };
    let described = 0;
    orgs.gates.set('describe', {
      // The second description fails, the first does not
      then: (resolve: (value: unknown) => void) => {
        if (++described === 2) orgs.failing.set('describe', expired);
        resolve(null);
      },
    } as Promise<unknown>);
    const { preview } = await client.ask(testRecordRequest, { ...about, languageId: null, record });
    expect(preview.verdict.kind).toBe('refused');
    expect(preview.problems.join()).toContain(
      'fields of the matched records were not read: The session has expired.',
    );
    expect(described).toBeGreaterThan(1);
  });

  test('tells its steps', async () => {
    await start();
    await connected.testRecord[1]();
    const sent = (await client.received('duplicateRules/orgProgress')) as { text: string }[];
    expect(sent.map(({ text }) => text)).toEqual([
      'Connecting to the org …',
      'Listing rules',
      'Reading the fields of Lead …',
      'Asking the duplicate rules of ada@example.com …',
      'Reading the matched records …',
    ]);
  });
});

describe('a failure', () => {
  test.each(names)('of %s keeps its kind and message', async (name) => {
    await start();
    const [step, ask] = connected[name];
    orgs.failing.set(step, orgProblem('limit', 'No more requests today.'));
    await expect(ask()).rejects.toMatchObject({
      code: orgFailureCode,
      message: 'No more requests today.',
      data: { kind: 'limit' },
    });
  });

  test('that there is no active rule is told as such', async () => {
    await start();
    orgs.failing.set('testRecord', orgProblem('no-active-rules', 'No active duplicate rule for Lead.'));
    await expect(connected.testRecord[1]()).rejects.toMatchObject({ data: { kind: 'no-active-rules' } });
  });

  test.each([
    ['an error', new Error(`Unexpected token in {"token":"${secretToken}"}`)],
    ['a JSON error', new SyntaxError(`"${secretValue}" is not valid JSON`)],
    ['a text', `${secretValue} ${secretToken}`],
    ['nothing', undefined],
    [
      'an error with much to tell',
      Object.assign(new TypeError(`Cannot use 'in' operator in ${secretValue}`), {
        code: secretToken,
        name: `E ${secretValue}`,
        cause: new Error(secretToken),
      }),
    ],
  ])('that nobody expects is told and logged without what it quotes: %s', async (_, thrown) => {
    await start();
    for (const name of names) {
      const [step, ask] = connected[name];
      orgs.failing.set(step, thrown);
      await expect(ask()).rejects.toMatchObject({
        code: ErrorCodes.InternalError,
        message: expect.stringMatching(
          /^Unexpected error \(\w+\)\. Please report it with what the log says of it\.$/,
        ),
      });
      orgs.failing.delete(step);
    }
    await expect.poll(() => client.logged().filter(({ type }) => type === 1).length).toBe(names.length);
    expect(
      client
        .logged()
        .map(({ message }) => message)
        .join(),
    ).toContain('duplicateRules/testRecord failed');
  });
});

describe('cancelling', () => {
  test.each(names)('%s aborts what runs and is answered at once', async (name) => {
    await start();
    const [step] = connected[name];
    const method = `duplicateRules/${name}`;
    orgs.silent.add(step);
    const source = new CancellationTokenSource();
    const params =
      name === 'testRecord'
        ? { ...about, languageId: null, record }
        : name === 'ruleSetupUrl'
          ? { ...about, fullName: 'Lead.X' }
          : about;
    const answer = client.rpc.sendRequest(method, params, source.token);
    await expect.poll(() => orgs.asked(step)).toHaveLength(1);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: orgFailureCode, data: { kind: 'cancelled' } });
    const { signal } = orgs.calls.find((call) => call.step === step)!;
    expect(signal?.aborted ?? true).toBe(true);
  });

  test.each([
    ['recordForm', { ...about, object: 'Lead' }, 'describe'],
    ['explain', explained, 'readFields'],
    ['explain', explained, 'connect'],
  ] as const)('%s does the same, though it can do without the org', async (name, params, step) => {
    await start();
    orgs.silent.add(step);
    const source = new CancellationTokenSource();
    const answer = client.rpc.sendRequest(`duplicateRules/${name}`, params, source.token);
    await expect.poll(() => orgs.asked(step)).toHaveLength(1);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ data: { kind: 'cancelled' } });
    expect(orgs.calls.find((call) => call.step === step)!.signal!.aborted).toBe(true);
  });

  test('while the project is still read is answered at once too', async () => {
    await start();
    await client.diagnostics(capture);
    client.source.gate = new Promise(() => {});
    const added = 'file:///slow';
    client.source.files.set(`${added}/sfdx-project.json`, '{}');
    await client.rpc.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: added, name: 'slow' }], removed: [] },
    });
    for (const [method, params] of malformable) {
      const source = new CancellationTokenSource();
      const answer = client.rpc.sendRequest(method, params, source.token);
      source.cancel();
      await expect(answer, method).rejects.toMatchObject({ data: { kind: 'cancelled' } });
    }
    expect(orgs.calls).toEqual([]);
  });

  test('takes nothing over that comes later, and tells no more steps', async () => {
    let open = () => {};
    orgs.gates.set('readRules', new Promise<void>((resolve) => (open = resolve)));
    await start();
    const source = new CancellationTokenSource();
    const answer = client.rpc.sendRequest(refreshRulesRequest.method, about, source.token);
    await expect.poll(() => orgs.asked('readRules')).toHaveLength(1);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ data: { kind: 'cancelled' } });
    const steps = client.count('duplicateRules/orgProgress');
    open();
    expect((await client.finding())?.message).toContain('assumed standard rule');
    expect(client.count('duplicateRules/orgProgress')).toBe(steps);
  });

  test('happens to what runs when the server is shut down', async () => {
    await start();
    orgs.silent.add('connect');
    const answer = connected.testRecord[1]();
    const failed = expect(answer).rejects.toMatchObject({ data: { kind: 'cancelled' } });
    await expect.poll(() => orgs.asked('connect')).toHaveLength(1);
    await client.rpc.sendRequest('shutdown');
    await failed;
    expect(orgs.closed).toBe(true);
  });
});

describe('the form', () => {
  test.each([
    [
      'expired',
      'The session with dev has expired.',
      ['The types of fields were not read: The session with dev has expired.'],
    ],
    ['unreachable', 'dev cannot be reached.', ['The types of fields were not read: dev cannot be reached.']],
    ['no-org', 'No org is set for this project.', []],
  ] as const)(
    'does without the org (%s), and says what is guessed for it',
    async (kind, message, problems) => {
      await start();
      orgs.failing.set('connect', orgProblem(kind, message));
      const form = await client.ask(recordFormRequest, { ...about, object: 'lead' });
      expect(form.object).toBe('Lead');
      expect(form.fields.map(({ name }) => name)).toContain('Email');
      expect(form.typesGuessed).toBe(true);
      expect(form.problems.filter((problem) => !problem.startsWith('Not all is published'))).toEqual(
        problems,
      );
    },
  );

  test('asks for what the rules of the org compare, read if they were not', async () => {
    await start();
    const form = await client.ask(recordFormRequest, { ...about, object: 'Lead' });
    expect(form.fields).toMatchObject([{ name: 'Email', label: 'Mail of the org' }]);
    expect(form.rules.join()).toContain('Lead_Email');
    await client.ask(recordFormRequest, { ...about, object: 'Lead' });
    expect(orgs.asked('readRules')).toHaveLength(1);
  });

  test('says what the org says of an object that it does not have', async () => {
    await start();
    orgs.failing.set('describe', orgProblem('bad-record', 'Ghost__c does not exist in dev.'));
    const form = await client.ask(recordFormRequest, { ...about, object: 'Ghost__c' });
    expect(form.problems.join()).toContain('Ghost__c does not exist in dev.');
  });

  test('fails with an error that nobody expects, which is told without what it quotes', async () => {
    await start();
    orgs.failing.set('describe', new Error(secretToken));
    await expect(client.ask(recordFormRequest, { ...about, object: 'Lead' })).rejects.toMatchObject({
      code: ErrorCodes.InternalError,
    });
  });
});

describe('an explanation', () => {
  test('joins the error with the rules and records of the org', async () => {
    await start();
    const explanation = await client.ask(explainRequest, explained);
    expect(explanation.heading).toContain('1 record refused');
    expect(explanation.problems).toEqual([]);
    const [refusal] = explanation.refusals;
    expect(refusal!.preview.org?.username).toBe('ada@example.com');
    expect(refusal!.preview.rules[0]).toMatchObject({ fullName: 'Lead.Lead_Email', state: 'matched' });
    expect(refusal!.advice.length).toBeGreaterThan(0);
    expect(explanation.rules.map(({ fullName }) => fullName)).toEqual(['Lead.Lead_Email']);
    expect(orgs.asked('readFields')).toHaveLength(1);
  });

  test('asks no org if it is not to, or if there is nothing to explain', async () => {
    await start();
    const alone = await client.ask(explainRequest, { ...explained, useOrg: false });
    expect(alone.refusals).toHaveLength(1);
    expect(alone.problems).toEqual([]);
    const other = await client.ask(explainRequest, { ...explained, text: 'REQUIRED_FIELD_MISSING: Name' });
    expect(other.refusals).toEqual([]);
    expect(orgs.calls).toEqual([]);
  });

  test.each(['connect', 'readRules', 'readFields', 'describe'] as const)(
    'stands when the org fails in %s',
    async (step) => {
      await start();
      orgs.failing.set(step, orgProblem('unreachable', 'dev cannot be reached.'));
      const explanation = await client.ask(explainRequest, explained);
      expect(explanation.refusals).toHaveLength(1);
      expect(explanation.refusals[0]!.preview.verdict.kind).toBe('refused');
      const problems = [...explanation.problems, ...explanation.refusals[0]!.preview.problems].join();
      if (step !== 'describe') expect(problems).toContain('dev cannot be reached.');
    },
  );

  test('of a text that is nothing says so', async () => {
    await start();
    for (const text of ['', '\u0000', '{"a":', 'x'.repeat(200_000)]) {
      const explanation = await client.ask(explainRequest, { ...explained, text });
      expect(explanation.heading).toContain('no refusal found');
    }
  });
});
