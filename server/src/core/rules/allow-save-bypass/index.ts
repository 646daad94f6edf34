import {
  asNamed,
  bypassedWords,
  decisiveOfMany,
  provisoSentences,
  rulesWithSource,
} from '../../outcome/describe.ts';
import type { RuleOutcome } from '../../outcome/model.ts';
import { documentedOnlySince } from '../../outcome/optionSemantics.ts';
import { isAlert, isBlock, severityBy } from '../../outcome/reading.ts';
import { rowFor } from '../../outcome/table.ts';
import { capitalize, list } from '../../outcome/words.ts';
import {
  allowSaveWords,
  hasUnknownObject,
  minding,
  type Reach,
  reachesWith,
  saveList,
  systemContextSentence,
  whenWords,
} from '../options.ts';
import { onOption } from '../reports.ts';
import type { Rule } from '../rule.ts';

export const allowSaveBypass: Rule = {
  id: 'allow-save-bypass',
  description: 'allowSave=true saves records over the alert of a duplicate rule, and no reason is stated.',
  severities: ['warning', 'information'],
  on: 'option',
  check(setting) {
    if (setting.option !== 'allowSave') return null;
    const reaches = reachesWith(setting, true).filter(canAllow);
    const bypassing = reaches.filter((reach) => bypassed(reach).length > 0);
    const unknown = reaches.filter(({ judged }) => hasUnknownObject(judged));
    if (bypassing.length === 0 && unknown.length === 0) return null;
    const alerts = bypassing.flatMap(bypassed);
    const blocks = bypassing.flatMap(({ judged }) => minding(judged).filter(isBlock));
    const concerned = bypassing.length > 0 ? bypassing : unknown;
    return onOption(
      setting,
      severityBy(alerts),
      [
        ...(alerts.length > 0 ? bypassSentences(bypassing, alerts) : [unknownSentence(unknown)]),
        blocks.length > 0
          ? `${stillRefusing(blocks)} still refuses it: no option passes a Block rule.`
          : null,
        channelSentence(concerned),
        systemContextSentence(concerned),
        'Write down why, as the page of this rule shows, or take the option out and handle the refusal.',
      ],
      [...asNamed(alerts), ...asNamed(blocks)],
    );
  },
};

/** Where options that say nothing (ineffective-duplicate-header) reach a save, they bypass nothing there. */
function canAllow({ judged }: Reach): boolean {
  const { site } = judged;
  if (site.operation === 'convertLead' || documentedOnlySince(site) !== null) return false;
  if (site.options.ineffective !== undefined) return false;
  const { channel, carrier } = rowFor(site);
  return carrier !== 'none' && channel !== 'apex-set-options' && channel !== 'apex-upsert';
}

function bypassed({ judged }: Reach): readonly RuleOutcome[] {
  return minding(judged).filter(isAlert);
}

function bypassSentences(reaches: readonly Reach[], alerts: readonly RuleOutcome[]): readonly string[] {
  const saves = saveList(reaches);
  // Of some channels it is not known whether they honour the option.
  const isOpen = alerts.every(({ result }) => result === 'unknown');
  const [takes, is, passes] = isOpen ? ['may take', 'may be', 'may pass'] : ['takes', 'is', 'passes'];
  const past = (rules: string) =>
    `${allowSaveWords(reaches)}${whenWords(reaches)} ${takes} ${saves} past the alert of ${rules}: a duplicate ${is} saved. No reason is stated.`;
  const provisos = provisoSentences(alerts.map(withoutOptionProvisos));
  const many = decisiveOfMany(alerts);
  if (many === null || !reaches.every((reach) => bypassed(reach).some(({ rule }) => rule === many.rule))) {
    return [past(bypassedWords(alerts)), ...provisos];
  }
  const too = `It ${passes} the alerts of ${list(many.others, 'and')}, too.`;
  // What the other rules do has lines of its own.
  return [past(many.first), `\n${[too, ...provisos].join(' ')}\n`];
}

function unknownSentence(reaches: readonly Reach[]): string {
  return `${allowSaveWords(reaches)}${whenWords(reaches)} takes the save past the alerts of duplicate rules. Which object it saves is not known here. No reason is stated.`;
}

function stillRefusing(blocks: readonly RuleOutcome[]): string {
  return capitalize(list(rulesWithSource(blocks), 'or'));
}

function channelSentence(reaches: readonly Reach[]): string | null {
  const channels = new Set(reaches.map(({ judged }) => judged.site.channel));
  if (channels.has('lwc')) {
    return 'The guide of Lightning web components says that passing allowSaveOnDuplicate is not supported.';
  }
  return channels.has('rest-tree') || channels.has('rest-batch')
    ? 'Whether this resource honours the header is not documented.'
    : null;
}

/** "when x" is said already. */
function withoutOptionProvisos(outcome: RuleOutcome): RuleOutcome {
  return { ...outcome, provisos: outcome.provisos.filter(({ kind }) => kind !== 'option') };
}
