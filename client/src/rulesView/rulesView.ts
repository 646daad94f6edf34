import { commands, Disposable, l10n, type TreeView, type ViewBadge, window } from 'vscode';
import type { RuleNode } from '../../../server/src/protocol.ts';
import { plainText } from '../notifications.ts';
import type { Server } from '../server.ts';
import { decorations } from './decorations.ts';
import type { RulesElement } from './element.ts';
import { filterWords, isFiltering, noFilter } from './filter.ts';
import { askFilter } from './filterInput.ts';
import { RulesTree } from './rulesTree.ts';
import { registerShownPlaces } from './showPlaces.ts';

const viewId = 'duplicateRules.rules';

/** Says to the manifest what is shown where there are no entries, and which buttons there are. */
const context = {
  state: 'duplicateRules.rulesView',
  filtered: 'duplicateRules.rulesViewFiltered',
  activeOnly: 'duplicateRules.rulesViewActiveOnly',
} as const;

/** The Duplicate Rules view in the side bar. Nothing is asked of the server before it is seen. */
export class RulesView implements Disposable {
  readonly #server: Server;
  readonly #tree: RulesTree;
  readonly #view: TreeView<RulesElement>;
  readonly #disposable: Disposable;

  /** @param onSeen called whenever the view comes into sight */
  constructor(server: Server, onSeen: () => void) {
    this.#server = server;
    this.#tree = new RulesTree(server);
    this.#view = window.createTreeView(viewId, { treeDataProvider: this.#tree, showCollapseAll: true });
    const seen = () => {
      if (!this.#view.visible) return;
      if (this.#tree.canAsk) onSeen();
      this.#tree.invalidate(true);
    };
    this.#disposable = Disposable.from(
      this.#view,
      window.registerFileDecorationProvider(decorations),
      ...registerShownPlaces(server),
      this.#view.onDidChangeVisibility(seen),
      this.#view.onDidExpandElement(({ element }) => this.#tree.setOpen(element, true)),
      this.#view.onDidCollapseElement(({ element }) => this.#tree.setOpen(element, false)),
      this.#tree.onDidChangeTreeData(() => this.#update()),
      this.#tree.onDidLoad(() => this.#update()),
      server.onRuleTreeChanged(() => this.#tree.invalidate(this.#view.visible)),
      server.onDidChange(() => this.#serverChanged()),
    );
  }

  refresh(): void {
    this.#tree.invalidate(true);
  }

  async changeFilter(): Promise<void> {
    await commands.executeCommand(`${viewId}.focus`);
    const { filter } = this.#tree;
    const text = await askFilter(filter.text, (typed) => {
      this.#tree.filter = { ...filter, text: typed };
    });
    this.#tree.filter = { ...filter, text: text ?? filter.text };
  }

  clearFilter(): void {
    this.#tree.filter = noFilter;
  }

  showActiveOnly(activeOnly: boolean): void {
    this.#tree.filter = { ...this.#tree.filter, activeOnly };
  }

  #serverChanged(): void {
    const { state } = this.#server;
    if (state === 'stopped' || state === 'failed') this.#tree.forget();
    else if (state === 'running' && this.#tree.tree === null) this.#tree.invalidate(this.#view.visible);
    this.#update();
  }

  #update(): void {
    const { tree, filter, shown } = this.#tree;
    const { state } = this.#server;
    const isDown = state === 'stopped' || state === 'failed';
    const isFound = shown.some(({ objects }) => objects.length > 0);
    const said = isDown
      ? 'down'
      : tree === null
        ? 'waiting'
        : tree.projects.length === 0
          ? 'noProject'
          : isFound
            ? 'rules'
            : isFiltering(filter)
              ? 'filtered'
              : 'noRules';
    setContext(context.state, said);
    setContext(context.filtered, isFiltering(filter));
    setContext(context.activeOnly, filter.activeOnly);
    const filtered = filterWords(filter, l10n.t('active only'));
    const projects = tree?.projects ?? [];
    // Where there are no entries, a message keeps VS Code from showing what the manifest says of that.
    const hasNoEntry = said !== 'rules' && projects.length < 2;
    this.#view.message =
      filtered === ''
        ? messageOf(projects.length === 1 ? projects[0]! : null)
        : hasNoEntry
          ? ''
          : plainText(l10n.t('Filter: {0}', filtered));
    const badge = badgeOf(projects.flatMap(({ objects }) => objects));
    if (badge?.value !== this.#view.badge?.value) this.#view.badge = badge;
  }

  dispose(): void {
    this.#disposable.dispose();
    this.#tree.dispose();
  }
}

function setContext(key: string, value: unknown): void {
  void commands.executeCommand('setContext', key, value);
}

type OnlyProject = NonNullable<RulesTree['tree']>['projects'][number];

/** What must be known before the entries are read; '': nothing. */
function messageOf(only: OnlyProject | null): string {
  if (only === null) return '';
  if (only.problem !== null)
    return plainText(l10n.t('There are no rules of {0}: {1}.', only.name, only.problem));
  if (only.ownRules > 0 || only.objects.length === 0) return '';
  return only.org === null
    ? l10n.t(
        'No duplicate rules are in these files: Salesforce’s standard rules are assumed, as in a new org.',
      )
    : '';
}

/** How many problems the rule files have: one that belongs to several rules counts once. */
function badgeOf(nodes: readonly RuleNode[]): ViewBadge | undefined {
  const problems = new Set<string>();
  const visit = (node: RuleNode) => {
    if (node.kind === 'problem' && node.severity !== 'information') {
      problems.add(JSON.stringify([node.place, node.label]));
    }
    node.children.forEach(visit);
  };
  nodes.forEach(visit);
  const value = problems.size;
  if (value === 0) return undefined;
  const tooltip =
    value === 1 ? l10n.t('1 problem in rule files') : l10n.t('{0} problems in rule files', value);
  return { value, tooltip };
}
