import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type StartingDocument,
  type StartingWindow,
  startWhenNeeded,
} from '../../../client/src/startWhenNeeded.ts';
import { isIntegration, kindOf } from '../../../server/src/core/files.ts';
import { isWorthReading } from '../../../server/src/core/project.ts';
import { mentionsSalesforce } from '../../../server/src/protocol.ts';

class FakeWindow implements StartingWindow {
  readonly documents: StartingDocument[] = [];
  readonly listeners: ((document: StartingDocument) => void)[] = [];
  folders: (() => void)[] = [];
  project: Promise<boolean> = Promise.resolve(false);
  searches = 0;
  started = 0;

  hasProject() {
    this.searches++;
    return this.project;
  }

  onDidOpen = (listener: (document: StartingDocument) => void) => this.#listen(listener);
  onDidSave = (listener: (document: StartingDocument) => void) => this.#listen(listener);
  onDidChangeFolders = (listener: () => void) => {
    this.folders.push(listener);
    return { dispose: () => this.folders.splice(0) };
  };

  #listen(listener: (document: StartingDocument) => void) {
    this.listeners.push(listener);
    return { dispose: () => this.listeners.splice(this.listeners.indexOf(listener), 1) };
  }

  look() {
    return startWhenNeeded(this, () => this.started++);
  }

  show(document: StartingDocument) {
    for (const listener of [...this.listeners]) listener(document);
  }
}

const code = (text: string): StartingDocument => ({
  isSalesforces: false,
  isIntegration: true,
  getText: () => text,
});
const other: StartingDocument = {
  isSalesforces: false,
  isIntegration: false,
  getText: () => {
    throw new Error('nobody reads this');
  },
};
const apex: StartingDocument = { ...other, isSalesforces: true };
const loading = code("import jsforce from 'jsforce';");

describe('the server starts', () => {
  test.each([
    ['with an open class', [apex]],
    ['with open code that mentions Salesforce', [other, code('x'), loading]],
  ])('%s', (_, documents) => {
    const window = new FakeWindow();
    window.documents.push(...documents);
    window.look();
    expect(window).toMatchObject({ started: 1, searches: 0 });
    window.show(loading);
    expect(window.started).toBe(1);
  });

  test('with a project in the window', async () => {
    const window = new FakeWindow();
    window.project = Promise.resolve(true);
    window.look();
    await window.project;
    expect(window.started).toBe(1);
    expect(window.listeners).toEqual([]);
  });

  test('when such a document is opened, or a folder with a project is added', async () => {
    const [first, second] = [new FakeWindow(), new FakeWindow()];
    first.look();
    first.show(other);
    first.show(code('print(1)'));
    expect(first.started).toBe(0);
    first.show(loading);
    expect(first.started).toBe(1);

    second.look();
    await second.project;
    second.project = Promise.resolve(true);
    for (const changed of [...second.folders]) changed();
    await second.project;
    expect(second.started).toBe(1);
  });
});

describe('the server does not start', () => {
  test('for code that has nothing to do with Salesforce', async () => {
    const window = new FakeWindow();
    window.documents.push(code('const lead = leads[0];'), other);
    window.look();
    await window.project;
    window.show(code('print("create a contact")'));
    expect(window.started).toBe(0);
  });

  test('when the extension is gone, nor where searching fails', async () => {
    const [gone, failing] = [new FakeWindow(), new FakeWindow()];
    gone.project = Promise.resolve(true);
    gone.look().dispose();
    await gone.project;
    expect(gone).toMatchObject({ started: 0, listeners: [], folders: [] });
    failing.project = Promise.reject(new Error('no search'));
    failing.look();
    await failing.project.catch(() => {});
    expect(failing.started).toBe(0);
  });
});

test('all that the server reads of the corpus mentions Salesforce', () => {
  const folder = path.resolve('test/corpus');
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
  const read = files.filter((file) => {
    const kind = kindOf(file);
    return kind !== null && isIntegration(kind) && isWorthReading(file, readFileSync(file, 'utf8'));
  });
  expect(read.length).toBeGreaterThan(10);
  expect(read.filter((file) => !mentionsSalesforce(readFileSync(file, 'utf8')))).toEqual([]);
});

test.each([
  'const form = document.forms[0]; const isObject = typeof x;',
  'def transform(rows): return [row for row in rows]',
  'class OrderService { void save(Order order) { repository.save(order); } }',
  'const enforced = workforce.length; conform(reinforce);',
])('%s does not', (text) => {
  expect(mentionsSalesforce(text)).toBe(false);
});
