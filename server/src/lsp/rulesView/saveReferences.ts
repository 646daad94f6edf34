import type { Named } from '../../core/metadata/editing/named.ts';
import { type Location, locate } from '../../core/text.ts';
import { refusable } from '../../core/usage/usage.ts';
import type { LoadedProject } from '../loadedProject.ts';
import type { Cancellable } from '../slices.ts';
import type { UsageStore } from './usageStore.ts';

/** The saves that a duplicate rule can refuse, as references to it. */
export async function savesRefusedBy(
  named: Named,
  project: LoadedProject,
  usage: UsageStore,
  token: Cancellable,
): Promise<readonly Location[]> {
  if (named.kind !== 'duplicate-rule' || project.root === '') return [];
  const known = await usage.now(project, token);
  if (known === null) return [];
  return refusable(known.ofRule(named)).map(({ judged }) => locate(judged.site.place));
}
