import path from 'node:path';
import { kindOf } from '../core/files.ts';
import type { Finding } from '../core/findings.ts';
import { findingChanges } from '../core/impact/findingChanges.ts';
import { ImpactCollector } from '../core/impact/impact.ts';
import { impactMarkdown } from '../core/impact/markdown.ts';
import type { Impact, RuleSide, TestChange } from '../core/impact/model.ts';
import { ruleSide } from '../core/impact/side.ts';
import { objectsConcerned, testChanges } from '../core/impact/testChanges.ts';
import { impactText } from '../core/impact/text.ts';
import { changesOf, newRefusals } from '../core/impact/words.ts';
import type { OtherRules, Project } from '../core/project.ts';
import { parseRuleTests } from '../core/ruleTests/parse.ts';
import { LineIndex } from '../core/text.ts';
import { readText } from '../workspace/readText.ts';
import { isWithin } from '../workspace/within.ts';
import { attempt, lookAtAll, openProject } from './analysis.ts';
import { EXIT_FINDINGS, EXIT_OK } from './exitCodes.ts';
import { impactJson } from './formats/impact.ts';
import { formatJson } from './formats/json.ts';
import { provideGrammars } from './grammars.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeOut } from './output.ts';
import { displayPath, gitRootOf, pathOfUri, uriOfPath, uriReference } from './paths.ts';
import { Problem } from './problem.ts';
import type { Locator } from './report.ts';
import { isRuleKind, type PastRules, readRulesAt } from './rulesAt.ts';
import { dataOfTests, filesBelow, textOf } from './ruleTestFiles.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';
import { findTargets, isInScope, type Target } from './targets.ts';

/** The options of `impact`, as the command line gives them. */
export interface ImpactOptions {
  readonly base: string;
  readonly head?: string;
  readonly format: 'markdown' | 'text' | 'json';
  readonly failOn: 'new-refusals' | 'never';
  readonly links?: string;
  /** Saves that Markdown lists of each group. */
  readonly rows: number;
  readonly includeTests?: true;
}

type Run = Pick<OrgRun, 'cwd' | 'signal' | 'progress' | 'warn' | 'settle'>;

/**
 * The `impact` command.
 *
 * @returns the exit code
 * @throws Problem where it cannot be told
 */
export async function runImpact(typed: readonly string[], options: ImpactOptions, run: Run): Promise<number> {
  const targets = findTargets(typed.length === 0 ? ['.'] : typed, run.cwd).filter(
    ({ isCodeOnly }) => !isCodeOnly,
  );
  if (targets.length === 0) throw new Problem('there is no project with rules in the named paths.');
  const told: ImpactOfTarget[] = [];
  for (const target of targets) told.push(await impactOf(target, options, run));
  run.settle();
  writeOut(formatted(told, options, run));
  const isWorse = told.some(({ impact }) =>
    changesOf(impact).some(({ kind, improbable }) => newRefusals.has(kind) && !improbable),
  );
  return isWorse && options.failOn === 'new-refusals' ? EXIT_FINDINGS : EXIT_OK;
}

interface ImpactOfTarget {
  readonly target: Target;
  readonly impact: Impact;
  /** What is compared: a sentence. */
  readonly compared: string;
  readonly locate: Locator;
}

/** Where rule tests stand: their files are no part of the analysis. */
function withTests(locate: Locator, texts: ReadonlyMap<string, string>): Locator {
  const lines = new Map<string, LineIndex>();
  return (location) => {
    const text = texts.get(location.uri);
    if (text === undefined) return locate(location);
    const index = lines.get(location.uri) ?? new LineIndex(text);
    lines.set(location.uri, index);
    const { uri, start, end } = location;
    return { file: pathOfUri(uri), start: index.position(start), end: index.position(end) };
  };
}

async function impactOf(target: Target, options: ImpactOptions, run: Run): Promise<ImpactOfTarget> {
  const { cwd } = run;
  // Asked for before the work, so that a wrong reference is told at once.
  const base = readRulesAt(target, {
    ref: options.base,
    option: '--base',
    commonWith: options.head ?? 'HEAD',
  });
  const head =
    options.head === undefined
      ? null
      : readRulesAt(target, { ref: options.head, option: '--head', commonWith: null });
  for (const { commit, missing } of head === null ? [base] : [base, head]) {
    for (const file of missing) {
      run.warn(
        `${displayPath(file, cwd)} of ${commit.slice(0, 9)} is not in this clone, and counts as not there.`,
      );
    }
  }
  const overrides = options.includeTests ? { includeTests: true } : {};
  const tree = readSnapshot(target, overrides, { cwd, warn: run.warn });
  const before = base.texts;
  const after = head === null ? rulesIn(tree) : head.texts;
  const snapshot: Snapshot = { ...tree, files: withRules(tree.files, after) };
  const name = displayPath(target.root, cwd) || '.';
  const onFailure = (file: string, error: unknown) =>
    run.warn(`${displayPath(file, cwd)}: the analysis failed: ${(error as Error).stack ?? error}`);
  const { project, locate } = openProject(snapshot, onFailure);
  const other = project.withRules(replacements(after, before));
  const sides = {
    before: ruleSide(other, other.ruleFiles),
    after: ruleSide(project, [...after.keys()].map(uriOfPath)),
  };
  const collector = new ImpactCollector(sides.before, sides.after, {
    includeTests: snapshot.settings.includeTests,
  });
  const notes = [
    ...(base.isEmpty ? [`At ${options.base} there was nothing of this project: all its rules are new.`] : []),
    ...errorNotes(sides, run),
    ...asideNotes(base, head, target),
  ];
  const result = { target, compared: comparedWords(base, head, options), locate };
  if (collector.isEmpty) return { ...result, impact: collector.result({ notes }) };

  await provideGrammars(project, run.warn);
  const step = (done: number, total: number) =>
    run.progress(`Judging ${name} by both rules … ${done} of ${total} files`);
  lookAtAll(project, step, onFailure);
  const uris = [...project.files].filter((uri) => isInScope(target, pathOfUri(uri)));
  for (const uri of uris) {
    attempt(pathOfUri(uri), onFailure, () => collector.add(project.saves(uri)));
  }
  const findings = findingsBy(project, other, uris, onFailure);
  const texts = new Map<string, string>();
  const tests = await testsOf(target, collector.result(), { project, other, texts }, run);
  const impact = collector.result({ notes, findings, tests });
  return { ...result, locate: withTests(locate, texts), impact };
}

/** The texts of rule files at a time. */
type RuleTexts = ReadonlyMap<string, string>;

function rulesIn({ files }: Snapshot): RuleTexts {
  const texts = new Map<string, string>();
  for (const [file, text] of files) {
    if (!isRuleKind(kindOf(file))) continue;
    const content = typeof text === 'function' ? text() : text;
    if (content !== null) texts.set(file, content);
  }
  return texts;
}

function withRules(files: Snapshot['files'], rules: RuleTexts): Snapshot['files'] {
  return new Map([...[...files].filter(([file]) => !isRuleKind(kindOf(file))), ...rules]);
}

/** What has to be set for the rules of another time. */
function replacements(now: RuleTexts, then: RuleTexts): ReadonlyMap<string, string | null> {
  const texts = new Map<string, string | null>();
  for (const file of now.keys()) if (!then.has(file)) texts.set(uriOfPath(file), null);
  for (const [file, text] of then) if (now.get(file) !== text) texts.set(uriOfPath(file), text);
  return texts;
}

function comparedWords(base: PastRules, head: PastRules | null, options: ImpactOptions): string {
  const at = ({ commit }: PastRules, ref: string) => {
    const short = commit.slice(0, 9);
    return ref === short || commit.startsWith(ref) ? short : `${ref} (${short})`;
  };
  const now = head === null ? 'the working tree' : at(head, options.head!);
  return `The rules of ${now} are compared with those of ${at(base, options.base)}, over the saves and rule tests of the working tree.`;
}

function errorNotes(
  { before, after }: { readonly before: RuleSide; readonly after: RuleSide },
  { cwd }: Run,
): readonly string[] {
  const note = (uri: string, when: string) =>
    `${displayPath(pathOfUri(uri), cwd)} has errors ${when}: what can be read of it counts.`;
  const unreadable = new Set([...before.unreadable, ...after.unreadable].map(({ uri }) => uri));
  const told = (uris: readonly string[]) => uris.filter((uri) => !unreadable.has(uri));
  const both = new Set(before.withErrors.filter((uri) => after.withErrors.includes(uri)));
  return [
    ...told(before.withErrors)
      .filter((uri) => !both.has(uri))
      .map((uri) => note(uri, 'before')),
    ...told(after.withErrors).map((uri) => note(uri, both.has(uri) ? 'before and after' : 'after')),
  ];
}

/** Rule files that no package directory holds may be deployed by other means: a difference in them is told. */
function asideNotes(base: PastRules, head: PastRules | null, { root }: Target): readonly string[] {
  const files = new Set([...base.aside.keys(), ...(head?.aside.keys() ?? [])]);
  const now = (file: string): string | null => {
    if (head !== null) return head.aside.get(file) ?? head.texts.get(file) ?? null;
    return readText(file).text;
  };
  const differing = [...files].filter((file) => now(file) !== (base.aside.get(file) ?? base.texts.get(file)));
  if (differing.length === 0) return [];
  const shown = differing.slice(0, mostAside).map((file) => displayPath(file, root));
  const more = differing.length > shown.length ? `, and ${differing.length - shown.length} more` : '';
  return [
    `Rule files outside of the package directories, or that .forceignore names, differ and are not compared: ${shown.join(', ')}${more}.`,
  ];
}

const mostAside = 5;

/** Findings of code and of rule files, by both rules. */
function findingsBy(
  project: Project,
  other: OtherRules,
  uris: readonly string[],
  onFailure: (file: string, error: unknown) => void,
): Impact['findings'] {
  const of =
    (by: Pick<Project, 'findings'>) =>
    (uri: string): readonly Finding[] =>
      attempt(pathOfUri(uri), onFailure, () => by.findings(uri)) ?? [];
  // Asked first: it makes the project look at fields that only the other rules' conditions mention.
  const before = [...new Set([...uris, ...other.ruleFiles])].flatMap(of(other));
  return findingChanges(before, uris.flatMap(of(project)));
}

async function testsOf(
  target: Target,
  impact: Impact,
  {
    project,
    other,
    texts,
  }: {
    readonly project: Project;
    readonly other: OtherRules;
    /** Gets the texts of the files. */
    readonly texts: Map<string, string>;
  },
  run: Run,
): Promise<Impact['tests']> {
  const changes: TestChange[] = [];
  let count = 0;
  const files = filesBelow(target.root).filter((file) => isTestOf(target, file));
  for (const file of files) {
    const shown = displayPath(file, run.cwd);
    const text = textOf(file, shown);
    texts.set(uriOfPath(file), text);
    const parsed = parseRuleTests(uriOfPath(file), text);
    const compared = testChanges({
      file: parsed,
      data: await dataOfTests(parsed, file, shown, run),
      objects: objectsConcerned(impact),
      before: { catalog: other.catalog, schema: project.schema },
      after: { catalog: project.catalog, schema: project.schema },
    });
    for (const change of compared) {
      count++;
      run.progress(`Testing ${shown} by both rules …`);
      if (change !== null) changes.push(change);
      await new Promise(setImmediate);
    }
  }
  return { run: count, changes };
}

/** Rule tests count wherever they stand in the project: what they test are its rules. */
function isTestOf({ nested }: Target, file: string): boolean {
  return !nested.some((root) => isWithin(file, root));
}

function formatted(
  told: readonly ImpactOfTarget[],
  { format, links, base, rows }: ImpactOptions,
  { cwd }: Run,
): string {
  if (format === 'json') {
    const projects = told.map(({ target, impact, compared, locate }) =>
      impactJson(impact, { project: displayPath(target.root, cwd) || '.', compared, locate, cwd }),
    );
    return formatJson(projects.length === 1 ? projects[0] : projects);
  }
  return told
    .map(({ target, impact, compared, locate }) => {
      const root = gitRootOf(target.root) ?? target.root;
      const name = displayPath(target.root, root);
      const page = {
        title: name === '' ? 'Duplicate rules' : `Duplicate rules of ${name}`,
        compared,
        forecastCommand: (rules: readonly string[]) =>
          `duplicate-rules forecast RECORDS.csv ${rules.map((rule) => `--rule ${rule}`).join(' ')} --since ${base}`,
        mostRows: rows,
      };
      const lineOf = (location: Parameters<Locator>[0]) => locate(location).start.line + 1;
      if (format === 'text') {
        const place = (location: Parameters<Locator>[0]) =>
          `${displayPath(pathOfUri(location.uri), cwd)}:${lineOf(location)}`;
        return impactText(impact, { ...page, place }, outputWidth());
      }
      return impactMarkdown(impact, {
        ...page,
        level: 2,
        link: (location) => {
          const file = pathOfUri(location.uri);
          const line = lineOf(location);
          const target = uriReference(file, root) + (line > 1 || location.end > 0 ? `#L${line}` : '');
          return {
            text: `${path.basename(file)}:${line}`,
            target: links === undefined ? target : `${links.replace(/\/$/, '')}/${target}`,
          };
        },
      });
    })
    .join('\n');
}
