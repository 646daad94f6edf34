import { Disposable, type LanguageStatusItem, LanguageStatusSeverity, languages, window } from 'vscode';
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
  item.severity = severity;
  item.busy = busy;
  item.command = leadsToRules
    ? { title: 'Rules', command: openRuleCommand }
    : { title: 'Show Output', command: commandIds.showOutput };
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
  if (state === 'idle') return { ...quiet, text: 'Duplicate rules', detail: 'not started yet' };
  if (state === 'starting') return { ...quiet, text: 'Duplicate rules', detail: 'starting', busy: true };
  if (state !== 'running') {
    const severity = LanguageStatusSeverity.Error;
    return { ...quiet, text: 'Duplicate rules', detail: 'the language server is not running', severity };
  }
  const project = projectOfActiveEditor(status?.projects ?? []);
  if (project === null) {
    const detail = 'no project; the standard rules are assumed';
    return { ...quiet, text: 'Duplicate rules', detail };
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
      return { ...quiet, text: 'Duplicate rules', detail: `reading ${name}`, busy: true };
    case 'cancelled':
      return {
        ...quiet,
        text: 'Duplicate rules',
        detail: `reading ${name} was cancelled`,
        severity: warning,
      };
    case 'failed':
      return {
        ...quiet,
        text: 'Duplicate rules',
        detail: `${name}: ${problem ?? 'failed'}`,
        severity: warning,
      };
    case 'ready': {
      const known = rules + assumedRules;
      const text = known === 1 ? '1 duplicate rule' : `${known} duplicate rules`;
      const assumed = assumedRules === 0 ? '' : `, ${assumedRules} assumed`;
      const from = org === null ? '' : `, ${orgText(org)}`;
      const detail = `${name}, ${activeRules + assumedRules} active${assumed}${from}`;
      return { ...quiet, text, detail, leadsToRules: true };
    }
  }
}

/** "org dev, read 3 hours ago". The age is that of the moment when the item was last drawn. */
function orgText({ username, alias, rulesReadAt, unused }: ProjectOrg): string {
  const org = `org ${alias ?? username}`;
  if (unused !== undefined) return `rules of ${org} not used: ${unused}; refresh them`;
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(rulesReadAt)) / 60_000));
  const isOld = minutes >= 7 * 24 * 60;
  return `${org}, read ${ageText(minutes)}${isOld ? '; refresh them' : ''}`;
}

function ageText(minutes: number): string {
  if (Number.isNaN(minutes)) return 'at an unknown time';
  if (minutes < 2) return 'just now';
  if (minutes < 120) return `${minutes} minutes ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours ago` : `${Math.round(hours / 24)} days ago`;
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
