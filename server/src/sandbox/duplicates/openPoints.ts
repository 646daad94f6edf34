import type { Choice } from './keyIndex.ts';

/**
 * What the facts leave open (sections 3 and 8). Whoever starts the org may try a client against either answer;
 * the defaults are guesses, and the start-up text lists them.
 */
export interface OpenPoints {
  /** Whether findDuplicates and predupe leave out rules whose condition is false for the record. */
  readonly findHonoursConditions: boolean;
  /** Whether they name rules that only report, or do nothing. */
  readonly findNamesQuietRules: boolean;
  /** Whether they look with the caller's sharing where a rule enforces sharing. */
  readonly findEnforcesSharing: boolean;
  /** Which action `allowSave` of an answer refers to where a record is given by its id. */
  readonly actionForId: 'insert' | 'update';
  /** How SOAP says that nothing matches: no matchResults, or one of size 0. */
  readonly noMatch: 'absent' | 'empty';
  /** Whether a rule runs whose condition is on the running user or cannot be decided here. */
  readonly runUndecidedConditions: boolean;
  /** Whether an update that changes no matching field runs a rule. */
  readonly unrelatedUpdatesRunRules: boolean;
  /** Whether the header counts below API version 52.0. */
  readonly headerBelowVersion52: boolean;
  /** Whether the header of a composite/tree or composite/batch request counts for its records. */
  readonly openChannelsTakeHeader: boolean;
  /** Whether parts of a composite request that are collated are not compared with each other, as one save is not. */
  readonly collatedPartsAreOneSave: boolean;
  /** Whether a row of composite/sobjects carries the duplicate result: the REST guide's samples of refused rows do not. */
  readonly collectionRowsCarryResult: boolean;
  /** Whether a rule with Alert and Report writes a duplicate record set when allowSave let the save through. */
  readonly reportsAllowedSaves: boolean;
  /** Which of more than 100 records behind a match key are compared: those created first, last, or all. */
  readonly candidatesOverCap: Choice;
  /** Whether runAsCurrentUser hides records that are not shared from a rule that bypasses sharing. */
  readonly runAsCurrentUserHides: boolean;
  /** Whether a rule that enforces sharing does so without runAsCurrentUser too. */
  readonly sharingWithoutRunAs: boolean;
  /** Whether rules that come after one that found something still run. */
  readonly laterRulesRun: boolean;
  /** Of several rules that refuse a save, which one the error names. */
  readonly errorNames: 'first' | 'block';
  /** Whether a report goes on with a duplicate record set of its rule that holds one of the records. */
  readonly reportsExtendSets: boolean;
  /** Whether an update that names a record twice is refused for it, or done twice. */
  readonly repeatedIdsRefused: boolean;
  /** Whether "Require Validation for Converted Leads" is on where the project does not say. */
  readonly conversionValidates: boolean;
  /** Whether a lead conversion's bypassAccountDedupeCheck and bypassContactDedupeCheck keep the rules from it. */
  readonly dedupeBypassesWork: boolean;
  /** Whether a merge by SOAP runs the rules for its master. */
  readonly mergesRunRules: boolean;
}

export const defaultOpenPoints: OpenPoints = {
  findHonoursConditions: true,
  findNamesQuietRules: true,
  findEnforcesSharing: true,
  actionForId: 'update',
  noMatch: 'empty',
  runUndecidedConditions: true,
  unrelatedUpdatesRunRules: false,
  headerBelowVersion52: false,
  openChannelsTakeHeader: true,
  collatedPartsAreOneSave: true,
  collectionRowsCarryResult: false,
  reportsAllowedSaves: true,
  candidatesOverCap: 'first',
  runAsCurrentUserHides: true,
  sharingWithoutRunAs: true,
  laterRulesRun: true,
  errorNames: 'first',
  reportsExtendSets: true,
  repeatedIdsRefused: true,
  conversionValidates: true,
  dedupeBypassesWork: true,
  mergesRunRules: false,
};

export function isOpenPoint(name: string): name is keyof OpenPoints {
  return Object.hasOwn(defaultOpenPoints, name);
}

/** Points that are answered by a word. */
type WordPoint = { [K in keyof OpenPoints]: OpenPoints[K] extends boolean ? never : K }[keyof OpenPoints];

const values: { readonly [K in WordPoint]: readonly OpenPoints[K][] } = {
  actionForId: ['insert', 'update'],
  noMatch: ['absent', 'empty'],
  candidatesOverCap: ['first', 'last', 'all'],
  errorNames: ['first', 'block'],
};

/** What a point may be answered, as somebody writes it. */
export function openPointValues(name: keyof OpenPoints): readonly string[] {
  return (values as Partial<Record<keyof OpenPoints, readonly string[]>>)[name] ?? ['true', 'false'];
}

/** The value of a point as somebody writes it; null where it has no such value. */
export function readOpenPoint(name: keyof OpenPoints, text: string): boolean | string | null {
  if (!openPointValues(name).includes(text)) return null;
  return text === 'true' || (text === 'false' ? false : text);
}
