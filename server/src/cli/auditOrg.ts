import path from 'node:path';
import { readAuditedOrg } from '../connected/auditOrg.ts';
import { readAccess } from '../core/access/readAccess.ts';
import { type DuplicatesInFile, distinctNames } from '../core/audit/data/records.ts';
import { dataSection } from '../core/audit/data/section.ts';
import type { AuditSection } from '../core/audit/model.ts';
import { peopleSection } from '../core/audit/people/section.ts';
import { statedExemption } from '../core/audit/statedExemption.ts';
import type { Settings } from '../core/config/settings.ts';
import type { Project } from '../core/project.ts';
import { DataFileProblem } from '../data/dataFileProblem.ts';
import { duplicatesInFile } from '../offline/duplicatesInFile.ts';
import type { OrgSession } from '../org/gateway.ts';
import { findAccessFiles } from '../workspace/accessFiles.ts';
import { readText } from '../workspace/readText.ts';
import { dataArgument } from './dataFiles.ts';
import type { OrgRun } from './orgRun.ts';
import { displayPath, pathOfUri, uriOfPath } from './paths.ts';
import { Problem } from './problem.ts';

/** What of the command line concerns people and data. */
export interface PeopleAndDataOptions {
  /** Usernames and record ids may be in the report. */
  readonly names?: true;
  /** Files of exported records. */
  readonly data?: readonly string[];
  readonly object?: string;
}

export interface AuditedProject {
  /** Absolute path. */
  readonly root: string;
  readonly project: Project;
  readonly settings: Settings;
  /** Null: no org is asked. */
  readonly session: OrgSession | null;
}

/**
 * The audit's sections about people and data.
 *
 * @throws Problem for data files that cannot be read, OrgProblem
 */
export async function auditPeopleAndData(
  audited: AuditedProject,
  options: PeopleAndDataOptions,
  run: OrgRun & { readonly version: string },
): Promise<{ readonly people: AuditSection; readonly data: AuditSection }> {
  const { root, project, settings, session } = audited;
  const names = options.names === true;
  run.progress('Reading profiles and permission sets …');
  const { access, ignored } = accessOf(root, run);
  const { catalog, schema } = project;
  const asked = session && (await readAuditedOrg(session, catalog, run.signal, run.progress));
  const files: DuplicatesInFile[] = [];
  for (const given of dataGiven(options, project, run)) files.push(await duplicatesIn(given, project, run));
  const pathOf = (uri: string) => displayPath(pathOfUri(uri), root);
  return {
    people: peopleSection({
      catalog,
      schema,
      settings,
      access,
      ignored,
      org: asked?.people ?? null,
      names,
      pathOf,
      reasonFor: (rule) => statedExemption(rule, project),
    }),
    data: dataSection({ org: asked?.sets ?? null, files, names }),
  };
}

/** Access is null where no file says who may do what. */
function accessOf(root: string, run: OrgRun) {
  const { files, ignored, problems } = findAccessFiles(root);
  for (const { path, message } of problems) run.warn(`${displayPath(path, run.cwd)}: ${message}`);
  const access = readAccess(
    files.map((path) => ({
      uri: uriOfPath(path),
      text: () => {
        return readText(path).text;
      },
    })),
  );
  const { holders, groups, muting, customPermissions, unread } = access;
  const found = holders.length + groups.length + muting.length + customPermissions.length + unread.length;
  return { access: found === 0 ? null : access, ignored };
}

/** A report holds no folder of the machine. */
function reportedName(file: string, cwd: string): string {
  const shown = displayPath(file, cwd);
  return path.isAbsolute(shown) ? path.basename(file) : shown;
}

interface GivenData {
  readonly argument: ReturnType<typeof dataArgument>;
  /** As the report names it. */
  readonly name: string;
}

/** Each file and object once, under names that differ. */
function dataGiven(
  { data = [], object }: PeopleAndDataOptions,
  project: Project,
  run: OrgRun & { readonly version: string },
): readonly GivenData[] {
  const all = data.map((typed) => dataArgument(typed, object, project, run));
  const once = [...new Map(all.map((one) => [`${one.object.toLowerCase()} ${one.file}`, one])).values()];
  const files = [...new Set(once.map(({ file }) => file))];
  const names = distinctNames(files.map((file) => reportedName(file, run.cwd)));
  return once.map((argument) => ({ argument, name: names[files.indexOf(argument.file)]! }));
}

/** @throws Problem where the file cannot be read */
async function duplicatesIn(
  { argument, name }: GivenData,
  project: Project,
  run: OrgRun,
): Promise<DuplicatesInFile> {
  const { file, object } = argument;
  try {
    return await duplicatesInFile({ path: file, name, object }, project, run);
  } catch (error) {
    if (!(error instanceof DataFileProblem)) throw error;
    throw new Problem(`"${argument.name}" cannot be looked at: ${error.message}.`);
  }
}
