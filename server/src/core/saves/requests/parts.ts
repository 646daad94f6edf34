import type { OptionValue, SaveOptions, SaveSite, SaveTarget } from '../site.ts';

/** What a command or a request says of a save by itself, wherever it stands. */
export type SiteParts = Pick<
  SaveSite,
  'operation' | 'channel' | 'target' | 'options' | 'fields' | 'apiVersion' | 'externalId'
>;

export const unset: OptionValue = { kind: 'unset' };

export const noOptions: SaveOptions = {
  form: 'none',
  allowSave: unset,
  runAsCurrentUser: unset,
  includeRecordDetails: unset,
  optAllOrNone: unset,
  atomicity: 'unknown',
  place: null,
};

/**
 * @param name null where a part of it is not known
 * @param by who names it: "the command"
 */
export function targetOf(name: string | null, by: string): SaveTarget {
  return name !== null && /^[a-z]\w*$/i.test(name)
    ? { kind: 'objects', names: [name], evidence: `named by ${by}` }
    : { kind: 'unknown', why: `the name of the object is put together when ${by} runs` };
}

/** The number in `v60.0` or `60`; null if there is none. */
export function versionOf(text: string | null): number | null {
  const version = Number.parseFloat(text?.replace(/^v/i, '') ?? '');
  return Number.isFinite(version) ? version : null;
}
