import { beforeEach, expect, test, vi } from 'vitest';
import type { NodeElement } from '../../../client/src/rulesView/element.ts';
import { RulesTree } from '../../../client/src/rulesView/rulesTree.ts';
import type { Server } from '../../../client/src/server.ts';
import {
  type RuleNode,
  type RuleTree,
  ruleSavesRequest,
  ruleTreeRequest,
} from '../../../server/src/protocol.ts';

vi.mock('vscode', async () => {
  class EventEmitter {
    readonly #listeners: ((value: unknown) => void)[] = [];
    readonly event = (listener: (value: unknown) => void) => this.#listeners.push(listener);
    fire(value: unknown) {
      for (const listener of this.#listeners) listener(value);
    }
    dispose() {}
  }
  class CancellationTokenSource {
    readonly token = { isCancellationRequested: false };
    cancel() {
      this.token.isCancellationRequested = true;
    }
    dispose() {}
  }
  return {
    l10n: await import('@vscode/l10n'),
    EventEmitter,
    CancellationTokenSource,
    workspace: { workspaceFolders: [{}] },
  };
});
vi.mock('../../../client/src/rulesView/treeItems.ts', () => ({ treeItem: () => ({}) }));

const plain = {
  description: '',
  tooltip: '',
  spoken: '',
  place: null,
  active: true,
  origin: null,
  problems: null,
  severity: null,
  effect: null,
  name: null,
  saves: null,
  children: [],
} as const;

function treeWith(saves: string, rules = ['Warn']): RuleTree {
  const children = rules.map(
    (label): RuleNode => ({ ...plain, kind: 'duplicate-rule', id: `lead/${label}`, label }),
  );
  const own: RuleNode = {
    ...plain,
    kind: 'saves',
    id: 'lead/saves',
    label: 'Saves of Lead',
    description: saves,
    saves: { object: 'Lead', rule: null },
  };
  const lead: RuleNode = {
    ...plain,
    kind: 'object',
    id: 'lead',
    label: 'Lead',
    children: [...children, own],
  };
  const project = { root: 'file:///p', name: 'p', problem: null, ownRules: 1, org: null, objects: [lead] };
  return { projects: [project] };
}

/** A server that answers when the test says so. */
const asked: {
  withSaves: boolean;
  answer: (tree: RuleTree) => void;
  token: { isCancellationRequested: boolean };
}[] = [];
const server = {
  state: 'running',
  status: null as unknown,
  request: (
    definition: unknown,
    params: { withSaves: boolean },
    token: { isCancellationRequested: boolean },
  ) =>
    new Promise((resolve) => {
      if (definition === ruleSavesRequest) resolve([]);
      if (definition === ruleTreeRequest) asked.push({ withSaves: params.withSaves, answer: resolve, token });
    }),
};

let tree: RulesTree;
let told: number;
beforeEach(() => {
  asked.length = 0;
  server.status = null;
  told = 0;
  tree = new RulesTree(server as unknown as Server);
  tree.onDidChangeTreeData(() => told++);
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function labels(element?: NodeElement): Promise<string[]> {
  const children = await tree.getChildren(element);
  return children.map((child) =>
    child.kind === 'node' ? `${child.node.label} ${child.node.description}`.trim() : '',
  );
}

async function loaded(first: RuleTree): Promise<NodeElement> {
  const roots = tree.getChildren();
  asked.shift()!.answer(first);
  await settled();
  return (await roots)[0] as NodeElement;
}

test('rules are there before the saves are counted', async () => {
  server.status = { workspace: {} };
  const lead = await loaded(treeWith(''));
  expect(await labels(lead)).toEqual(['Warn', 'Saves of Lead']);
  expect(asked).toMatchObject([{ withSaves: true }]);
  asked.shift()!.answer(treeWith('2'));
  await settled();
  expect(told).toBe(1);
  const [again] = await tree.getChildren();
  expect(await labels(again as NodeElement)).toEqual(['Warn', 'Saves of Lead 2']);
});

test('saves are not counted before anybody wants them', async () => {
  const lead = await loaded(treeWith(''));
  expect(asked).toEqual([]);
  const saves = (await tree.getChildren(lead)).at(-1) as NodeElement;
  await tree.getChildren(saves);
  tree.invalidate(true);
  asked.shift()!.answer(treeWith(''));
  await settled();
  expect(asked).toMatchObject([{ withSaves: true }]);
});

test('a count that a change has overtaken is cancelled, and what it says does not count', async () => {
  server.status = { workspace: {} };
  await loaded(treeWith(''));
  const late = asked.shift()!;
  tree.invalidate(true);
  asked.shift()!.answer(treeWith('', ['Warn', 'New']));
  await settled();
  expect(late.token.isCancellationRequested).toBe(true);
  asked.shift()!.answer(treeWith('5', ['Warn', 'New']));
  await settled();
  late.answer(treeWith('4'));
  await settled();
  const [lead] = await tree.getChildren();
  expect(await labels(lead as NodeElement)).toEqual(['Warn', 'New', 'Saves of Lead 5']);
});

test('a change while the rules are asked for is asked for again', async () => {
  const roots = tree.getChildren();
  tree.invalidate(true);
  asked.shift()!.answer(treeWith('', ['Old']));
  await settled();
  asked.shift()!.answer(treeWith('', ['New']));
  const [lead] = await roots;
  expect(await labels(lead as NodeElement)).toEqual(['New', 'Saves of Lead']);
});

test('what is out of sight is not asked for', async () => {
  await loaded(treeWith(''));
  tree.invalidate(false);
  expect(asked).toEqual([]);
});

test('saves that are shown are asked for again when lines have moved', async () => {
  server.status = { workspace: {} };
  const lead = await loaded(treeWith('2'));
  asked.shift()!.answer(treeWith('2'));
  await settled();
  expect(told).toBe(0);
  tree.setOpen((await tree.getChildren(lead)).at(-1)!, true);
  tree.invalidate(true);
  asked.shift()!.answer(treeWith('2'));
  await settled();
  asked.shift()!.answer(treeWith('2'));
  await settled();
  expect(told).toBe(1);
});

test('a filter opens what it finds, and what was open before is open after it', async () => {
  const lead = await loaded(treeWith(''));
  tree.setOpen(lead, true);
  const isOpened = async () => ((await tree.getChildren())[0] as NodeElement | undefined)?.isOpened;
  expect(await isOpened()).toBe(true);
  tree.filter = { text: 'warn', activeOnly: false };
  expect(await isOpened()).toBe(true);
  tree.setOpen((await tree.getChildren())[0]!, false);
  tree.filter = { text: 'nothing', activeOnly: false };
  expect(await isOpened()).toBeUndefined();
  tree.filter = { text: '', activeOnly: false };
  expect(await isOpened()).toBe(true);
});

test('a server that stops takes its rules along', async () => {
  await loaded(treeWith(''));
  tree.forget();
  expect(tree.shown).toEqual([]);
  expect(told).toBe(1);
});
