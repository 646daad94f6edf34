import type { Channel, SaveSite } from '../saves/site.ts';
import type { Confidence } from './model.ts';
import type { SourceKey } from './sources.ts';

export type OptionApi = 'apex' | 'soap' | 'rest';

/** What an option means on an API (sections 1.5 and 1.6 of the facts). */
export interface OptionMeaning {
  readonly option: 'allowSave' | 'includeRecordDetails' | 'runAsCurrentUser';
  readonly api: OptionApi;
  readonly exists: boolean;
  /** What holds where the option is not set. */
  readonly unset: string;
  readonly meaning: string;
  readonly confidence: Confidence;
  readonly sources: readonly SourceKey[];
}

export const optionMeanings: readonly OptionMeaning[] = [
  {
    option: 'allowSave',
    api: 'apex',
    exists: true,
    unset: 'null, which lets the save be refused',
    meaning: 'true acknowledges the alert of a rule that allows with Alert, and the record is saved',
    confidence: 'documented',
    sources: ['ApexHeader', 'NpspDml'],
  },
  {
    option: 'allowSave',
    api: 'soap',
    exists: true,
    unset: 'required within the header; without the header as false',
    meaning: 'true acknowledges the alert of a rule that allows with Alert, and the record is saved',
    confidence: 'documented',
    sources: ['SoapHeader', 'PartnerWsdl'],
  },
  {
    option: 'allowSave',
    api: 'rest',
    exists: true,
    unset: 'false',
    meaning: 'true acknowledges the alert of a rule that allows with Alert, and the record is saved',
    confidence: 'documented',
    sources: ['RestHeader'],
  },
  {
    option: 'includeRecordDetails',
    api: 'apex',
    exists: false,
    unset: 'there is no such member',
    meaning: 'does not compile: it left the documentation with API version 36 and is not in the types',
    confidence: 'documented',
    sources: ['ApexHeader', 'ApexOverloads', 'ApexHeaderJapanese'],
  },
  {
    option: 'includeRecordDetails',
    api: 'soap',
    exists: true,
    unset: 'required within the header',
    meaning: 'true returns fields and values of the matched records, false their ids only',
    confidence: 'documented',
    sources: ['SoapHeader'],
  },
  {
    option: 'includeRecordDetails',
    api: 'rest',
    exists: true,
    unset: 'false',
    meaning: 'true returns fields and values of the matched records, false their ids only',
    confidence: 'documented',
    sources: ['RestHeader'],
  },
  {
    option: 'runAsCurrentUser',
    api: 'apex',
    exists: true,
    unset:
      "the sharing of the class; in a class that declares none, without sharing up to version 66 and with the user's from 67",
    meaning: "true looks for duplicates with the current user's sharing",
    confidence: 'documented',
    sources: ['ApexHeader', 'ApexHeaderOld', 'VersionedBehaviour'],
  },
  {
    option: 'runAsCurrentUser',
    api: 'soap',
    exists: true,
    unset: 'required within the header',
    meaning: "true looks for duplicates with the current user's sharing, false in system context",
    confidence: 'documented',
    sources: ['SoapHeader', 'PartnerWsdl'],
  },
  {
    option: 'runAsCurrentUser',
    api: 'rest',
    exists: true,
    unset: 'false',
    meaning: "true looks for duplicates with the current user's sharing, false with system sharing",
    confidence: 'documented',
    sources: ['RestHeader'],
  },
];

/** From which API version on the option is documented, per channel that has such a floor. */
const allowSaveSince: Partial<Record<Channel, number>> = {
  'rest-record': 52,
  'rest-external-id': 52,
  'rest-collections': 52,
  'rest-composite': 52,
  'rest-tree': 52,
  'rest-batch': 52,
  'ui-api': 43,
};

/** From this API version on, a class that declares no sharing has the user's. */
const sharingByDefaultSince = 67;

/**
 * With whose sharing rules look where runAsCurrentUser is false, in words that follow "with": for saves of
 * classes of these API versions, null where one is not known.
 */
export function classSharingWords(versions: readonly (number | null)[]): string {
  const known = versions.filter((version) => version !== null);
  const isAll = versions.length > 0 && known.length === versions.length;
  if (isAll && known.every((version) => version < sharingByDefaultSince)) {
    return 'the sharing of the class, or of the system where it declares none';
  }
  if (isAll && known.every((version) => version >= sharingByDefaultSince)) {
    return "the sharing of the class, or the user's where it declares none";
  }
  return `the sharing of the class, or of the system where it declares none up to API version ${sharingByDefaultSince - 1}`;
}

/**
 * The version from which allowSave is documented, where the save's own version is known and lies below it:
 * whether it works there is not known. Null otherwise.
 */
export function documentedOnlySince(site: Pick<SaveSite, 'channel' | 'apiVersion'>): number | null {
  const since = allowSaveSince[site.channel];
  return since !== undefined && site.apiVersion !== null && site.apiVersion < since ? since : null;
}
