import type { Certainty } from '../../matching/certainty.ts';
import type { RuleRun } from '../../matching/run/model.ts';
import { reactionOn } from '../../outcome/reaction.ts';
import { capitalize, list, saveNoun } from '../../outcome/words.ts';
import type { PreviewInput } from '../input.ts';
import { effectOfReaction, type JudgedRule } from '../judgedRule.ts';
import type { Verdict } from '../model.ts';

/** What a plain save gets by the local rules and records. */
export function verdictOfLocal(
  rules: readonly JudgedRule[],
  object: string | null,
  input: PreviewInput,
): Verdict {
  const operation = input.operation ?? 'insert';
  const save = `${saveNoun(operation)} of ${object || 'this record'}`;
  const runs = (input.local ?? []).filter(({ rule, runs: does }) => rule.active && does !== false);
  const finding = runs.filter(({ finds, runs: does }) => finds === true && does === true);
  const open = runs.filter(({ finds, runs: does }) => finds === null || (finds === true && does === null));
  const effectOf = ({ rule }: RuleRun) => effectOfReaction(reactionOn(rule, operation));
  const having = (some: readonly RuleRun[], effect: ReturnType<typeof effectOf>) =>
    some.filter((run) => effectOf(run) === effect);

  const blocking = having(finding, 'refused');
  const alerting = having(finding, 'refused-unless-allow-save');
  const unclear = having(finding, 'unknown');
  const openRefusing = open.filter((run) => effectOf(run) !== 'saved');
  const caution =
    openRefusing.length > 0
      ? `Whether ${names(openRefusing)} ${finds(openRefusing)} one too is not known.`
      : '';
  if (blocking.length > 0) {
    const text = `${save} is refused with DUPLICATES_DETECTED by ${names(blocking)}. No option saves it.`;
    return verdict('refused', text, sureness(blocking));
  }
  if (unclear.length > 0) {
    return verdict(
      'unknown',
      `${capitalize(names(unclear))} ${finds(unclear)} a match; what follows is not known.`,
    );
  }
  if (alerting.length > 0) {
    const text = `${save} is refused with DUPLICATES_DETECTED by ${names(alerting)}, unless allowSave=true is passed where the channel carries it.`;
    return verdict('refused-unless-allow-save', text, sureness(alerting), caution);
  }
  if (openRefusing.length > 0) {
    return verdict(
      'unknown',
      `Whether ${names(openRefusing)} ${finds(openRefusing)} a duplicate is not known: see there why.`,
    );
  }
  if (finding.length > 0) {
    const text = `${save} is saved though ${names(finding)} ${finds(finding)} a match: ${finding.length === 1 ? 'it does' : 'they do'} not refuse a save.`;
    // That rules which would refuse it find nothing counts too.
    return verdict('saved', text, sureness(runs));
  }
  if (rules.length === 0)
    return verdict('unknown', `No active duplicate rule of ${object || 'the object'} is known.`);
  return verdict('clean', 'No duplicate is among the records that were compared.', sureness(runs));
}

function verdict(kind: Verdict['kind'], ...sentences: readonly string[]): Verdict {
  return { kind, text: sentences.filter((sentence) => sentence !== '').join(' ') };
}

/** The least sure of them is told. */
function sureness(runs: readonly RuleRun[]): string {
  const certainties = new Set<Certainty>(runs.map(({ certainty }) => certainty));
  if (certainties.has('unknown')) return 'How sure that is is not known.';
  return certainties.has('approximate')
    ? "Approximate: it rests on algorithms of Salesforce's that are not public."
    : '';
}

function names(runs: readonly RuleRun[]): string {
  return list(
    runs.map(({ rule }) => `rule '${rule.label || rule.fullName}'`),
    'and',
  );
}

function finds(runs: readonly unknown[]): string {
  return runs.length === 1 ? 'finds' : 'find';
}
