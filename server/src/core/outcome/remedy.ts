import type { DuplicateRule } from '../metadata/model.ts';
import type { JudgedSite } from '../rules/rule.ts';
import { isConversion } from './channels.ts';
import { nextStep } from './nextStep.ts';
import { documentedOnlySince } from './optionSemantics.ts';
import { isBlock, refusals } from './reading.ts';
import { byRule, ruleName } from './sentences.ts';
import { rowFor } from './table.ts';
import type { Row, TableChannel } from './tableModel.ts';
import { capitalize, list } from './words.ts';

/**
 * What can be done about the refusal: "allowSave=true would save it.", "No option saves it.", and last the next step
 * that is true on the save's channel.
 */
export function remedySentences(judged: JudgedSite): string {
  const { text, saves } = optionSentence(judged);
  return [text, orElse(nextStep(judged.site), saves)].filter((one) => one !== null).join(' ');
}

/** What an option would change. */
function optionSentence(judged: JudgedSite): Remedy {
  const { site } = judged;
  const refusing = refusals(judged);
  if (site.operation === 'convertLead') {
    const isSaid = refusing.some(({ provisos }) =>
      provisos.some(({ kind }) => kind === 'lead-conversion-setting'),
    );
    const condition = isSaid ? 'With that setting on,' : 'With "Require Validation for Converted Leads" on,';
    return said(`${condition} a match refuses the conversion whatever the action of the rule.`);
  }
  const blocks = refusing.filter(isBlock);
  if (blocks.length === refusing.length) return said('No option saves it.');
  const blocking = byRule(blocks).map((group) => group[0]!.rule);
  return besideBlocks(rowFor(site), blocking, { since: documentedOnlySince(site), version: site.apiVersion });
}

/** What an option would change on a channel where these rules refuse: a sentence or two. */
export function optionRemedy(row: Row, blocking: readonly DuplicateRule[], alerting: boolean): string {
  if (isConversion(row)) {
    return 'With "Require Validation for Converted Leads" on, no option saves it; off, no rule runs.';
  }
  return alerting ? besideBlocks(row, blocking, currentVersion).text : 'No option saves it.';
}

function besideBlocks(row: Row, blocking: readonly DuplicateRule[], call: Call): Remedy {
  const { text, saves } = remedyOn(row, call);
  if (blocking.length === 0 || row.carrier === 'none') return { text: `${text}.`, saves };
  const names = list(blocking.map(ruleName), 'and');
  return saves
    ? { text: `${text} only where no Block rule finds a match: ${names} cannot be passed.`, saves }
    : said(`${text}. No option passes ${names}.`);
}

function said(text: string): Remedy {
  return { text, saves: false };
}

/** The other way, where an option would save the record. */
function orElse(step: string | null, saves: boolean): string | null {
  return step !== null && saves ? `Otherwise, ${step.charAt(0).toLowerCase()}${step.slice(1)}` : step;
}

interface Remedy {
  readonly text: string;
  /** Known to save what an Alert rule refuses. */
  readonly saves: boolean;
}

/** The API version of a call, and the one from which the option is documented where the call's is below it. */
interface Call {
  readonly version: number | null;
  readonly since: number | null;
}

const currentVersion: Call = { version: null, since: null };

/** What on a channel passes over an alert. */
function remedyOn(row: Row, { version, since }: Call): Remedy {
  const { channel } = row;
  if (channel === 'apex-upsert') {
    const text =
      'No overload of upsert takes options; split into insert and update, allowSave=true would save it';
    return { text, saves: true };
  }
  if (channel === 'nested-dml') return said('Only options that the inner DML passes itself would save it');
  if (row.carrier === 'none')
    return said(`${toolWords[channel] ?? 'This channel'} has no option that saves it`);
  const option = allowSaveName(channel);
  if (since !== null) {
    const text = `${startOf(option)} is documented from API version ${since}.0, and the call uses ${version}.0: below, whether it saves it is not known`;
    return said(text);
  }
  if (row.alertAllowSave?.result === 'unknown') {
    return said(`Whether ${option} would save it is not known: ${unknownWhy(channel)}`);
  }
  return { text: `${startOf(option)} would save it`, saves: true };
}

function unknownWhy(channel: TableChannel): string {
  if (channel === 'lwc') return 'the guide calls it unsupported';
  return channel === 'apex-set-options'
    ? 'the documentation says so, a test with assertions shows that it is still refused'
    : 'that is not documented for this resource';
}

/** Channels without an option, as the subject of a sentence. */
const toolWords: Partial<Record<TableChannel, string>> = {
  'bulk-1': 'The Bulk API',
  'bulk-2': 'The Bulk API',
  cli: 'The sf CLI',
  'data-loader-bulk': 'Data Loader in bulk mode',
  'data-import-wizard': 'The Data Import Wizard',
  flow: 'A Flow element',
  'web-to-lead': 'Web-to-Lead',
};

/** What says allowSave=true on a channel. */
function allowSaveName(channel: TableChannel): string {
  switch (channel) {
    case 'ui-api':
    case 'lwc':
      return 'allowSaveOnDuplicate=true';
    case 'rest-composite':
      return 'allowSave=true in the httpHeaders of the subrequest';
    case 'data-loader-soap':
      return 'the property pilot.sfdc.duplicateRule.allowSave=true';
    default:
      return channel.startsWith('rest-') ? `the header ${restHeader} with allowSave=true` : 'allowSave=true';
  }
}

/** An option's name keeps its letters at the start of a sentence. */
function startOf(option: string): string {
  return option.startsWith('the ') ? capitalize(option) : option;
}

const restHeader = 'Sforce-Duplicate-Rule-Header';
