import { compileReference, isCompiled } from '../core/matching/compile.ts';
import { isOnUser } from '../core/outcome/condition.ts';
import type { OpenPoints } from './duplicates/openPoints.ts';
import type { Org } from './org.ts';

/** What a reader of its answers must know of this org: sentences, the particular ones first. */
export function notesOf(org: Pick<Org, 'metadata' | 'openPoints'>): readonly string[] {
  return [
    ...limitsOf(org),
    ...guessesOf(org).map(
      ({ point, said }) => `Open in the documentation (${point}), answered here so: ${said}.`,
    ),
  ];
}

/** What it answers where the documentation leaves it open: by point, in words without a full stop. */
export function guessesOf({
  openPoints,
}: Pick<Org, 'openPoints'>): readonly { readonly point: string; readonly said: string }[] {
  return Object.entries(openPointTexts).map(([point, said]) => ({
    point,
    said: said(openPoints[point as keyof OpenPoints]),
  }));
}

/** What it does not do, or not surely: sentences. */
export function limitsOf({ metadata }: Pick<Org, 'metadata'>): readonly string[] {
  const { catalog } = metadata;
  const notes: string[] = [];
  const rules = catalog.duplicateRules.filter(({ active }) => active);
  const references = rules.flatMap(({ matchRules }) => matchRules);
  const used = new Map(
    references.map((reference) => [
      `${reference.objectType}.${reference.matchingRule}`,
      compileReference(reference, catalog),
    ]),
  );
  const approximate = [...used]
    .filter(([, rule]) => isCompiled(rule) && rule.engine === 'FuzzyMatchEngine')
    .map(([name]) => name);
  const unknown = [...used].filter(([, rule]) => !isCompiled(rule)).map(([name]) => name);
  if (approximate.length > 0) {
    notes.push(
      `Compared fuzzily, where Salesforce's algorithms are not public, so that a verdict may differ from Salesforce's: ${approximate.join(', ')}.`,
    );
  }
  const keyless = [...used]
    .filter(([, rule]) => isCompiled(rule) && rule.keys.length === 0)
    .map(([name]) => name);
  if (keyless.length > 0) {
    notes.push(
      `Without a match key, so that all records are compared, which takes time: ${keyless.join(', ')}.`,
    );
  }
  if (unknown.length > 0) {
    notes.push(
      `Not evaluated, because what they compare is not known; findDuplicates says so: ${unknown.join(', ')}.`,
    );
  }
  const onUser = rules
    .filter(({ filter }) => filter?.conditions.some(isOnUser))
    .map(({ fullName }) => fullName);
  if (onUser.length > 0) {
    notes.push(
      `Conditions on the running user are evaluated by the user's record, profile and role: ${onUser.join(', ')}.`,
    );
  }
  notes.push('No triggers, flows, validation rules or layouts; only the common standard fields.');
  notes.push(
    'Guessed: options of the duplicate rule header count in any case; the key is duplicateResut at every version; records in the recycle bin are no duplicates.',
  );
  return notes;
}

const openPointTexts: { readonly [K in keyof OpenPoints]: (value: OpenPoints[keyof OpenPoints]) => string } =
  {
    findHonoursConditions: (yes) =>
      `findDuplicates and predupe ${yes ? 'leave out' : 'name'} rules whose condition is false for the record`,
    findNamesQuietRules: (yes) =>
      `findDuplicates and predupe ${yes ? 'name' : 'leave out'} rules that refuse nothing`,
    findEnforcesSharing: (yes) =>
      `findDuplicates and predupe ${yes ? "look with the caller's sharing where the rule enforces it" : 'ignore sharing'}`,
    actionForId: (operation) =>
      `for a record given by id, allowSave is that of the action on ${operation === 'insert' ? 'create' : 'edit'}`,
    noMatch: (how) =>
      `where nothing matches, SOAP gives ${how === 'absent' ? 'no match result' : 'a match result of size 0'}`,
    runUndecidedConditions: (yes) =>
      `a rule whose condition cannot be decided ${yes ? 'runs' : 'does not run'}`,
    unrelatedUpdatesRunRules: (yes) =>
      `an update that changes no matching field ${yes ? 'runs' : 'does not run'} the rule`,
    headerBelowVersion52: (yes) => `below API version 52.0 the header ${yes ? 'counts' : 'does not count'}`,
    openChannelsTakeHeader: (yes) =>
      `the header of a composite/tree or composite/batch request ${yes ? 'counts' : 'does not count'} for its records`,
    collatedPartsAreOneSave: (yes) =>
      `saves that a composite request collates are ${yes ? 'not compared' : 'compared'} with each other`,
    collectionRowsCarryResult: (yes) =>
      `a refused row of composite/sobjects ${yes ? 'carries' : 'does not carry'} a duplicateResult`,
    reportsAllowedSaves: (yes) =>
      `a rule with Alert and Report ${yes ? 'writes a' : 'writes no'} duplicate record set when allowSave let the save through`,
    candidatesOverCap: (which) =>
      `of more than 100 records behind the match keys ${which === 'all' ? 'all' : `the 100 created ${which}`} are compared`,
    runAsCurrentUserHides: (yes) =>
      `with runAsCurrentUser a rule that bypasses sharing ${yes ? 'finds only what is shared with the user' : 'bypasses it all the same'}`,
    sharingWithoutRunAs: (yes) =>
      `without runAsCurrentUser a rule that enforces sharing ${yes ? 'does so' : 'finds all records'}`,
    laterRulesRun: (yes) =>
      `rules that come after one that found something ${yes ? 'run as well' : 'do not run'}`,
    errorNames: (which) =>
      `of several rules that refuse a save the error names ${which === 'first' ? 'the first one' : 'the first one that blocks'}`,
    reportsExtendSets: (yes) =>
      `a report ${yes ? 'adds to a duplicate record set of its rule that holds one of the records' : 'always writes a new duplicate record set'}`,
    repeatedIdsRefused: (yes) =>
      `an update that names a record twice ${yes ? 'is refused for these rows' : 'is done twice'}`,
    conversionValidates: (yes) =>
      `where the project does not say, "Require Validation for Converted Leads" is ${yes ? 'on' : 'off'}`,
    dedupeBypassesWork: (yes) =>
      `a lead conversion's bypassAccountDedupeCheck and bypassContactDedupeCheck ${yes ? 'keep the rules from it' : 'change nothing'}`,
    mergesRunRules: (yes) => `a merge by SOAP ${yes ? 'runs the rules for its master' : 'runs no rules'}`,
  };
