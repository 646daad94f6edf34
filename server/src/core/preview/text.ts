import { channelNames } from '../outcome/channelNames.ts';
import { resultWords } from '../outcome/channels.ts';
import { momentWords, operationWord } from '../outcome/words.ts';
import type { FieldScalar } from '../records/model.ts';
import { TextPage } from '../textPage.ts';
import { isBlank } from './compareValues.ts';
import type {
  OfflineVerdict,
  Preview,
  PreviewField,
  PreviewMatch,
  PreviewRecord,
  PreviewRule,
} from './model.ts';
import { offlineFieldWords, offlineWords } from './offline/words.ts';

export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number;
}

/** A preview for a terminal; of an error, what follows its title. Values are cut to their column, and nothing in them steers the terminal. */
export function previewText(preview: Preview, { width }: TextOptions = { width: 100 }): string {
  const page = new TextPage(Math.max(width, 40));
  const isTest = preview.sample !== null;
  if (isTest) page.add(0, preview.heading);
  page.add(0, preview.verdict.text);
  if (isTest || preview.org) page.add(0, testedLine(preview));
  for (const problem of preview.problems) page.add(0, `Note: ${problem}`);
  for (const rule of preview.rules) ruleText(page, rule, preview);
  if (preview.untested.length > 0) {
    page.blank();
    page.add(0, isTest ? 'Not tested, or not known to be:' : 'Not known:');
    for (const { what, why } of preview.untested) page.add(2, `${what}: ${why}`);
  }
  return page.text();
}

function testedLine({ testedBy, testedAt, org, sample }: Preview): string {
  // An error may come from anywhere: the org only told of the matched records.
  const where = org
    ? ` ${sample === null ? 'and' : 'in'} org ${org.username}${org.alias ? ` (${org.alias})` : ''}`
    : '';
  return `Known from ${testedBy}${where}, ${momentWords(testedAt)}`;
}

const stateWords: Readonly<Record<PreviewRule['state'], string>> = {
  matched: 'finds a match',
  'no-match': 'finds no match',
  failed: 'could not be compared',
  unknown: 'not named by the answer',
};

function stateText({ state }: PreviewRule, { sample, org }: Preview): string {
  // Without an org nobody answered: the rule was run here, and nothing came of it.
  return state === 'unknown' && sample !== null && org === null ? 'not known' : stateWords[state];
}

function ruleText(page: TextPage, rule: PreviewRule, preview: Preview): void {
  const { sample } = preview;
  page.blank();
  const name =
    rule.label && rule.label !== rule.fullName ? `${rule.label} (${rule.fullName})` : rule.fullName;
  page.add(0, `Rule ${name || 'without a name'}: ${stateText(rule, preview)}`);
  page.add(2, [rule.actions, rule.source].filter((text) => text !== '').join('; '));
  if (rule.alertText) page.add(2, `Alert text: ${rule.alertText}`);
  if (rule.condition) page.add(2, `Runs only where ${rule.condition}`);
  if (rule.security) page.add(2, `It ${rule.security}`);
  for (const why of rule.offline?.why ?? []) page.add(2, `Offline: ${why}`);
  for (const match of rule.matches) matchText(page, match, sample !== null);
  for (const match of rule.near ?? []) matchText(page, match, sample !== null, 'Closest by');
  for (const { type, id, title, matchingRule, offline } of rule.offline?.others ?? []) {
    const name = title === id ? id : `${title} (${id})`;
    page.add(2, `Offline the matching rule ${matchingRule} finds ${type} ${name}, the org does not:`);
    offlineDetail(page, 4, offline);
  }
  if (rule.state === 'matched') channelsText(page, rule);
}

function matchText(page: TextPage, match: PreviewMatch, hasSample: boolean, by = 'By'): void {
  const shown = match.records.length;
  const size = match.size ?? shown;
  const criteria = match.criteria === '' ? '' : `: ${match.criteria}`;
  const engine = match.engine ? ` (${match.engine})` : '';
  const across = match.crossObject ? ', another object' : '';
  const among = match.objectType === '' ? '' : ` among ${match.objectType}${across}`;
  page.add(
    2,
    `${by} matching rule ${match.label ?? (match.matchingRule || 'unknown')}${engine}${among}${criteria}`,
  );
  for (const error of match.errors) page.add(4, `Failed: ${error}`);
  if (size > shown) page.add(4, `${size} records match, shown: ${shown}`);
  for (const record of match.records) recordText(page, record, hasSample);
}

function recordText(page: TextPage, record: PreviewRecord, hasSample: boolean): void {
  const confidence = record.confidence === null ? '' : `, confidence ${record.confidence}`;
  const name = record.title === record.id ? record.id : `${record.title} (${record.id})`;
  page.add(4, `${record.type} ${name}${confidence}`.trim());
  if (record.url) page.add(6, record.url);
  if (record.offline) offlineText(page, record.offline);
  if (record.fields.length === 0) return;
  const rows = record.fields.map((field) => [
    `${field.deciding ? '*' : ' '} ${fieldName(field)}`,
    ...(hasSample ? [valueText(field.sampleValue)] : []),
    valueText(field.value),
    differenceText(field),
  ]);
  page.table(6, [['  Field', ...(hasSample ? ['Sample'] : []), 'Record', ''], ...rows]);
}

/** Short where both say the same; with the way to it where they do not, or no org was asked. */
function offlineText(page: TextPage, offline: OfflineVerdict): void {
  page.add(6, `Offline: ${offlineWords(offline)}${offline.agrees === false ? ', unlike the org' : ''}`);
  if (offline.agrees !== true) offlineDetail(page, 8, offline);
}

function offlineDetail(page: TextPage, indent: number, { summary, why, fields }: OfflineVerdict): void {
  for (const sentence of [summary, ...why]) if (sentence !== '') page.add(indent, sentence);
  for (const field of fields) page.add(indent, offlineFieldWords(field));
}

function fieldName({ name, sampleName, label }: PreviewField): string {
  const own = label && label.toLowerCase() !== name.toLowerCase() ? `${label} (${name})` : name;
  return sampleName !== null && sampleName.toLowerCase() !== name.toLowerCase()
    ? `${sampleName} > ${own}`
    : own;
}

function valueText(value: FieldScalar | undefined): string {
  if (value === undefined) return '-';
  return value === null || value === '' ? '(blank)' : String(value).slice(0, 200);
}

function differenceText(field: PreviewField): string {
  const { difference, differenceFrom, method } = field;
  if (difference === 'unknown') return method === null ? '' : `not known, ${method}`;
  if (difference === 'unreadable') return 'cannot be read';
  const how = method === null ? '' : `, ${method}`;
  if (difference === 'blank' && differenceFrom === 'compared') return `${blankSide(field)}${how}`;
  return `${difference}${differenceFrom === 'compared' ? ' (compared here)' : ''}${how}`;
}

/** "Blank" alone would not tell which of the two is. */
function blankSide({ sampleValue, value }: PreviewField): string {
  if (!isBlank(value)) return sampleValue === undefined ? 'not in the sample' : 'blank in the sample';
  return isBlank(sampleValue) ? 'blank in both' : 'blank in the record';
}

/** Above this many, the names of the channels that are left say less than "every other way". */
const mostNames = 10;

/** Channels with the same result together, and the most common result last, where it has many. */
function channelsText(page: TextPage, { channels }: PreviewRule): void {
  for (const operation of ['insert', 'update'] as const) {
    const ofOperation = channels.filter((channel) => channel.operation === operation);
    if (ofOperation.length === 0) continue;
    const all = ofOperation.map(({ channel }) => channel);
    const results = [...new Set(ofOperation.map(({ result }) => result))].map((result) => {
      const having = ofOperation.filter((channel) => channel.result === result);
      const names = channelNames(
        having.map(({ channel }) => channel),
        all,
      );
      return { words: resultWords[result], names };
    });
    const common = results.find(({ names }) => names.length > mostNames);
    page.add(2, `A plain save of a match, on ${operationWord(operation)}:`);
    for (const one of results) {
      if (one !== common) page.add(4, `${one.words}: ${one.names.join(', ')}`);
    }
    if (common) page.add(4, `${common.words}: every other way to save`);
  }
}
