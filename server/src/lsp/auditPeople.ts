import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AuditedOrg } from '../connected/auditOrg.ts';
import { readAccessInSteps } from '../core/access/readAccess.ts';
import type { DataInput } from '../core/audit/data/input.ts';
import { distinctNames } from '../core/audit/data/records.ts';
import { dataSection } from '../core/audit/data/section.ts';
import type { AuditInput } from '../core/audit/input.ts';
import { peopleSection } from '../core/audit/people/section.ts';
import { statedExemption } from '../core/audit/statedExemption.ts';
import type { Settings } from '../core/config/settings.ts';
import { DataFileProblem } from '../data/dataFileProblem.ts';
import { duplicatesInFile } from '../offline/duplicatesInFile.ts';
import type { AuditedRecords } from '../protocol.ts';
import { findAccessFiles } from '../workspace/accessFiles.ts';
import { readText } from '../workspace/readText.ts';
import type { LoadedProject } from './loadedProject.ts';
import { inTurns } from './slices.ts';
import { pathOfUri } from './uris.ts';

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
  project: LoadedProject,
  settings: Settings,
  { asked, data }: { readonly asked: AskedOrg | null; readonly data: readonly AuditedRecords[] },
  pathOf: (uri: string) => string,
  signal: AbortSignal,
): Promise<Pick<AuditInput, 'people' | 'data'>> {
  const { analysis, root } = project;
  const isOnDisk = root.startsWith('file:');
  if (!isOnDisk && asked === null && data.length === 0) return {};
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
    data: dataSection({ org: asked?.sets ?? null, ...(await searched(data, project, signal)), names }),
  };
}

/** Records stay in memory for as long as they are searched; nothing of them is kept or logged. */
async function searched(
  data: readonly AuditedRecords[],
  { analysis }: LoadedProject,
  signal: AbortSignal,
): Promise<Required<Pick<DataInput, 'files' | 'unread'>>> {
  const files: DataInput['files'][number][] = [];
  const unread: NonNullable<DataInput['unread']>[number][] = [];
  const once = [...new Map(data.map((one) => [`${one.object} ${one.uri}`, one])).values()];
  const uris = [...new Set(once.map(({ uri }) => uri))];
  const names = distinctNames(uris.map((uri) => once.find((one) => one.uri === uri)!.name));
  for (const { uri, object } of once) {
    const name = names[uris.indexOf(uri)]!;
    const path = pathOfUri(uri);
    try {
      if (path === null) throw new DataFileProblem('it is no file on this machine');
      files.push(await duplicatesInFile({ path, name, object }, analysis, { signal, progress: () => {} }));
    } catch (error) {
      if (!(error instanceof DataFileProblem)) throw error;
      unread.push({ file: name, object, why: error.message });
    }
  }
  return { files, unread };
}
