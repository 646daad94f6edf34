import type { Confidence, RuleCatalog, RuleOperation } from '../outcome/model.ts';
import { reactionOn } from '../outcome/reaction.ts';
import { rowOf } from '../outcome/table.ts';
import type { Cell, Row, TableChannel } from '../outcome/tableModel.ts';
import { capitalize, list } from '../outcome/words.ts';
import { channelsOf } from './channels.ts';
import type { ErrorForm, Refusal } from './model.ts';
import { canRefuse, type RuleCandidate } from './resolve.ts';

/** What kind of rule refused: `either` where that is not known, or both did. */
type Kind = 'block' | 'alert' | 'either';

/**
 * What the code could have done: sentences, the most useful first. What a channel does with an option is said by the
 * rows of the outcome table; a statement that is not documented says so.
 */
export function advise(
  refusal: Refusal,
  candidates: readonly RuleCandidate[],
  catalog: RuleCatalog,
  form: ErrorForm,
): string[] {
  const { kind, isSure } = kindOf(refusal, candidates);
  const rows = channelsOf(form, refusal).map(rowOf);
  const sentences = [
    kindSentence(kind, isSure, refusal, candidates),
    ...rows.flatMap((row) => optionSentences(row, kind, isSure)),
    ...(rows.length === 0 ? [unknownChannel(kind)] : []),
    ...conversionSentences(refusal, catalog),
    ...matchSentences(refusal, form),
    ...handlingSentences(form, refusal, kind),
    'Before saving, findDuplicates (SOAP, or Datacloud.FindDuplicates in Apex, 50 records a call) or POST /ui-api/predupe tells of matches without saving anything.',
  ];
  return [...new Set(sentences.filter((sentence) => sentence !== ''))];
}

interface Judgement {
  readonly kind: Kind;
  /** False where it rests on rules that are assumed, or that it may or may not have been. */
  readonly isSure: boolean;
}

/** The payload knows best, then the log, then the rules that it can be. */
function kindOf(refusal: Refusal, candidates: readonly RuleCandidate[]): Judgement {
  const results = refusal.answer?.results ?? [];
  const matching = results.filter(({ matchResults }) =>
    matchResults.some(({ matchRecords }) => matchRecords.length > 0),
  );
  const said = (matching.length > 0 ? matching : results).map(({ allowSave }) => allowSave);
  if (said.includes(false)) return { kind: 'block', isSure: true };
  if (said.length > 0 && said.every((allowSave) => allowSave === true))
    return { kind: 'alert', isSure: true };

  const actions = refusal.rules.map(({ action }) => action);
  if (actions.some((action) => action !== null && /^block/i.test(action)))
    return { kind: 'block', isSure: true };
  if (actions.length > 0 && actions.every((action) => action !== null && /^allow/i.test(action))) {
    return { kind: 'alert', isSure: true };
  }
  return {
    kind: kindOfRules(refusal, candidates),
    isSure: candidates.every(
      ({ rule, by }) => rule.source.kind !== 'assumed' && by !== 'object' && by !== 'default-text',
    ),
  };
}

function kindOfRules(refusal: Refusal, candidates: readonly RuleCandidate[]): Kind {
  const reactions = candidates.flatMap(({ rule }) =>
    operationsOf(refusal).map((operation) => reactionOn(rule, operation)),
  );
  const refusing = reactions.filter(canRefuse);
  if (refusing.length === 0) return 'either';
  if (refusing.every(({ action }) => action === 'Block')) return 'block';
  return refusing.every(({ action }) => action === 'Allow') ? 'alert' : 'either';
}

function operationsOf({ operation }: Refusal): readonly RuleOperation[] {
  if (operation === 'insert' || operation === 'convertLead') return ['insert'];
  return operation === 'update' ? ['update'] : ['insert', 'update'];
}

function kindSentence(
  kind: Kind,
  isSure: boolean,
  refusal: Refusal,
  candidates: readonly RuleCandidate[],
): string {
  // A conversion is refused whatever the action of the rule.
  if (refusal.operation === 'convertLead') return '';
  const said = (refusal.answer?.results ?? []).some(({ allowSave }) => allowSave !== null);
  const names = list(
    [...new Set(candidates.map(({ rule }) => `'${rule.label || rule.fullName}'`))].slice(0, 5),
    'or',
  );
  const rule = names === '' ? 'the rule' : `rule ${names}`;
  const subject = isSure ? capitalize(rule) : `As far as the rules are known here, ${rule}`;
  if (kind === 'block') {
    const how = said ? ' (the error says allowSave=false)' : '';
    return `${subject} blocks${how}: save the record with other values, update the record that it matches, or have the rule changed.`;
  }
  if (kind === 'alert') {
    const how = said ? ' (the error says allowSave=true)' : '';
    return `${subject} only alerts${how}: the save can be repeated with allowSave=true where the channel carries it, which knowingly creates a duplicate.`;
  }
  return 'Whether the rule blocks or alerts is not known here: allowSave=true helps only against alerts, and the payload of the error tells, allowSave=true for an alert, false for a block.';
}

/** How allowSave travels, per channel that takes it. */
const carriers: Partial<Record<TableChannel, string>> = {
  'rest-record': 'the header Sforce-Duplicate-Rule-Header: allowSave=true on the request',
  'rest-external-id': 'the header Sforce-Duplicate-Rule-Header: allowSave=true on the request',
  'rest-collections': 'the header Sforce-Duplicate-Rule-Header: allowSave=true on the request',
  'rest-tree': 'the header Sforce-Duplicate-Rule-Header: allowSave=true on the request',
  'rest-batch': 'the header Sforce-Duplicate-Rule-Header: allowSave=true on the outer request',
  'rest-composite': 'Sforce-Duplicate-Rule-Header: allowSave=true among the httpHeaders of the subrequest',
  soap: 'a DuplicateRuleHeader with allowSave=true',
  'ui-api': 'allowSaveOnDuplicate: true in the body',
  lwc: 'allowSaveOnDuplicate: true',
  'data-loader-soap': 'the property pilot.sfdc.duplicateRule.allowSave=true',
  'apex-database': 'DMLOptions whose DuplicateRuleHeader.allowSave is true',
};

function optionSentences(row: Row, kind: Kind, isSure: boolean): readonly string[] {
  if (row.channel === 'apex-convert-lead') return [`${row.title}: ${row.note}`];
  if (kind === 'block') return [blocked(row)];
  const conditional = kind === 'either' || !isSure ? ' if the rule only alerts' : '';
  // A statement is rewritten to the call that takes options.
  const target = row.carrier === 'after-rewrite' ? rowOf('apex-database') : row;
  const carrier = carriers[target.channel];
  const cell = target.alertAllowSave;
  if (row.carrier === 'none' || carrier === undefined || cell === null) return [`${row.title}: ${row.note}`];

  const allowSave = allowSaveSentence(target, cell, carrier, conditional);
  if (target === row) return [`${allowSave} ${withoutStatus(row.note)}`.trim()];
  return [
    `${row.title}: ${row.note}`,
    allowSave,
    'DMLOptions turn all-or-none off unless their OptAllOrNone is true: set it, or read the results.',
  ];
}

/** The error is there already: its HTTP status is no news. */
function withoutStatus(note: string): string {
  return note.replace(/^HTTP \d+[^.]*\. /, '');
}

function blocked(row: Row): string {
  if (row.block.result !== 'refused') return '';
  return `${row.title}: no option passes a Block rule${confidenceWords(row.block.confidence)}.`;
}

function allowSaveSentence(
  row: Row,
  { result, confidence }: Cell,
  carrier: string,
  conditional: string,
): string {
  if (result === 'saved-by-allow-save') {
    return `${row.title}: ${carrier} saves the record${conditional}${confidenceWords(confidence)}.`;
  }
  return `${row.title}: whether ${carrier} saves the record is not known.`;
}

function confidenceWords(confidence: Confidence): string {
  switch (confidence) {
    case 'documented':
      return '';
    case 'well-founded':
      return ' (well founded, not documented in so many words)';
    case 'weak':
      return ' (weakly supported: try it)';
    case 'open':
      return ' (an open question)';
  }
}

function unknownChannel(kind: Kind): string {
  return kind === 'block'
    ? ''
    : 'The text does not tell how the record was saved: Apex takes allowSave in DMLOptions, REST in the header Sforce-Duplicate-Rule-Header, SOAP in DuplicateRuleHeader; Bulk API and flows have no such option.';
}

function conversionSentences({ operation }: Refusal, catalog: RuleCatalog): readonly string[] {
  if (operation !== 'convertLead' || catalog.leadConversionValidation !== null) return [];
  return [
    'Here no settings file says whether "Require Validation for Converted Leads" is on; the refusal shows that it is.',
  ];
}

const shown = 5;

/** Where code finds the matched records in the error. */
const paths: Partial<Record<ErrorForm, string>> = {
  rest: 'duplicateResut.matchResults[].matchRecords[].record.Id',
  jsforce: 'error.data.duplicateResut.matchResults[].matchRecords[].record.Id',
  'simple-salesforce': "error.content[0]['duplicateResut']['matchResults']",
  'rest-composite': 'body[0].duplicateResut.matchResults of the subrequest',
  soap: 'errors[].duplicateResult.matchResults[].matchRecords[].record',
  'ui-api': 'output.errors[].duplicateRecordError.matchResults[].matchRecordIds',
};

/** REST has a letter too few, which looks like a mistake of ours. */
function spelling(form: ErrorForm): string {
  return paths[form]?.includes('duplicateResut') ? ' (Salesforce’s own spelling)' : '';
}

function matchSentences(refusal: Refusal, form: ErrorForm): readonly string[] {
  const fromAnswer = (refusal.answer?.results ?? []).flatMap(({ matchResults }) =>
    matchResults.flatMap(({ matchRecords }) => matchRecords.map(({ id }) => id)),
  );
  const ids = [...new Set([...fromAnswer, ...refusal.rules.flatMap(({ matchedIds }) => matchedIds)])].filter(
    (id) => id !== '',
  );
  if (ids.length > 0) {
    const more = ids.length > shown ? [`${ids.length - shown} more`] : [];
    const where =
      fromAnswer.length > 0 && paths[form] !== undefined
        ? ` The error holds it under ${paths[form]}${spelling(form)}.`
        : '';
    return [`It matched ${list([...ids.slice(0, shown), ...more], 'and')}: ${actOn(refusal, ids)}.${where}`];
  }
  switch (form) {
    case 'apex':
    case 'debug-log':
      return [exceptionSentence(refusal)];
    case 'flow':
      return ['The fault does not hold the matched records: test the record to see them.'];
    case 'rest-tree':
    case 'rest-collections':
      return [
        'Whether the errors of several records carry the matched records is not known; that of a single REST save does.',
      ];
    case 'bulk-results':
    case 'data-loader-results':
      return ['The file does not hold the matched records: test one of its rows to see them.'];
    default:
      return [];
  }
}

/** What can be done with matched records: those of another object cannot take the place of the refused one. */
function actOn({ answer, object, operation }: Refusal, ids: readonly string[]): string {
  const types = (answer?.results ?? []).flatMap(({ matchResults }) =>
    matchResults.flatMap(({ entityType, matchRecords }) =>
      matchRecords.map(({ type }) => type || entityType),
    ),
  );
  const isOther = (type: string) => type !== '' && object !== null && !isSameObject(type, object);
  if (types.length > 0 && types.every(isOther)) {
    const other = list([...new Set(types)], 'and');
    return `${ids.length === 1 ? `a record of ${other}` : `records of ${other}`}; look whether there is need for another ${object}`;
  }
  if (operation === 'update') return 'look whether they are to be merged';
  return `update ${ids.length === 1 ? 'it' : 'one of them'} instead of creating another record`;
}

function isSameObject(a: string, b: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/^personaccount$/, 'account');
  return plain(a) === plain(b);
}

const partialSaves: Readonly<Record<NonNullable<Refusal['operation']>, string>> = {
  insert: 'Database.insert(records, false)',
  update: 'Database.update(records, false)',
  upsert: 'Database.upsert(records, false)',
  convertLead: 'Database.convertLead(conversions, false)',
};

/** Results of the outer save hold the outer error: only the DML that was refused gives the matched records. */
function exceptionSentence({ operation, nested }: Refusal): string {
  if (nested.startsWith('in a flow')) {
    return 'The exception does not hold the matched records: test the record that the flow saves to see them.';
  }
  const where = nested === '' ? '' : ' in the code whose DML was refused, if it is yours';
  return `The exception does not hold the matched records: use ${partialSaves[operation ?? 'insert']}${where}, and each error of its results that is a Database.DuplicateError gives them by getDuplicateResult().`;
}

function handlingSentences(form: ErrorForm, { nested }: Refusal, kind: Kind): readonly string[] {
  const sentences: string[] = [];
  if (form === 'flow' || nested.startsWith('in a flow')) {
    sentences.push(
      'Give the element a fault path that handles DUPLICATES_DETECTED, or look for the record before creating it.',
    );
  }
  if (form === 'jsforce' && kind !== 'block') {
    sentences.push(
      "jsforce asks for API version 50.0 unless it is given another: set version '52.0' or later for the header.",
    );
  }
  if (form === 'bulk-results' || form === 'data-loader-results') {
    const other = 'a condition of the rule can exempt the loading user';
    sentences.push(
      kind === 'block'
        ? `For loads, ${other}.`
        : `Rows that an alert refused can go by REST collections or SOAP, which carry the option; or ${other}.`,
    );
  }
  return sentences;
}
