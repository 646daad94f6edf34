import type { DuplicateRule } from '../core/metadata/model.ts';
import { conditionText } from '../core/outcome/condition.ts';
import { actionWords } from '../core/outcome/words.ts';
import { openProject } from './analysis.ts';
import { printable, printableLine } from './formats/terminal.ts';
import { writeError, writeOut } from './output.ts';
import { displayPath } from './paths.ts';
import type { Locator } from './report.ts';
import { readSnapshot } from './snapshot.ts';
import { findTargets } from './targets.ts';

/** A duplicate rule as the `rules` command gives it. */
interface ListedRule {
  readonly fullName: string;
  readonly object: string;
  readonly label: string;
  readonly active: boolean;
  readonly onCreate: string;
  readonly onEdit: string;
  readonly conditions: readonly string[];
  /** How the conditions are joined, by their numbers; null: all. */
  readonly booleanFilter: string | null;
  readonly matchingRules: readonly string[];
  readonly source: 'file' | 'assumed' | 'org';
  readonly path: string | null;
  readonly line: number | null;
}

/** The `rules` command: the duplicate rules that a check of these paths judges by. */
export function listRules(paths: readonly string[], format: 'text' | 'json'): void {
  const cwd = process.cwd();
  const warn = (text: string) => writeError(`duplicate-rules: warning: ${printable(text)}\n`);
  const projects = findTargets(paths, cwd).map((target) => {
    const snapshot = readSnapshot(target, {}, { cwd, warn });
    const { project, locate } = openProject(snapshot, (file, error) => warn(`${file}: ${error}`));
    const rules = project.catalog.duplicateRules.map((rule) => listed(rule, locate, cwd));
    return { project: displayPath(target.root, cwd) || '.', rules: rules.sort(byObjectAndName) };
  });
  if (format === 'json') writeOut(JSON.stringify(projects, null, 2) + '\n');
  else writeOut(projects.map(({ project, rules }) => projectText(project, rules)).join('\n'));
}

function listed(rule: DuplicateRule, locate: Locator, cwd: string): ListedRule {
  const place = rule.source.kind === 'file' ? locate(rule.source.location) : null;
  return {
    fullName: rule.fullName,
    object: rule.object,
    label: rule.label,
    active: rule.active,
    onCreate: actionWords(rule.onInsert),
    onEdit: actionWords(rule.onUpdate),
    conditions: (rule.filter?.conditions ?? []).map(conditionText),
    booleanFilter: rule.filter?.booleanFilter ?? null,
    matchingRules: rule.matchRules.map(({ objectType, matchingRule }) => `${objectType}.${matchingRule}`),
    source: rule.source.kind,
    path: place && displayPath(place.file, cwd),
    line: place && place.start.line + 1,
  };
}

function byObjectAndName(a: ListedRule, b: ListedRule): number {
  return `${a.object}.${a.fullName}` < `${b.object}.${b.fullName}` ? -1 : 1;
}

function projectText(project: string, rules: readonly ListedRule[]): string {
  const lines = [`Project ${project}`];
  if (rules.length === 0) lines.push('  no duplicate rules');
  for (const rule of rules) {
    const state = rule.active ? '' : ' (inactive)';
    lines.push(`  ${rule.object}: ${rule.label || rule.fullName}${state}`);
    lines.push(`    ${rule.onCreate} on create, ${rule.onEdit} on edit`);
    if (rule.conditions.length > 0) lines.push(`    where ${conditionsText(rule)}`);
    lines.push(rule.path === null ? `    ${sourceText(rule.source)}` : `    ${rule.path}:${rule.line}`);
  }
  return lines.map((line) => printableLine(line) + '\n').join('');
}

function conditionsText({ conditions, booleanFilter }: ListedRule): string {
  if (booleanFilter === null) return conditions.join(' and ');
  return `${booleanFilter}: ${conditions.map((text, index) => `${index + 1}. ${text}`).join(', ')}`;
}

function sourceText(source: ListedRule['source']): string {
  return source === 'assumed'
    ? "assumed: Salesforce's standard rule, as no rule file of the object is here"
    : source;
}
