import type { JudgedSite } from '../rules/rule.ts';
import type { SaveSite } from '../saves/site.ts';
import { nextStep } from './nextStep.ts';
import { documentedOnlySince } from './optionSemantics.ts';
import { isBlock, refusals } from './reading.ts';
import { byRule, ruleName } from './sentences.ts';
import { rowFor } from './table.ts';
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
  const { carrier } = rowFor(site);
  const { text, saves } = remedyOf(site);
  if (blocks.length === 0 || carrier === 'none') return { text: `${text}.`, saves };
  const names = list(
    byRule(blocks).map((group) => ruleName(group[0]!.rule)),
    'and',
  );
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

/** What on the save's channel passes over an alert. */
function remedyOf(site: SaveSite): Remedy {
  const row = rowFor(site);
  if (row.channel === 'apex-upsert') {
    const text =
      'No overload of upsert takes options; split into insert and update, allowSave=true would save it';
    return { text, saves: true };
  }
  if (row.carrier === 'none')
    return said(`${toolWords[site.channel] ?? 'This channel'} has no option that saves it`);
  const option = allowSaveName(site.channel);
  const since = documentedOnlySince(site);
  if (since !== null) {
    const text = `${startOf(option)} is documented from API version ${since}.0, and the call uses ${site.apiVersion}.0: below, whether it saves it is not known`;
    return said(text);
  }
  if (row.alertAllowSave?.result === 'unknown') {
    const why =
      site.channel === 'lwc' ? 'the guide calls it unsupported' : 'that is not documented for this resource';
    return said(`Whether ${option} would save it is not known: ${why}`);
  }
  return { text: `${startOf(option)} would save it`, saves: true };
}

/** Channels without an option, as the subject of a sentence. */
const toolWords: Partial<Record<SaveSite['channel'], string>> = {
  'bulk-1': 'The Bulk API',
  'bulk-2': 'The Bulk API',
  cli: 'The sf CLI',
  'data-loader-bulk': 'Data Loader in bulk mode',
  flow: 'A Flow element',
};

/** What says allowSave=true on a channel. */
function allowSaveName(channel: SaveSite['channel']): string {
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
