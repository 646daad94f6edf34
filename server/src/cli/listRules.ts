import { type FileKind, isIntegration } from '../core/files.ts';
import { lookAtAll, openProject } from './analysis.ts';
import { formatJson } from './formats/json.ts';
import { printable } from './formats/terminal.ts';
import { provideGrammars } from './grammars.ts';
import { byObjectAndName, type ListedRule, listedRule, rulesText } from './listedRule.ts';
import { listedSaves, usageOf } from './listedSaves.ts';
import { writeError, writeOut } from './output.ts';
import { displayPath } from './paths.ts';
import { terminalProgress } from './progress.ts';
import { readSnapshot } from './snapshot.ts';
import { standingClasses } from './standingClasses.ts';
import { findTargets, type Target } from './targets.ts';
import { unreadRules, unreadText } from './unreadRules.ts';

interface ListedProject {
  readonly project: string;
  readonly rules: readonly ListedRule[];
  /** With `saves`: how many saves there are whose object is not known. */
  readonly savesOfUnknownObjects?: number;
  /** Files that hold rules, under names by which nothing reads them; left out where there are none. */
  readonly notRead?: readonly { readonly path: string; readonly why: string }[];
}

/**
 * The `rules` command: the duplicate rules that a check of these paths judges by. `saves`: with the saves that each
 * governs, for which all files of the projects are read.
 */
export async function listRules(
  paths: readonly string[],
  { format, saves = false }: { readonly format: 'text' | 'json'; readonly saves?: boolean },
): Promise<void> {
  const targets = findTargets(paths, process.cwd()).filter(({ isCodeOnly }) => !isCodeOnly);
  const projects: ListedProject[] = [];
  for (const target of targets) projects.push(await listed(target, saves));
  if (format === 'json') writeOut(formatJson(projects));
  else writeOut(projects.map(projectText).join('\n'));
}

async function listed(target: Target, withSaves: boolean): Promise<ListedProject> {
  const cwd = process.cwd();
  const warn = (text: string) => writeError(`duplicate-rules: warning: ${printable(text)}\n`);
  const onFailure = (file: string, error: unknown) => warn(`${file}: ${error}`);
  const wants = (kind: FileKind) => withSaves || !isIntegration(kind);
  const snapshot = readSnapshot(target, {}, { cwd, warn, wants });
  const { project, locate } = openProject(snapshot, onFailure);
  const name = displayPath(target.root, cwd) || '.';
  const { catalog } = project;
  const sorted = catalog.duplicateRules.map((rule) => ({
    rule,
    entry: listedRule(rule, catalog, locate, cwd),
  }));
  sorted.sort((a, b) => byObjectAndName(a.entry, b.entry));
  const unread = unreadRules(target).map((one) => {
    const shown = displayPath(one.file, cwd);
    return { path: shown, why: unreadText(one) };
  });
  const notRead = unread.length > 0 && { notRead: unread };
  if (!withSaves) return { project: name, rules: sorted.map(({ entry }) => entry), ...notRead };

  await provideGrammars(project, warn);
  const progress = terminalProgress(process.stderr);
  lookAtAll(
    project,
    (done, total) => progress.step(() => `Looking for saves in ${name}: ${done} of ${total} files`),
    onFailure,
  );
  progress.end();
  const usage = usageOf(project, snapshot.settings.includeTests, standingClasses(snapshot.files));
  return {
    project: name,
    rules: sorted.map(({ rule, entry }) => ({ ...entry, governs: listedSaves(rule, usage, locate, cwd) })),
    savesOfUnknownObjects: usage.withoutObject.length,
    ...notRead,
  };
}

function projectText({
  project,
  rules,
  savesOfUnknownObjects: unknown = 0,
  notRead = [],
}: ListedProject): string {
  const lines = notRead.map(({ path, why }) => `Not read: ${printable(path)} ${why}.\n`);
  const text = `${rulesText([`Project ${project}`], rules)}${lines.join('')}`;
  if (unknown === 0) return text;
  const told =
    unknown === 1
      ? 'Of 1 save the object is not known: no rule is said to govern it.'
      : `Of ${unknown} saves the objects are not known: no rule is said to govern them.`;
  return `${text}${told}\n`;
}
