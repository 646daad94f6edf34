import { setImmediate } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Access } from '../core/access/model.ts';
import { type AccessFile, readAccessInSteps } from '../core/access/readAccess.ts';
import { dataSection } from '../core/audit/data/section.ts';
import type { AuditInput } from '../core/audit/input.ts';
import { peopleSection } from '../core/audit/people/section.ts';
import { statedExemption } from '../core/audit/statedExemption.ts';
import type { Settings } from '../core/config/settings.ts';
import { findAccessFiles } from '../workspace/accessFiles.ts';
import { readText } from '../workspace/readText.ts';
import type { LoadedProject } from './loadedProject.ts';

/**
 * The audit's sections about people and data, as far as files tell. Profiles are no part of the analysis: they are
 * read from the disk.
 */
export async function peopleAndData(
  { analysis, root }: LoadedProject,
  settings: Settings,
  pathOf: (uri: string) => string,
  signal: AbortSignal,
): Promise<Pick<AuditInput, 'people' | 'data'>> {
  if (!root.startsWith('file:')) return {};
  const { files, ignored } = findAccessFiles(fileURLToPath(root));
  const access = await inTurns(
    files.map((path) => ({ uri: pathToFileURL(path).href, text: () => readText(path).text })),
    signal,
  );
  const { holders, groups, muting, customPermissions, unread } = access;
  const found = [holders, groups, muting, customPermissions, unread].some((some) => some.length > 0);
  const { catalog, schema } = analysis;
  return {
    people: peopleSection({
      catalog,
      schema,
      settings,
      access: found ? access : null,
      ignored,
      org: null,
      names: false,
      pathOf,
      reasonFor: (rule) => statedExemption(rule, analysis),
    }),
    data: dataSection({ org: null, files: [], names: false }),
  };
}

/** How long it may go on before messages of the client get their turn, in milliseconds. */
const sliceLength = 10;

async function inTurns(files: readonly AccessFile[], signal: AbortSignal): Promise<Access> {
  const reading = readAccessInSteps(files);
  let sliceEnd = performance.now() + sliceLength;
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done) return step.value;
    if (performance.now() < sliceEnd) continue;
    await setImmediate();
    signal.throwIfAborted();
    sliceEnd = performance.now() + sliceLength;
  }
}
