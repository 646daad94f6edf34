import {
  l10n,
  MarkdownString,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
} from 'vscode';
import type { RuleNode, RuleTreeKind } from '../../../server/src/protocol.ts';
import { decoratedUri } from './decorations.ts';
import type { HintElement, NodeElement, ProjectElement, RulesElement } from './element.ts';

/** How an entry looks. @param filterKey differs with the filter: what it opens, it leaves as it was */
export function treeItem(element: RulesElement, filterKey: string): TreeItem {
  switch (element.kind) {
    case 'project':
      return projectItem(element, filterKey);
    case 'node':
      return nodeItem(element, filterKey);
    case 'hint':
      return hintItem(element);
  }
}

function projectItem({ project }: ProjectElement, filterKey: string): TreeItem {
  const { root, name, problem, org } = project;
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = `${filterKey}${root}`;
  item.iconPath = new ThemeIcon('project');
  item.description = problem ?? (org === null ? '' : l10n.t('org {0}', org));
  item.tooltip = problem ?? Uri.parse(root).fsPath;
  item.contextValue = 'project';
  item.accessibilityInformation = {
    label: [l10n.t('Project {0}', name), item.description].filter(Boolean).join(', '),
  };
  return item;
}

function nodeItem({ root, node, isOpened }: NodeElement, filterKey: string): TreeItem {
  const { id, kind, label, description, tooltip, spoken, place } = node;
  const item = new TreeItem(label, collapsibleState(node, isOpened));
  item.id = `${filterKey}${root}/${id}`;
  item.description = description;
  item.iconPath = iconOf(node);
  item.tooltip =
    tooltip === '' ? `${label}${description === '' ? '' : `: ${description}`}` : new MarkdownString(tooltip);
  item.contextValue = contextValue(node);
  item.accessibilityInformation = { label: spoken };
  const uri = decoratedUri(`${root}/${id}`, node);
  if (uri !== null) item.resourceUri = uri;
  // Objects, and what stands in no file, only open and close.
  if (place !== null && kind !== 'object') {
    const { start, end } = place.range;
    const selection = new Range(start.line, start.character, end.line, end.character);
    item.command = {
      title: l10n.t('Open'),
      command: 'vscode.open',
      arguments: [Uri.parse(place.uri), { selection, preview: true }],
    };
  }
  return item;
}

function hintItem({ label, icon, command }: HintElement): TreeItem {
  const item = new TreeItem(label, TreeItemCollapsibleState.None);
  item.iconPath = new ThemeIcon(icon);
  item.command = { title: label, command };
  item.tooltip = label;
  return item;
}

function collapsibleState({ children, saves }: RuleNode, isOpened: boolean): TreeItemCollapsibleState {
  if (children.length === 0 && saves === null) return TreeItemCollapsibleState.None;
  return isOpened ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

/** `duplicate-rule.file`: menus ask for it. */
function contextValue({ kind, origin }: RuleNode): string {
  return origin === null ? kind : `${kind}.${origin}`;
}

const icons: Readonly<Record<RuleTreeKind, string>> = {
  object: 'symbol-class',
  'duplicate-rule': 'shield',
  create: 'add',
  edit: 'edit',
  'alert-text': 'comment',
  sharing: 'eye',
  condition: 'filter',
  'matching-rule': 'git-compare',
  field: 'symbol-field',
  mapping: 'arrow-swap',
  'filter-logic': 'symbol-operator',
  problem: 'warning',
  'org-difference': 'cloud',
  note: 'info',
  saves: 'references',
  save: 'symbol-method',
};

const problemIcons = {
  error: new ThemeIcon('error', new ThemeColor('list.errorForeground')),
  warning: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  information: new ThemeIcon('info'),
} as const;

const saveIcons = {
  refused: new ThemeIcon('circle-slash', new ThemeColor('list.errorForeground')),
  'may-be-refused': new ThemeIcon('issue-draft', new ThemeColor('list.warningForeground')),
  unknown: new ThemeIcon('question'),
  'passes-alert': new ThemeIcon('pass'),
  reported: new ThemeIcon('pass'),
  saved: new ThemeIcon('pass'),
  'not-checked': new ThemeIcon('circle-outline'),
} as const;

function iconOf({ kind, severity, effect, active, origin }: RuleNode): ThemeIcon {
  if (kind === 'problem' && severity !== null) return problemIcons[severity];
  if (kind === 'save' && effect !== null) return saveIcons[effect];
  const isRule = kind === 'duplicate-rule' || kind === 'matching-rule';
  if (isRule && !active) return new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));
  if (kind === 'duplicate-rule' && origin === 'org') return new ThemeIcon('cloud');
  return new ThemeIcon(icons[kind]);
}
