import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toolServer } from '../../../server/src/cli/mcp/serve.ts';
import { ToolHosts } from '../../../server/src/cli/mcp/toolHost.ts';
import { tools } from '../../../server/src/tools/tools.ts';
import {
  bundlePath,
  classes,
  leadClass,
  leadProject,
  runAside,
  useCommandLine,
  writeFiles,
} from './commandLine.ts';
import { type FakeGateway, fakeGateway } from './fakeGateway.ts';

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'duplicate-rules-mcp-')));
const project = path.join(folder, 'project');
const service = `${classes}/LeadService.cls`;

beforeAll(() => {
  mkdirSync(project);
  writeFiles(project, {
    ...leadProject(),
    'leads.csv': 'Id,LastName,Email\n00Q000000000001AAA,Byron,ada@example.com\n',
    'README.md': '# a page',
  });
  writeFiles(folder, {
    'secret.csv': 'LastName,Email\nsentinel,ada@example.com\n',
    'Out.cls': leadClass('Out', 'a'),
  });
  symlinkSync(path.join(folder, 'secret.csv'), path.join(project, 'linked.csv'));
  symlinkSync(path.join(folder, 'nothing.csv'), path.join(project, 'broken.csv'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let client: Client;
afterEach(() => client.close());

/** A client that speaks with the server in this process. */
async function connect(gateway: FakeGateway | null = null): Promise<string[]> {
  const failures: string[] = [];
  const hosts = new ToolHosts({
    roots: ['.'],
    org: gateway === null ? null : 'dev',
    cwd: project,
    gateway: () => gateway!,
    warn: () => {},
  });
  const info = { name: 'duplicate-rules', version: '0.0.0' };
  const server = toolServer(info, hosts, gateway !== null, (tool) => void failures.push(tool));
  const [near, far] = InMemoryTransport.createLinkedPair();
  client = new Client({ name: 'test', version: '0.0.0' });
  await Promise.all([server.connect(far as never), client.connect(near)]);
  return failures;
}

async function call(name: string, args: object): Promise<{ text: string; isError: boolean }> {
  const { content, isError = false } = await client.callTool({
    name,
    arguments: args as Record<string, unknown>,
  });
  const [first] = content as { text: string }[];
  return { text: first!.text, isError };
}

describe('a client of the Model Context Protocol', () => {
  it('is told of the tools, and that they change nothing', async () => {
    await connect();
    const listed = (await client.listTools()).tools;
    expect(listed.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    for (const { inputSchema, annotations } of listed) {
      expect(inputSchema.type).toBe('object');
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false, openWorldHint: false });
    }
    expect(listed[2]!.description).toContain('No org can be asked');
  });

  it('has files checked as they are on disk at that moment', async () => {
    await connect();
    const first = await call('check_file', { path: service });
    expect(first.text).toMatch(/LeadService\.cls: 1 finding\n.*`missing-duplicate-rule-header`, line 3/s);
    expect(first.text).toContain('Judged by 1 active rule of the project.');
    writeFileSync(path.join(project, service), leadClass('LeadService', 'save', 'again'));
    expect((await call('check_file', { path: path.join(project, service) })).text).toContain('2 findings');
    const idle = 'public class LeadService {}';
    expect((await call('check_file', { path: service, text: idle })).text).toContain('no findings');
    expect((await call('check_file', { path: service })).text).toContain('2 findings');
    expect(
      (await call('check_file', { path: 'new/Other.cls', text: leadClass('Other', 'a') })).text,
    ).toContain('new/Other.cls: 1 finding');
  });

  it.each<[string, object, string]>([
    ['what_happens_on_save', { object: 'Lead' }, 'Lead.Lead\\_Email'],
    ['list_rules', {}, '- compares with Lead: Email (Exact)'],
    ['explain_error', { text: 'DUPLICATES_DETECTED: Is it one of these?' }, "by rule 'Lead Email'"],
    [
      'test_record',
      { object: 'Lead', fields: { LastName: 'B', Email: 'ADA@example.com' }, against: 'leads.csv' },
      '00Q000000000001AAA',
    ],
    [
      'test_record',
      { object: 'Lead', fields: { Email: 'x@example.com' }, existing: [{ Email: 'y@example.com' }] },
      'finds no match',
    ],
    [
      'test_record',
      {
        object: 'Lead',
        fields: { Email: 'y@example.com' },
        existing: [
          {
            attributes: { type: 'Lead', url: '/services/data/v62.0/sobjects/Lead/00Q000000000009AAA' },
            Id: '00Q000000000009AAA',
            Email: 'Y@example.com',
          },
        ],
      },
      '00Q000000000009AAA',
    ],
  ])('%s of %j answers', async (name, args, expected) => {
    await connect();
    const { text, isError } = await call(name, args);
    expect(text).toContain(expected);
    expect(isError).toBe(false);
  });

  it.each<[string, object, RegExp]>([
    ['check_file', { path: '../Out.cls' }, /^Out\.cls is outside of what may be read: .*--root FOLDER/],
    ['check_file', { path: '/etc/passwd' }, /outside/],
    ['check_file', { path: 'README.md' }, /no kind of file that is checked/],
    ['check_file', { path: 'Missing.cls' }, /^Missing\.cls: The file cannot be read/],
    ['check_file', { path: 'a\0b.cls' }, /no path can hold/],
    ['test_record', { object: 'Lead', fields: { Email: 'a' }, against: 'linked.csv' }, /outside/],
    ['test_record', { object: 'Lead', fields: { Email: 'a' }, against: 'broken.csv' }, /leads nowhere/],
    ['test_record', { object: 'Lead', fields: { Email: 'a' }, useOrg: true }, /No org may be asked.*--org/],
    [
      'test_record',
      {
        object: 'Lead',
        fields: { Email: 'a' },
        existing: [{ Email: 'a' }, { attributes: { type: 'Case' }, Email: 'a' }],
      },
      /^existing\.1: its attributes say that it is of Case, and a Lead is compared with records of Lead alone\./,
    ],
    [
      'test_record',
      { object: 'Lead', fields: { Email: 'a' }, existing: [{ attributes: 'Lead', Email: 'a' }] },
      /existing\.0\.attributes: expected an object with a type/,
    ],
    [
      'test_record',
      { object: 'Lead', fields: { Email: 'a' }, existing: [{ Email: { type: 'Lead' } }] },
      /existing\.0\.Email: expected a value, not an object/,
    ],
    ['test_record', { object: 'Le ad', fields: {} }, /object: expected the API name of an object/],
    ['what_happens_on_save', {}, /object: Invalid input/],
    ['explain_error', { text: '' }, /text: /],
    ['list_rules', { project: '..' }, /outside/],
  ])('%s of %j says what is wrong', async (name, args, expected) => {
    await connect();
    const { text, isError } = await call(name, args);
    expect(text).toMatch(expected);
    expect(text).not.toContain('sentinel');
    expect(isError).toBe(true);
  });

  it('that calls no tool there is gets an error', async () => {
    await connect();
    await expect(call('delete_everything', {})).rejects.toThrow('There is no tool delete_everything.');
  });

  it.each([
    [9, /only the first fix of each finding has its changed lines/, 9],
    [20, /fixes stand here without their changed lines/, 0],
    [40, /only the messages stand here/, 0],
  ])('gets all of %i findings before the code of fixes', async (count, note, withCode) => {
    await connect();
    const methods = Array.from({ length: count }, (_, index) => `m${index}`);
    const text = leadClass('Many', ...methods);
    const all = (await call('check_file', { path: 'Many.cls', text })).text;
    expect(all.length).toBeLessThanOrEqual(25_000);
    expect(all).toMatch(note);
    expect(all.match(/^## /gm)).toHaveLength(count);
    expect(all.match(/^````diff/gm) ?? []).toHaveLength(withCode);
    const at = Number(/^## 2\..*, line (\d+)/m.exec(all)![1]);
    const one = (await call('check_file', { path: 'Many.cls', text, line: at })).text;
    expect(one).toContain(`# Many.cls: 1 finding on line ${at}, of ${count}`);
    expect(one.match(/^````diff/gm)).toHaveLength(one.match(/^Fix: /gm)!.length);
  });

  it('reads what a result can hold, and no more', async () => {
    await connect();
    const methods = Array.from({ length: 200 }, (_, index) => `m${index}`);
    const { text } = await call('check_file', { path: 'Many.cls', text: leadClass('Many', ...methods) });
    expect(text.length).toBeLessThan(25_000);
    expect(text).toMatch(/\[Cut here: [\d,]+ more characters\./);
  });

  it('has the org asked that the server was started with, and none else', async () => {
    const gateway = fakeGateway();
    await connect(gateway);
    const { text, isError } = await call('test_record', {
      object: 'Lead',
      fields: { LastName: 'Byron' },
      useOrg: true,
    });
    expect(isError, text).toBe(false);
    expect(gateway.connected).toEqual(['dev']);
    expect(gateway.tested).toEqual([
      { object: 'Lead', id: null, fields: [{ name: 'LastName', value: 'Byron' }] },
    ]);
    await call('explain_error', { text: 'DUPLICATES_DETECTED: Is it one of these?' });
    expect(gateway.connected).toEqual(['dev']);
  });

  it('cancels what is under way, and hears nothing of unexpected messages', async () => {
    let cancelled = false;
    const gateway = fakeGateway({
      onTest: (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            cancelled = true;
            reject(signal.reason);
          });
        }),
    });
    const failures = await connect(gateway);
    const controller = new AbortController();
    const args = { object: 'Lead', fields: { LastName: 'Byron' }, useOrg: true };
    const answer = client.callTool({ name: 'test_record', arguments: args }, { signal: controller.signal });
    const rejected = expect(answer).rejects.toThrow();
    await expect.poll(() => gateway.tested.length).toBe(1);
    controller.abort();
    await rejected;
    await expect.poll(() => cancelled).toBe(true);
    expect(failures).toEqual([]);
    expect((await call('list_rules', {})).isError).toBe(false);
  });
});

describe('over standard input and output', () => {
  useCommandLine();

  it.each([
    [['mcp'], '/', /more than a project: .*--root FOLDER/],
    [['mcp', '--root', 'no-such-folder'], project, /there is no folder "no-such-folder"/],
  ])('%j in %s does not start', async (args, cwd, expected) => {
    const { code, out, err } = await runAside(cwd, args);
    expect(err).toMatch(expected);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it('says why it ends where a message is too long', async () => {
    const { code, out, err } = await runAside(project, ['mcp'], {
      input: 'x'.repeat(11 << 20),
      started: ({ stdin }) => void stdin!.on('error', () => {}),
    });
    expect(err).toContain('a message is too long: it ends.');
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it('serves a client, survives what is no message, and ends with its input', async () => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [bundlePath(), 'mcp'],
      cwd: project,
      stderr: 'pipe',
    });
    const logged: string[] = [];
    transport.stderr?.on('data', (data) => logged.push(String(data)));
    client = new Client({ name: 'test', version: '0.0.0' });
    await client.connect(transport);
    expect(client.getServerVersion()).toMatchObject({ name: 'duplicate-rules', version: '1.2.3' });
    const { stdin } = (transport as unknown as { _process: { stdin: NodeJS.WritableStream } })._process;
    stdin.write('no message\n{"jsonrpc":"2.0","id":99,"method":7}\n[]\n');
    expect((await call('check_file', { path: service })).text).toContain('missing-duplicate-rule-header');
    expect((await call('list_rules', {})).isError).toBe(false);
    const gone = new Promise((resolve) => {
      (transport as unknown as { _process: NodeJS.EventEmitter })._process.once('exit', resolve);
    });
    await client.close();
    expect(await gone).toBe(0);
    expect(logged.join('')).toContain(`reads below ${project}; no org is asked.`);
  });
});
