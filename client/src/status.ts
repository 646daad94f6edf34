import { Disposable, type LanguageStatusItem, LanguageStatusSeverity, l10n, languages, window } from 'vscode';
import { openRuleCommand, type ProjectOrg, type ProjectStatus } from '../../server/src/protocol.ts';
import { commandIds } from './commandIds.ts';
import { documentSelector, salesforceDocuments } from './documents.ts';
import { plainText } from './notifications.ts';
import type { Server } from './server.ts';

/** Shows, for the file in the active editor, its project, how many rules are known, and whether all is read. */
export function showStatus(server: Server): Disposable {
  const item = languages.createLanguageStatusItem('duplicateRules.status', [...salesforceDocuments]);
  item.name = 'Duplicate Rules';
  const update = () => render(item, server);
  update();
  return Disposable.from(item, server.onDidChange(update), window.onDidChangeActiveTextEditor(update));
}

function render(item: LanguageStatusItem, server: Server): void {
  const { text, detail, severity, busy, leadsToRules } = describe(server);
  // Code that has nothing to do with Salesforce shows nothing of it.
  item.selector = server.state === 'idle' ? [...salesforceDocuments] : [...documentSelector];
  item.text = plainText(text);
  item.detail = plainText(detail);
  item.accessibilityInformation = { label: l10n.t('Duplicate Rules: {0}, {1}', text, detail) };
  item.severity = severity;
  item.busy = busy;
  item.command = leadsToRules
    ? { title: l10n.t('Rules'), command: openRuleCommand }
    : { title: l10n.t('Show Output'), command: commandIds.showOutput };
}

interface Description {
  readonly text: string;
  readonly detail: string;
  readonly severity: LanguageStatusSeverity;
  readonly busy: boolean;
  readonly leadsToRules: boolean;
}

const quiet = { severity: LanguageStatusSeverity.Information, busy: false, leadsToRules: false };

function describe({ state, status }: Server): Description {
  if (state === 'idle')
    return { ...quiet, text: l10n.t('Duplicate rules'), detail: l10n.t('not started yet') };
  if (state === 'starting')
    return { ...quiet, text: l10n.t('Duplicate rules'), detail: l10n.t('starting'), busy: true };
  if (state !== 'running') {
    const severity = LanguageStatusSeverity.Error;
    return {
      ...quiet,
      text: l10n.t('Duplicate rules'),
      detail: l10n.t('the language server is not running'),
      severity,
    };
  }
  const project = projectOfActiveEditor(status?.projects ?? []);
  if (project === null) {
    const detail = l10n.t('no project; the standard rules are assumed');
    return { ...quiet, text: l10n.t('Duplicate rules'), detail };
  }
  return describeProject(project);
}

function describeProject({
  name,
  state,
  problem,
  rules,
  activeRules,
  assumedRules,
  org,
}: ProjectStatus): Description {
  const warning = LanguageStatusSeverity.Warning;
  switch (state) {
    case 'loading':
      return { ...quiet, text: l10n.t('Duplicate rules'), detail: l10n.t('reading {0}', name), busy: true };
    case 'cancelled':
      return {
        ...quiet,
        text: l10n.t('Duplicate rules'),
        detail: l10n.t('reading {0} was cancelled', name),
        severity: warning,
      };
    case 'failed':
      return {
        ...quiet,
        text: l10n.t('Duplicate rules'),
        detail: `${name}: ${problem ?? l10n.t('failed')}`,
        severity: warning,
      };
    case 'ready': {
      const known = rules + assumedRules;
      const text = known === 1 ? l10n.t('1 duplicate rule') : l10n.t('{0} duplicate rules', known);
      const parts = [
        name,
        l10n.t('{0} active', activeRules + assumedRules),
        assumedRules === 0 ? '' : l10n.t('{0} assumed', assumedRules),
        org === null ? '' : orgText(org),
      ];
      const detail = parts.filter((part) => part !== '').join(', ');
      return { ...quiet, text, detail, leadsToRules: true };
    }
  }
}

/** "org dev, read 3 hours ago". The age is that of the moment when the item was last drawn. */
function orgText({ username, alias, rulesReadAt, unused }: ProjectOrg): string {
  const org = l10n.t('org {0}', alias ?? username);
  if (unused !== undefined) return l10n.t('rules of {0} not used: {1}; refresh them', org, unused);
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(rulesReadAt)) / 60_000));
  const isOld = minutes >= 7 * 24 * 60;
  const age = ageText(minutes);
  return isOld ? l10n.t('{0}, read {1}; refresh them', org, age) : l10n.t('{0}, read {1}', org, age);
}

function ageText(minutes: number): string {
  if (Number.isNaN(minutes)) return l10n.t('at an unknown time');
  if (minutes < 2) return l10n.t('just now');
  if (minutes < 120) return l10n.t('{0} minutes ago', minutes);
  const hours = Math.round(minutes / 60);
  return hours < 48 ? l10n.t('{0} hours ago', hours) : l10n.t('{0} days ago', Math.round(hours / 24));
}

function projectOfActiveEditor(projects: readonly ProjectStatus[]): ProjectStatus | null {
  const uri = window.activeTextEditor?.document.uri.toString();
  let nearest: ProjectStatus | null = null;
  for (const project of projects) {
    if (project.root === '' || uri === undefined || !uri.startsWith(`${project.root}/`)) continue;
    if (nearest === null || project.root.length > nearest.root.length) nearest = project;
  }
  return nearest;
}
