import path from 'node:path';
import { defaultSettings } from '../core/config/settings.ts';
import { type FileKind, isIntegration } from '../core/files.ts';
import type { OrgRuleReading } from '../core/orgData/model.ts';
import { orgRules } from '../core/orgData/rules.ts';
import type { Project } from '../core/project.ts';
import type { OrgSession } from '../org/gateway.ts';
import { findProject, findProjects } from '../workspace/findProjects.ts';
import { statOrNull } from '../workspace/stat.ts';
import { rememberingReadFolder } from '../workspace/walk.ts';
import { openProject } from './analysis.ts';
import type { OrgRun } from './orgRun.ts';
import { displayPath } from './paths.ts';
import { Problem } from './problem.ts';
import type { Locator } from './report.ts';
import { openPast } from './since.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';
import type { Target } from './targets.ts';

/** A project of which rules and objects are read, and no code but that which may hold a record's. */
export interface RuleProject {
  /** Absolute path of its folder. */
  readonly root: string;
  readonly project: Project;
  readonly locate: Locator;
  /** The project as it was at a git reference. @throws Problem outside of git, or for a reference that is none */
  past(ref: string): Project;
}

/**
 * The project that a folder belongs to: one that is named, else the current one, else that of a file. There need
 * not be any: then there are no rules but the standard ones, and nothing is searched.
 *
 * @param named as typed
 * @param holdsCode the file is integration code, which may lean on other files of the project
 * @throws Problem for a folder that is not there
 */
export function openRuleProject(
  { project: named, file }: { readonly project?: string; readonly file?: string },
  run: Pick<OrgRun, 'cwd' | 'warn'>,
  holdsCode = false,
): RuleProject {
  if (named !== undefined) refuseMissing(path.resolve(run.cwd, named), named);
  const possible = named === undefined ? ['.', ...(file === undefined ? [] : [path.dirname(file)])] : [named];
  const found = possible.map((folder) => findProject(path.resolve(run.cwd, folder)));
  const { root, by } =
    found.find((one) => one.by === 'project-file') ?? found.find((one) => one.by === 'git') ?? found[0]!;
  if (by === 'git') refuseSeveral(root);
  const isSearched = by !== 'path' || named !== undefined;
  const readFolder = rememberingReadFolder();
  return readRuleProject(
    { root, scopes: isSearched ? [root] : [], nested: [], around: null, isCodeOnly: false, readFolder },
    run,
    holdsCode,
  );
}

/** A repository without an sfdx-project.json of its own is a project in metadata format, or holds some. */
function refuseSeveral(repository: string): void {
  const below = findProjects(repository).filter(({ by }) => by === 'project-file');
  if (below.length === 0) return;
  const names = below.slice(0, 5).map(({ root }) => displayPath(root, repository));
  const more = below.length > names.length ? `, … (${below.length} in all)` : '';
  throw new Problem(
    `this folder is no Salesforce project, but there are some in it: ${names.join(', ')}${more}. Name one with --project, or run the command there.`,
  );
}

function refuseMissing(folder: string, typed: string): void {
  if (!statOrNull(folder)?.isDirectory()) {
    throw new Problem(`there is no folder "${typed}".`);
  }
}

/** Of a target without scopes nothing is read. */
export function readRuleProject(
  target: Target,
  { cwd, warn }: Pick<OrgRun, 'cwd' | 'warn'>,
  withCode = false,
): RuleProject {
  const wants = (kind: FileKind) =>
    isIntegration(kind) ? withCode && kind === 'code' : kind !== 'apex' && kind !== 'apex-meta';
  const snapshot: Snapshot =
    target.scopes.length === 0
      ? { root: target.root, settings: defaultSettings, configuration: null, files: new Map(), tooLarge: [] }
      : readSnapshot(target, {}, { cwd, warn, wants });
  const tell = (file: string, error: unknown) => warn(`${displayPath(file, cwd)}: ${error}`);
  const opened = openProject(snapshot, tell);
  const past = (ref: string) => openProject(openPast(target, ref).snapshot(snapshot, {}), tell).project;
  return { root: target.root, ...opened, past };
}

export interface ConnectedProject {
  readonly session: OrgSession;
  readonly reading: OrgRuleReading;
}

/**
 * Connects to an org and puts its rules beside those of the project.
 *
 * @param org alias or username; null for the project's target-org
 * @throws OrgProblem, Problem
 */
export async function connectProject(
  { root, project }: Pick<RuleProject, 'root' | 'project'>,
  org: string | null,
  run: OrgRun,
): Promise<ConnectedProject> {
  run.progress(org === null ? 'Connecting to the target-org …' : `Connecting to ${org} …`);
  const session = await run.gateway().connect(root, org, run.signal);
  run.progress('Reading the rules of the org …');
  const objects = [...new Set(project.catalog.duplicateRules.map(({ object }) => object))];
  const reading = await session.readRules(run.signal, run.progress, objects);
  project.setOrgRules(orgRules(reading, session.org.username));
  return { session, reading };
}
