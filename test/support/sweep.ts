import type { Fix } from '../../server/src/core/fixes/fix.ts';
import type { Project } from '../../server/src/core/project.ts';
import { applied, fixesOf, inShort, syntaxErrors } from './fixes.ts';
import { OverloadCheck } from './overloads.ts';

/** A placeholder is no reason: the bypass and its suppression are reported until a person has replaced it. */
const untilReasonIsWritten: readonly string[] = ['allow-save-bypass', 'suppression-without-reason'];

/** What a fix may bring up that was not there, by its id: its title says so. */
const stated: Readonly<Record<string, readonly string[]>> = {
  // Other errors than refusals may still be lost, which is said then.
  'allow-save': ['partial-save-by-options', ...untilReasonIsWritten],
  'split-upsert': untilReasonIsWritten,
  'use-options-class': untilReasonIsWritten,
  'pass-options': untilReasonIsWritten,
  'state-reason': ['suppression-without-reason'],
  'suppress-line': ['suppression-without-reason'],
  'suppress-file': ['suppression-without-reason'],
  // Said inside the finding on allowSave=true as long as there is one.
  'take-out-allow-save': ['system-context-bypass'],
  'all-or-none': ['missing-duplicate-rule-header', 'unhandled-duplicates'],
  'drop-upsert-options': [
    'unhandled-duplicates',
    'missing-duplicate-rule-header',
    'external-id-upsert-duplicates',
  ],
};

/** Whether a fix leaves its finding: as its title says, or until the reason is written that it asks for. */
function leaves({ id, finding, edits }: Fix): boolean {
  if (id === 'run-as-current-user') return true;
  const asks = edits.some((file) => file.edits.some(({ newText }) => newText.includes('TODO: say why')));
  return asks && (finding.ruleId === 'allow-save-bypass' || finding.ruleId === 'suppression-without-reason');
}

/** What a menu shows of a title, in characters. */
const LONGEST_TITLE = 100;

export interface Swept {
  readonly fixes: number;
  readonly byId: ReadonlyMap<string, number>;
  readonly problems: readonly string[];
}

/** Applies each fix of each finding of the files, one at a time, and looks at what comes of it. */
export function sweep(
  project: Project,
  files: Map<string, string>,
  uris: readonly string[],
  withOracle = true,
): Swept {
  const problems: string[] = [];
  const byId = new Map<string, number>();
  let fixes = 0;
  for (const _ of project.analyseAll());
  const overloads = new OverloadCheck();
  for (const [file, text] of files) if (isApex(file)) overloads.set(file, text);
  for (const uri of uris) {
    const silenced = new Set<string>();
    for (const fix of fixesOf(project, uri)) {
      // The same for all findings of a rule in a file.
      if (fix.id === 'suppress-file' && silenced.has(fix.finding.ruleId)) continue;
      if (fix.id === 'suppress-file') silenced.add(fix.finding.ruleId);
      fixes++;
      byId.set(fix.id, (byId.get(fix.id) ?? 0) + 1);
      for (const problem of tryOut(fix, project, files, overloads, withOracle)) {
        problems.push(`${uri.replace(/^.*\//, '')} ${fix.finding.ruleId} ${fix.id}: ${problem}`);
      }
    }
  }
  return { fixes, byId, problems };
}

export function tryOut(
  fix: Fix,
  project: Project,
  files: Map<string, string>,
  overloads: OverloadCheck,
  withOracle: boolean,
): string[] {
  let changed: Map<string, string>;
  try {
    changed = applied(fix, (uri) => files.get(uri));
  } catch (error) {
    return [String(error)];
  }
  const problems: string[] = [];
  if (fix.title.length > LONGEST_TITLE) problems.push(`says too much: ${fix.title}`);
  const apex = [...changed.keys()].filter(isApex);
  const before = new Map(apex.map((uri) => [uri, project.findings(uri)]));
  for (const uri of apex) {
    const old = files.get(uri);
    const errors = withOracle ? syntaxErrors(uri, changed.get(uri)!) : [];
    const had = withOracle && errors.length > 0 && old !== undefined ? syntaxErrors(uri, old) : [];
    if (errors.length > had.length) problems.push(`does not parse: ${errors[0]}`);
  }
  const callsBefore = apex.flatMap((uri) => overloads.problems(uri));
  for (const [uri, text] of changed) {
    project.setFile(uri, text);
    if (isApex(uri)) overloads.set(uri, text);
  }
  const calls = apex.flatMap((uri) => overloads.problems(uri));
  problems.push(...calls.filter((call) => !callsBefore.includes(call)));
  for (const uri of apex) {
    const after = project.findings(uri);
    const [short, shortBefore] = [inShort(after), inShort(before.get(uri)!)];
    const target = `${fix.finding.severity} ${fix.finding.ruleId}`;
    const isTarget = uri === fix.finding.location.uri;
    if (isTarget && !leaves(fix) && count(short, target) >= count(shortBefore, target)) {
      problems.push('the finding stays');
    }
    for (const one of new Set(short)) {
      const [, ruleId = ''] = one.split(' ');
      const isStated = stated[fix.id]?.includes(ruleId) ?? false;
      if (count(short, one) > count(shortBefore, one) && !isStated) problems.push(`brings up ${one}`);
    }
  }
  for (const uri of changed.keys()) {
    const old = files.get(uri);
    if (old === undefined) {
      project.removeFile(uri);
      overloads.remove(uri);
    } else {
      project.setFile(uri, old);
      if (isApex(uri)) overloads.set(uri, old);
    }
  }
  return problems.map((problem) => `${problem}\n${diff(fix, files)}`);
}

export function isApex(uri: string): boolean {
  return /\.(cls|trigger|apex)$/.test(uri);
}

function count(list: readonly string[], one: string): number {
  return list.filter((other) => other === one).length;
}

/** The changed places, for reading. */
function diff(fix: Fix, files: ReadonlyMap<string, string>): string {
  return fix.edits
    .flatMap(({ uri, edits }) => edits.map(({ span, newText }) => ({ uri, span, newText })))
    .map(({ uri, span, newText }) => {
      const text = files.get(uri) ?? '';
      return `  -${text.slice(span.start, span.end)}\n  +${newText}\n   …${text.slice(Math.max(0, span.start - 80), span.start)}`;
    })
    .join('\n');
}
