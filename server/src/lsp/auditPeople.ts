import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AuditedOrg } from '../connected/auditOrg.ts';
import { readAccessInSteps } from '../core/access/readAccess.ts';
import { dataSection } from '../core/audit/data/section.ts';
import type { AuditInput } from '../core/audit/input.ts';
import { peopleSection } from '../core/audit/people/section.ts';
import { statedExemption } from '../core/audit/statedExemption.ts';
import type { Settings } from '../core/config/settings.ts';
import { findAccessFiles } from '../workspace/accessFiles.ts';
import { readText } from '../workspace/readText.ts';
import type { LoadedProject } from './loadedProject.ts';
import { inTurns } from './slices.ts';

/** What an org has answered for an audit. */
export interface AskedOrg extends AuditedOrg {
  /** Usernames and ids of records may be in the report. */
  readonly names: boolean;
}

/**
 * The audit's sections about people and data, as far as files tell, and the org if one was asked. Profiles are no part
 * of the analysis: they are read from the disk.
 */
export async function peopleAndData(
  { analysis, root }: LoadedProject,
  settings: Settings,
  asked: AskedOrg | null,
  pathOf: (uri: string) => string,
  signal: AbortSignal,
): Promise<Pick<AuditInput, 'people' | 'data'>> {
  const isOnDisk = root.startsWith('file:');
  if (!isOnDisk && asked === null) return {};
  const { files, ignored } = isOnDisk ? findAccessFiles(fileURLToPath(root)) : { files: [], ignored: 0 };
  const read = files.map((path) => ({ uri: pathToFileURL(path).href, text: () => readText(path).text }));
  const access = await inTurns(readAccessInSteps(read), signal);
  const { holders, groups, muting, customPermissions, unread } = access;
  const found = [holders, groups, muting, customPermissions, unread].some((some) => some.length > 0);
  const { catalog, schema } = analysis;
  const names = asked?.names ?? false;
  return {
    people: peopleSection({
      catalog,
      schema,
      settings,
      access: found ? access : null,
      ignored,
      org: asked?.people ?? null,
      names,
      pathOf,
      reasonFor: (rule) => statedExemption(rule, analysis),
    }),
    data: dataSection({ org: asked?.sets ?? null, files: [], names }),
  };
}
