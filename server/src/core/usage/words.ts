import type { DuplicateRule } from '../metadata/model.ts';
import { objectsOf } from '../outcome/decide.ts';
import type { RuleOutcome } from '../outcome/model.ts';
import { byRule, ruleName, saveWords } from '../outcome/sentences.ts';
import { list, sentence } from '../outcome/words.ts';
import type { Channel, SaveSite } from '../saves/site.ts';
import type { EffectCounts, GovernedSave, SaveEffect } from './model.ts';

/** The way on which a save reaches Salesforce, as a noun: `Apex statement`. */
export const channelWords: Readonly<Record<Channel, string>> = {
  'apex-statement': 'Apex statement',
  'apex-database': 'Database method',
  'apex-convert-lead': 'Database.convertLead',
  'rest-record': 'REST',
  'rest-external-id': 'REST by external id',
  'rest-collections': 'REST collections',
  'rest-composite': 'REST composite',
  'rest-tree': 'REST tree',
  'rest-batch': 'REST batch',
  soap: 'SOAP',
  'soap-convert-lead': 'SOAP convertLead',
  'bulk-1': 'Bulk API 1.0',
  'bulk-2': 'Bulk API 2.0',
  'ui-api': 'UI API',
  lwc: 'Lightning web component',
  graphql: 'GraphQL',
  cli: 'sf CLI',
  'data-loader-soap': 'Data Loader in SOAP mode',
  'data-loader-bulk': 'Data Loader in bulk mode',
  flow: 'Flow',
};

/** What becomes of a save on a match, in two or three words. */
export const effectWords: Readonly<Record<SaveEffect, string>> = {
  refused: 'refused',
  'may-be-refused': 'may be refused',
  unknown: 'not known',
  'passes-alert': 'passes by allowSave',
  reported: 'saved and reported',
  saved: 'saved',
  'not-checked': 'not checked',
};

/** `insert`, `upsert by external id`: the operation as a row of a list has it. */
export function operationText({ operation, externalId }: SaveSite): string {
  if (operation === 'convertLead') return 'lead conversion';
  return operation === 'upsert' && externalId !== null ? `upsert by ${externalId}` : operation;
}

/** `insert of Lead, LeadCapture.capture, Apex statement: refused`. @param where file and line, or '' */
export function saveText({ judged: { site }, effect }: GovernedSave, where: string): string {
  const parts = [
    saveWords(site).toLowerCase().startsWith('lead conversion')
      ? 'lead conversion'
      : `${operationText(site)} of ${list(objectsOf(site), 'or')}`,
    site.enclosing,
    channelWords[site.channel],
    where,
  ];
  return `${parts.filter((part) => part !== '').join(', ')}: ${effectWords[effect]}`;
}

/** "On create it is refused; on edit it is saved and reported." */
export function effectSentence({ effect, outcomes }: GovernedSave): string {
  if (outcomes.length === 0) return 'No active duplicate rule is known for it.';
  const names = list(
    byRule(deciding(outcomes, effect)).map((group) => nameOf(group[0]!.rule)),
    'or',
  );
  return sentence(effectSentences[effect].replace('RULE', names));
}

function nameOf(rule: DuplicateRule): string {
  return rule.source.kind === 'assumed' ? `the standard ${rule.object} rule (assumed)` : ruleName(rule);
}

const effectSentences: Readonly<Record<SaveEffect, string>> = {
  refused: 'it is refused with DUPLICATES_DETECTED when RULE finds a match',
  'may-be-refused': 'under a condition that the code does not settle, it is refused when RULE finds a match',
  unknown: 'it is not known what happens when RULE finds a match',
  'passes-alert': 'it is saved although RULE finds a match: allowSave=true passes over the alert',
  reported: 'it is saved when RULE finds a match, and a duplicate record set is written',
  saved: 'it is saved without a trace when RULE finds a match',
  'not-checked': 'RULE does not bear on it',
};

/** Outcomes that speak for the effect; all, where it was settled by callers. */
function deciding(outcomes: readonly RuleOutcome[], effect: SaveEffect): readonly RuleOutcome[] {
  const results: Partial<Record<SaveEffect, readonly string[]>> = {
    refused: ['refused', 'refused-unless-allow-save'],
    'may-be-refused': ['refused', 'refused-unless-allow-save'],
    unknown: ['unknown'],
    'passes-alert': ['saved-by-allow-save'],
    reported: ['saved-and-reported'],
    saved: ['saved'],
  };
  const some = outcomes.filter(({ result }) => results[effect]?.includes(result) ?? true);
  return some.length > 0 ? some : outcomes;
}

/** `refuses 3 saves, may refuse 1, lets 2 pass by allowSave`; null where it bears on none. */
export function countsText(counts: EffectCounts): string | null {
  const parts: string[] = [];
  const add = (effect: SaveEffect, text: (number: string) => string) => {
    const count = counts[effect];
    const noun = parts.length > 0 ? '' : count === 1 ? ' save' : ' saves';
    if (count > 0) parts.push(text(`${count}${noun}`));
  };
  add('refused', (saves) => `refuses ${saves}`);
  add('may-be-refused', (saves) => `may refuse ${saves}`);
  add('passes-alert', (saves) => `lets ${saves} pass by allowSave`);
  add('reported', (saves) => `reports ${saves}`);
  add('saved', (saves) => `lets ${saves} pass without a trace`);
  if (counts.unknown > 0) parts.push(`${counts.unknown} not known`);
  return parts.length === 0 ? null : parts.join(', ');
}

/** The same in the space of a side bar: `3 refused, 1 may be, 2 pass`; null where it bears on none. */
export function shortCounts(counts: EffectCounts): string | null {
  const words: readonly (readonly [SaveEffect, string])[] = [
    ['refused', 'refused'],
    ['may-be-refused', 'may be'],
    ['passes-alert', 'pass'],
    ['reported', 'reported'],
    ['saved', 'saved'],
    ['unknown', 'not known'],
  ];
  const parts = words.flatMap(([effect, word]) => (counts[effect] > 0 ? `${counts[effect]} ${word}` : []));
  return parts.length === 0 ? null : parts.join(', ');
}
