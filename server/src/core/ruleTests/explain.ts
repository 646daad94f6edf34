import { sameDigits } from '../matching/closeness.ts';
import { resultWords } from '../outcome/channels.ts';
import { rowOf } from '../outcome/table.ts';
import { list, sentence } from '../outcome/words.ts';
import type { Judged } from './judged.ts';
import type { PairResult, RuleResult } from './model.ts';

const mostNamed = 3;

/** Why a record fares as it does: each rule that says something, else each rule. Sentences. */
export function whyOutcome(judged: Judged): readonly string[] {
  const { rules, along } = judged.result;
  if (along !== null)
    return [`Over ${rowOf(judged.save.channel).title} a save is all or nothing: ${along} takes it along.`];
  if (rules.length === 0) return [`No duplicate rule bears on ${judged.result.object}.`];
  const telling = rules.filter(({ finding }) => finding === 'finds' || finding === 'unknown');
  return (telling.length > 0 ? telling : rules).flatMap((rule) => whyRule(rule, judged));
}

/** What a rule finds, what it does then, or why it does nothing. */
export function whyRule(rule: RuleResult, { result, save }: Judged): readonly string[] {
  const pairs = result.pairs.filter((pair) => pair.rule === rule.rule);
  const title = rowOf(save.channel).title;
  switch (rule.finding) {
    case 'not-run':
      return [`${rule.rule} does not run. ${rule.why}`];
    case 'finds': {
      const found = pairs.filter(({ visible }) => visible === true);
      const option = save.options.allowSave ? ' with allowSave' : '';
      return [
        `${rule.rule} finds ${list(rule.matches.slice(0, mostNamed), 'and')}${rule.matches.length > mostNamed ? ` and ${rule.matches.length - mostNamed} more` : ''}. Over ${title}${option} such a record is ${resultWords[rule.result]}.`,
        ...found.slice(0, mostNamed).map(pairSentence),
        ...rule.notes.map(sentence),
      ];
    }
    case 'unknown':
      return [
        `Whether ${rule.rule} finds a duplicate is not known.`,
        ...(rule.why === '' ? [] : [rule.why]),
        ...rule.notes.map(sentence),
        ...pairs
          .filter(({ visible }) => visible === null)
          .slice(0, mostNamed)
          .map(pairSentence),
      ];
    case 'finds-nothing': {
      const near = pairs.slice(0, mostNamed).map(pairSentence);
      const none =
        near.length === 0
          ? [`${rule.rule} finds nothing, and no record that was compared comes near.`]
          : [`${rule.rule} finds nothing.`, ...near];
      return [...none, ...rule.notes.map(sentence)];
    }
  }
}

/** Why records match or not, by one rule or all. */
export function whyRecords(
  names: readonly string[],
  { result }: Judged,
  rule: RuleResult | null,
): readonly string[] {
  const rules = rule === null ? result.rules : [rule];
  const compared = result.pairs.filter(
    (pair) => names.includes(pair.record) && rules.some((one) => one.rule === pair.rule),
  );
  const silent = names.filter((name) => !compared.some(({ record }) => record === name));
  const idle = rules.filter(({ finding }) => finding === 'not-run');
  const open = rules.filter(({ finding }) => finding === 'unknown');
  return [
    ...compared.map(pairSentence),
    ...(silent.length > 0
      ? [
          `${list(silent, 'and')} ${silent.length === 1 ? 'was' : 'were'} compared by no matching rule.`,
          ...idle.map((one) => `${one.rule} does not run. ${one.why}`),
          ...open.flatMap((one) => one.notes.map((note) => `${one.rule}: ${sentence(note)}`)),
        ]
      : []),
  ];
}

/** "jonathan, by Candidate_Name_and_Phone: They do not match: …" */
export function pairSentence({ record, matchingRule, trace, visible, hiddenBy }: PairResult): string {
  const hidden =
    hiddenBy === 'keys' && visible !== true
      ? visible === false
        ? ' No match key is equal, so that Salesforce does not compare them.'
        : ' No match key is equal, as far as is known how Salesforce makes them: whether it compares them is not known.'
      : hiddenBy === 'sharing' && visible !== true
        ? ' The record is not shared with the user, and the rule enforces sharing.'
        : '';
  const written = visible === true ? [] : sameDigits(trace);
  const digits =
    written.length === 0
      ? ''
      : ` ${list(written, 'and')} ${written.length === 1 ? 'has' : 'have'} the same digits, written in another way.`;
  return `${record}, by ${matchingRule}: ${trace.summary}${digits}${hidden}`;
}
