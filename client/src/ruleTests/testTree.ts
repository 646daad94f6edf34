import { l10n, Range, type TestController, type TestItem, Uri, workspace } from 'vscode';
import { ruleTestFiles, ruleTestsOfRequest } from '../../../server/src/protocol.ts';
import type { Server } from '../server.ts';

/** Where a test stands: the URI of its file, and its id in it. */
export interface TestPlace {
  readonly uri: string;
  readonly id: string;
}

/** The files of rule tests in the workspace, and the tests in those that somebody looked into. */
export class TestTree {
  readonly #controller: TestController;
  readonly #server: Server;
  readonly #places = new WeakMap<TestItem, TestPlace>();
  #discovered: Promise<void> | undefined;

  constructor(controller: TestController, server: Server) {
    this.#controller = controller;
    this.#server = server;
  }

  /** Finds the files, without looking into them; once. */
  discover(): Promise<void> {
    this.#discovered ??= this.#discover();
    return this.#discovered;
  }

  async #discover(): Promise<void> {
    const found = await workspace.findFiles(ruleTestFiles, '**/node_modules/**');
    for (const uri of found) this.file(uri);
  }

  get isDiscovered(): boolean {
    return this.#discovered !== undefined;
  }

  get files(): readonly TestItem[] {
    return [...this.#controller.items].map(([, item]) => item);
  }

  /** The item of a file; made if there is none. */
  file(uri: Uri): TestItem {
    const key = uri.toString();
    const known = this.#controller.items.get(key);
    if (known) return known;
    const item = this.#controller.createTestItem(key, labelOf(uri), uri);
    // The Test Explorer reads a description aloud instead of the label: it has to name the file on its own.
    item.description = workspace.asRelativePath(uri);
    item.canResolveChildren = true;
    this.#controller.items.add(item);
    return item;
  }

  isKnown(uri: Uri): boolean {
    return this.#controller.items.get(uri.toString()) !== undefined;
  }

  remove(uri: Uri): void {
    this.#controller.items.delete(uri.toString());
  }

  /** Null for the item of a file. */
  placeOf(item: TestItem): TestPlace | null {
    return this.#places.get(item) ?? null;
  }

  /** Undefined where the test is gone. */
  item({ uri, id }: TestPlace): TestItem | undefined {
    return this.#controller.items.get(uri)?.children.get(itemId(uri, id));
  }

  /** Whether somebody has looked into the file. */
  isResolved(file: TestItem): boolean {
    return file.children.size > 0 || file.error !== undefined;
  }

  /** Reads the tests of a file, as it is now; what is known of a test that is still there stays. */
  async resolve(file: TestItem): Promise<void> {
    const uri = file.id;
    file.busy = true;
    try {
      const { tests, problem } = await this.#server.request(ruleTestsOfRequest, { uri });
      const items = tests.map(({ id, name, range, skip }, index) => {
        const key = itemId(uri, id);
        const item = file.children.get(key) ?? this.#controller.createTestItem(key, name, Uri.parse(uri));
        const { start, end } = range;
        // Not in the description, which would be read aloud instead of the name.
        item.label = skip === null ? name : l10n.t('{0} (skipped)', name);
        item.range = new Range(start.line, start.character, end.line, end.character);
        item.sortText = String(index).padStart(6, '0');
        this.#places.set(item, { uri, id });
        return item;
      });
      file.children.replace(items);
      file.error = problem ?? undefined;
    } catch {
      file.error = l10n.t('The tests of the file were not read: the output of Duplicate Rules may say why.');
    } finally {
      file.busy = false;
    }
  }
}

/** "leads" of leads.duptest.yaml. */
function labelOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.duptest\.ya?ml$/i, '');
}

function itemId(uri: string, id: string): string {
  return `${uri}#${id}`;
}
