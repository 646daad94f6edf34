import type { SaveSite } from '../site.ts';
import type { RefusalReport } from './libraries/model.ts';
import type { LeftRefusal } from './refusal/judge.ts';
import type { CallExpression, FunctionSyntax } from './tree.ts';

/** The code behind a site, for those who change it. */
export interface SaveOrigin {
  /** The function around the call at which the site stands; null at the top level. */
  readonly root: FunctionSyntax | null;
  /** The call at which the site stands: the save itself, or the call of a wrapper. */
  readonly call: CallExpression;
  /** The save itself. */
  readonly save: CallExpression;
  readonly reports: RefusalReport;
  /** What the save returns, as the library's model calls it: `fetch.Response`, `jsforce.SaveResult`; '' if not known. */
  readonly returns: string;
  /** The model that recognised the save, by what it returns: the part before the dot. */
  readonly library: string;
  /** What callers of the root get of a refusal; null if nothing. */
  readonly left: LeftRefusal | null;
}

const origins = new WeakMap<SaveSite, SaveOrigin>();

export function keepOrigin(site: SaveSite, origin: SaveOrigin): SaveSite {
  origins.set(site, origin);
  return site;
}

/** Null for a site of another front-end, or a copy of one. */
export function originOf(site: SaveSite): SaveOrigin | null {
  return origins.get(site) ?? null;
}
