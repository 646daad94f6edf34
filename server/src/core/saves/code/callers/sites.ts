import type { SaveSite } from '../../site.ts';
import type { CodeFile } from '../codeFile.ts';
import { keepOrigin, originOf } from '../origins.ts';
import type { CallerSearch } from './callers.ts';
import { refusalAtCallers } from './refusalAtCallers.ts';

/** The saves of a file, with what callers make of refusals that the code around them leaves to these. */
export function sitesAtCallers(
  sites: readonly SaveSite[],
  file: CodeFile,
  search: CallerSearch,
): readonly SaveSite[] {
  return sites.map((site) => {
    const origin = originOf(site);
    // Of one whose object callers give, the calls are judged themselves.
    if (site.target.kind !== 'objects' || !origin?.left || !origin.root || site.refusal.insideHandling) {
      return site;
    }
    const refusal = refusalAtCallers(site.refusal, origin.left, origin.root, file, search);
    return refusal === site.refusal ? site : keepOrigin({ ...site, refusal }, origin);
  });
}
