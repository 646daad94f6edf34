import {
  type CancellationToken,
  CancellationTokenSource,
  type Event,
  EventEmitter,
  l10n,
  type TreeDataProvider,
  type TreeItem,
  workspace,
} from 'vscode';
import {
  type RuleNode,
  type RuleTree,
  type RuleTreeProject,
  ruleSavesRequest,
  ruleTreeRequest,
} from '../../../server/src/protocol.ts';
import type { Server } from '../server.ts';
import type { NodeElement, ProjectElement, RulesElement } from './element.ts';
import { filterProjects, filterWords, isFiltering, noFilter, type RuleFilter } from './filter.ts';
import { hintsFor } from './hints.ts';
import { treeItem } from './treeItems.ts';

/** The rules as the server told them last, and what the filter leaves of them. */
export class RulesTree implements TreeDataProvider<RulesElement> {
  readonly #server: Server;
  readonly #changes = new EventEmitter<void>();
  readonly onDidChangeTreeData: Event<void> = this.#changes.event;
  readonly #loads = new EventEmitter<void>();
  /** The server has told of rules; the entries may be the same as before. */
  readonly onDidLoad: Event<void> = this.#loads.event;
  #told: { readonly tree: RuleTree; readonly text: string } | null = null;
  #loading: Promise<void> | null = null;
  #isStale = true;
  #filter: RuleFilter = noFilter;
  /** Somebody wants to see saves, or they are known anyway. */
  #wantsSaves = false;
  #requests = new CancellationTokenSource();
  /** Of the numbers of saves, which are asked for anew with every change. */
  #counting = new CancellationTokenSource();
  /** What is open while nothing is filtered: a filter shows other entries, and these come back after it. */
  readonly #open = new Set<string>();
  /** Saves that are shown: lines move, though nothing that stands above them changes. */
  readonly #openSaves = new Set<string>();

  constructor(server: Server) {
    this.#server = server;
  }

  /** Null before the server has answered for the first time. */
  get tree(): RuleTree | null {
    return this.#told?.tree ?? null;
  }

  get filter(): RuleFilter {
    return this.#filter;
  }

  set filter(filter: RuleFilter) {
    this.#filter = filter;
    this.#changes.fire();
  }

  setOpen(element: RulesElement, isOpen: boolean): void {
    if (element.kind !== 'node') return;
    if (element.node.saves !== null) keep(this.#openSaves, keyOf(element), isOpen);
    if (!isFiltering(this.#filter)) keep(this.#open, keyOf(element), isOpen);
  }

  get shown(): readonly RuleTreeProject[] {
    return this.#told === null ? [] : filterProjects(this.#told.tree.projects, this.#filter);
  }

  /** What was told does no longer hold; it is asked for again when somebody looks, or now. */
  invalidate(isVisible: boolean): void {
    this.#isStale = true;
    if (isVisible) void this.#load(true);
  }

  /** Forgets everything, as when the server has stopped. */
  forget(): void {
    this.#requests.cancel();
    this.#requests.dispose();
    this.#requests = new CancellationTokenSource();
    this.#told = null;
    this.#isStale = true;
    this.#changes.fire();
  }

  async getChildren(element?: RulesElement): Promise<RulesElement[]> {
    if (element === undefined) return this.#roots();
    if (element.kind === 'hint') return [];
    if (element.kind === 'project') return this.#objects(element.project, element);
    const { node, root } = element;
    if (node.saves === null) return node.children.map((child) => this.#element(child, root, element));
    this.#wantsSaves = true;
    const saves = await this.#ask(() =>
      this.#server.request(ruleSavesRequest, { root, ...node.saves! }, this.#requests.token),
    );
    return (saves ?? []).map((child) => this.#element(child, root, element));
  }

  getTreeItem(element: RulesElement): TreeItem {
    return treeItem(
      element,
      isFiltering(this.#filter) ? `${filterWords(this.#filter, l10n.t('active only'))} ` : '',
    );
  }

  getParent(element: RulesElement): RulesElement | null {
    return element.parent;
  }

  async #roots(): Promise<RulesElement[]> {
    if (this.#told === null || this.#isStale) await this.#load(false);
    const projects = this.shown;
    if (projects.length > 1)
      return projects.map((project): ProjectElement => ({ kind: 'project', project, parent: null }));
    const [only] = projects;
    if (only === undefined) return [];
    return [...(isFiltering(this.#filter) ? [] : hintsFor(only)), ...this.#objects(only, null)];
  }

  #objects(project: RuleTreeProject, parent: ProjectElement | null): NodeElement[] {
    return project.objects.map((node) => this.#element(node, project.root, parent));
  }

  #element(node: RuleNode, root: string, parent: ProjectElement | NodeElement | null): NodeElement {
    const isSearched = this.#filter.text.trim() !== '';
    const isOpened = isSearched
      ? ['object', 'duplicate-rule', 'matching-rule'].includes(node.kind)
      : this.#open.has(keyOf({ root, node }));
    return { kind: 'node', root, node, parent, isOpened };
  }

  /** In an empty window nothing is there to be asked about. */
  get canAsk(): boolean {
    return this.#server.state !== 'idle' || (workspace.workspaceFolders ?? []).length > 0;
  }

  /** @param andTell whether the view must be told of what is new */
  #load(andTell: boolean): Promise<void> {
    if (!this.canAsk) return Promise.resolve();
    if (this.#loading !== null) return this.#loading;
    this.#loading = this.#loadNow(andTell).finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #loadNow(andTell: boolean): Promise<void> {
    let isNew = false;
    do {
      this.#isStale = false;
      isNew = (await this.#take(false, this.#requests.token)) || isNew;
    } while (this.#isStale);
    this.#loads.fire();
    if (isNew && andTell) this.#changes.fire();
    // What is there is shown before every file is looked at.
    if (this.#savesAreWanted) void this.#count();
  }

  get #savesAreWanted(): boolean {
    return this.#wantsSaves || (this.#server.status?.workspace ?? null) !== null;
  }

  async #count(): Promise<void> {
    this.#counting.cancel();
    this.#counting.dispose();
    this.#counting = new CancellationTokenSource();
    const { token } = this.#counting;
    const isNew = await this.#take(true, token);
    if (isNew || (this.#openSaves.size > 0 && !token.isCancellationRequested)) this.#changes.fire();
  }

  /** @returns whether it differs from what was told before */
  async #take(withSaves: boolean, token: CancellationToken): Promise<boolean> {
    const tree = await this.#ask(() => this.#server.request(ruleTreeRequest, { withSaves }, token));
    if (tree === undefined || token.isCancellationRequested) return false;
    const text = JSON.stringify(tree);
    const isNew = text !== this.#told?.text;
    if (isNew) this.#told = { tree, text };
    return isNew;
  }

  /** What a server that stops, or a look that was cancelled, does not answer is no error of the view. */
  async #ask<T>(request: () => Promise<T>): Promise<T | undefined> {
    try {
      return await request();
    } catch {
      return undefined;
    }
  }

  dispose(): void {
    this.#requests.cancel();
    this.#requests.dispose();
    this.#counting.cancel();
    this.#counting.dispose();
    this.#changes.dispose();
    this.#loads.dispose();
  }
}

function keep(keys: Set<string>, key: string, isIn: boolean): void {
  if (isIn) keys.add(key);
  else keys.delete(key);
}

function keyOf({ root, node }: Pick<NodeElement, 'root' | 'node'>): string {
  return `${root}/${node.id}`;
}
