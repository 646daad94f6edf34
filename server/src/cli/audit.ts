import path from 'node:path';
import { placesToAttribute, withAuthorship } from '../core/audit/authorship.ts';
import { buildAudit } from '../core/audit/build.ts';
import { compareAudits, earlierOf } from '../core/audit/compare.ts';
import type { AuditInput, PlaceReader } from '../core/audit/input.ts';
import { auditJson, type ComparedAudit } from '../core/audit/json.ts';
import { type Audit, risks } from '../core/audit/model.ts';
import { isEmpty } from '../core/audit/nothing.ts';
import { auditText } from '../core/audit/text.ts';
import type { Project } from '../core/project.ts';
import { authorsOf } from '../workspace/blame.ts';
import { findLeftOut } from '../workspace/leftOut.ts';
import { localDate } from '../workspace/localDate.ts';
import { readProject } from '../workspace/readProject.ts';
import { statOrNull } from '../workspace/stat.ts';
import { attempt, lookAtAll, openProject } from './analysis.ts';
import { auditPeopleAndData, type PeopleAndDataOptions } from './auditOrg.ts';
import { readEarlierAudit } from './earlierAudit.ts';
import { EXIT_FINDINGS, EXIT_OK } from './exitCodes.ts';
import { formatJson } from './formats/json.ts';
import { provideGrammars } from './grammars.ts';
import type { OrgRun } from './orgRun.ts';
import { outputWidth, writeOut } from './output.ts';
import { displayPath, pathOfUri } from './paths.ts';
import { Problem } from './problem.ts';
import type { Locator } from './report.ts';
import { connectProject } from './ruleProject.ts';
import { readSnapshot } from './snapshot.ts';
import { standingClasses } from './standingClasses.ts';
import { findTargets, isInScope, type Target } from './targets.ts';

/** The options of `audit`, as the command line gives them. */
export interface AuditOptions extends PeopleAndDataOptions {
  readonly format: 'text' | 'markdown' | 'html' | 'json' | 'sarif';
  /** Alias or username; true: the project's target-org. */
  readonly org?: string | true;
  readonly baseline?: string;
  readonly failOn: 'high' | 'medium' | 'low' | 'new' | 'never';
  readonly includeTests?: true;
  readonly authors: boolean;
  readonly today?: string;
}

type Run = OrgRun & { readonly version: string };

/**
 * The `audit` command.
 *
 * @returns the exit code
 * @throws Problem, OrgProblem where it cannot be told
 */
export async function runAudit(typed: readonly string[], options: AuditOptions, run: Run): Promise<number> {
  if (options.failOn === 'new' && options.baseline === undefined) {
    throw new Problem('--fail-on new needs --baseline FILE, the earlier audit to compare with.');
  }
  // Asked for before the work, so that a wrong file is told at once.
  const earlier = options.baseline === undefined ? null : readEarlierAudit(options.baseline, run.cwd);
  const today = options.today ?? localDate();
  refuseData(typed, run.cwd);
  const all: Audit[] = [];
  for (const target of findTargets(typed.length === 0 ? ['.'] : typed, run.cwd)) {
    const audit = await auditOf(target, { ...options, today }, run);
    if (audit !== null) all.push(audit);
  }
  // What surrounds projects may hold nothing.
  const substantial = all.filter((audit) => !isEmpty(audit));
  const found = substantial.length > 0 ? substantial : all;
  run.settle();
  const audits = found.map((audit): ComparedAudit => {
    const before = earlier && earlierOf(earlier, audit.project, found.length === 1);
    return { audit, compared: earlier && compareAudits(audit, before) };
  });
  if (audits.length === 0) throw new Problem('the named paths hold nothing to audit.');
  for (const audit of earlier === null ? [] : found) {
    if (earlierOf(earlier!, audit.project, found.length === 1) !== null) continue;
    run.warn(`the earlier audit has nothing of ${audit.project}: all its statements are new.`);
  }
  writeOut(await formatted(audits, { ...options, today }, run));
  return audits.some((one) => isReason(one, options)) ? EXIT_FINDINGS : EXIT_OK;
}

/** Exported records among the paths would be taken for a part of the project of which there is nothing to say. */
function refuseData(typed: readonly string[], cwd: string): void {
  const data = typed.find(
    (one) => /\.(?:csv|tsv|jsonl|ndjson)$/i.test(one) && statOrNull(path.resolve(cwd, one))?.isFile(),
  );
  if (data === undefined) return;
  throw new Problem(`"${data}" is no code and no rule: exported records go with --data ${data}.`);
}

function isReason({ audit, compared }: ComparedAudit, { failOn }: AuditOptions): boolean {
  if (failOn === 'never') return false;
  if (failOn === 'new') return compared !== null && compared.fresh.length + compared.worse.length > 0;
  const least = risks.indexOf(failOn);
  return audit.sections.some(({ statements }) => statements.some(({ risk }) => risks.indexOf(risk) <= least));
}

interface Dated extends AuditOptions {
  readonly today: string;
}

/** Null where there is no code and no rule: beside the projects of a repository there may be nothing. */
async function auditOf(target: Target, options: Dated, run: Run): Promise<Audit | null> {
  const { cwd } = run;
  const overrides = options.includeTests ? { includeTests: true } : {};
  const problems: string[] = [];
  const warn = (text: string) => {
    const told = withoutFolder(text.endsWith('.') ? text : `${text}.`, displayPath(target.root, cwd));
    if (!problems.includes(told)) problems.push(told);
    run.warn(text);
  };
  const snapshot = readSnapshot(target, overrides, { cwd, warn });
  const onFailure = (file: string, error: unknown) => {
    const shown = displayPath(file, cwd);
    problems.push(`${displayPath(file, target.root)}: the analysis failed.`);
    run.warn(`${shown}: the analysis failed: ${(error as Error).stack ?? error}`);
  };
  const { project, locate } = openProject(snapshot, onFailure, options.today);
  const { root } = target;
  const connected =
    options.org === undefined || target.isCodeOnly
      ? null
      : await connectProject({ root, project }, options.org === true ? null : options.org, run);
  for (const problem of connected?.reading.problems ?? []) warn(problem);
  await provideGrammars(project, warn);
  const shownRoot = displayPath(root, cwd) || '.';
  // A report holds no folder of the machine.
  const name = path.isAbsolute(shownRoot) ? path.basename(root) : shownRoot;
  const step = (done: number, total: number) => run.progress(`Auditing ${name}: ${done} of ${total} files`);
  lookAtAll(project, step, onFailure);
  run.signal.throwIfAborted();
  const uris = [...project.files].filter((uri) => isInScope(target, pathOfUri(uri))).sort();
  if (target.isCodeOnly && uris.length === 0) return null;
  const session = connected?.session ?? null;
  const { settings } = snapshot;
  const others = target.isCodeOnly
    ? {}
    : await auditPeopleAndData({ root, project, settings, session }, options, run);
  const input: AuditInput = {
    project: name,
    today: options.today,
    catalog: project.catalog,
    ...judged(project, uris, onFailure),
    includeTests: snapshot.settings.includeTests,
    ignored: snapshot.settings.ignore,
    org: connected === null ? null : (connected.session.org.alias ?? connected.session.org.username),
    problems,
    leftOut: leftOutOf(target, run),
    standing: standingClasses(snapshot.files),
    places: placesIn(root, locate),
    ...others,
  };
  const audit = buildAudit(input);
  if (!options.authors) return audit;
  const asking = authorsOf(placesToAttribute(audit));
  for (let step = asking.next(); ; step = asking.next()) {
    if (step.done) return withAuthorship(audit, step.value);
    run.signal.throwIfAborted();
    run.progress(`Asking git who wrote the lines … ${step.value.done} of ${step.value.total} files`);
  }
}

/** Named as places are. */
function leftOutOf(target: Target, run: Run): NonNullable<AuditInput['leftOut']> {
  const reading = findLeftOut(readProject(target.root, target), false);
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done) {
      return step.value.files
        .filter(({ path: file }) => isInScope(target, file))
        .map(({ path: file, why }) => ({ path: displayPath(file, target.root), why }));
    }
    run.signal.throwIfAborted();
  }
}

/** A report holds no folder of the machine, also where the project is not below the current one. */
function withoutFolder(text: string, root: string): string {
  return path.isAbsolute(root) ? text.replaceAll(`${root}/`, '') : text;
}

function judged(
  project: Project,
  uris: readonly string[],
  onFailure: (file: string, error: unknown) => void,
): Pick<AuditInput, 'saves' | 'reviews'> {
  const of = <T>(uri: string, read: () => T) => attempt(pathOfUri(uri), onFailure, read);
  const reviews = uris.flatMap((uri) => {
    const review = of(uri, () => project.review(uri));
    return review === undefined ? [] : [[uri, review] as const];
  });
  return {
    saves: uris.flatMap((uri) => of(uri, () => project.saves(uri)) ?? []),
    reviews: new Map(reviews),
  };
}

function placesIn(root: string, locate: Locator): PlaceReader {
  return {
    pathOf: (uri) => displayPath(pathOfUri(uri), root),
    positionOf: (location) => locate(location).start,
  };
}

async function formatted(
  audits: readonly ComparedAudit[],
  { format, today }: Dated,
  { version }: Run,
): Promise<string> {
  switch (format) {
    case 'text':
      return audits.map((one) => auditText(one, outputWidth())).join('\n');
    case 'json':
      return formatJson(auditJson(audits, today));
    case 'markdown':
      return (await import('../core/audit/markdown.ts')).auditMarkdowns(audits);
    case 'html':
      return (await import('../core/audit/html.ts')).auditHtml(audits);
    case 'sarif':
      return (await import('./formats/auditSarif.ts')).auditSarif(audits, version);
  }
}
