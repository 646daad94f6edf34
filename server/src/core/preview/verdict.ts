import type { DuplicateRule } from '../metadata/model.ts';
import type { RuleOperation } from '../outcome/model.ts';
import { reactionOn } from '../outcome/reaction.ts';
import { actionsText, ruleName, sourceWords } from '../outcome/sentences.ts';
import { actionWords, capitalize, list, operationWord, saveNoun } from '../outcome/words.ts';
import { changesNoMatchingField, conditionOn } from './bearing.ts';
import type { PreviewInput } from './input.ts';
import { type Effect, effectOfReaction, type JudgedRule } from './judgedRule.ts';
import type { Verdict } from './model.ts';
import { verdictOfLocal } from './offline/verdict.ts';

/** What a plain save gets, of all rules together. */
export function verdictOf(rules: readonly JudgedRule[], object: string | null, input: PreviewInput): Verdict {
  if (input.by === 'error') return verdictOfError(rules, object, input);
  if (input.by === 'local') return verdictOfLocal(rules, object, input);
  const { answer, operation } = input;
  const save = `${operation === null ? 'A save' : saveNoun(operation)} of ${object || 'this record'}`;
  const all = rules.filter(({ shown }) => shown.state === 'matched');
  const unmet = all.filter(({ rule }) => rule && conditionOn(rule, input.sample)?.runs === false);
  const untouched = all.filter(
    (one) => one.rule && !unmet.includes(one) && changesNoMatchingField(one.rule, input),
  );
  const matched = all.filter((one) => !unmet.includes(one) && !untouched.includes(one));
  const failed = rules.filter(({ shown }) => shown.state === 'failed');
  const withEffect = (effect: Effect) => matched.filter((rule) => effectOf(rule, input) === effect);
  const verdict = (kind: Verdict['kind'], ...sentences: readonly string[]): Verdict => ({
    kind,
    text: sentences.filter((sentence) => sentence !== '').join(' '),
  });

  const blocking = withEffect('refused');
  const alerting = withEffect('refused-unless-allow-save');
  const open = withEffect('unknown');
  const caution = failed.length > 0 ? `${counted(failed)} could not be compared.` : '';
  if (blocking.length > 0) {
    const text = `${save} is refused with DUPLICATES_DETECTED by ${names(blocking)}. No option saves it.`;
    return verdict('refused', text, conditions(blocking, input), caution);
  }
  if (open.length > 0) {
    const then = `what ${open.length === 1 ? 'it does' : 'they do'} then is not known.`;
    return verdict('unknown', `${capitalize(names(open))} ${finds(open)} a match; ${then}`, caution);
  }
  if (alerting.length > 0) {
    const text = `${save} is refused with DUPLICATES_DETECTED by ${names(alerting)}, unless allowSave=true is passed where the channel carries it.`;
    return verdict('refused-unless-allow-save', text, conditions(alerting, input), caution);
  }
  if (answer === null || !answer.success) {
    const why = answer?.errors.map(({ code, message }) => [code, message].filter(Boolean).join(': '))[0];
    return verdict(
      'unknown',
      `Salesforce could not check the record${why ? ` (${why})` : ''}: nothing is known.`,
    );
  }
  if (failed.length > 0) {
    return verdict(
      'unknown',
      `${capitalize(names(failed))} could not be compared: whether there is a duplicate is not known.`,
    );
  }
  const doubtful = untouched.filter((rule) => effectOf(rule, input) !== 'saved');
  if (doubtful.length > 0) {
    return verdict(
      'unknown',
      `${capitalize(names(doubtful))} ${finds(doubtful)} a match, but this update changes no field that ${doubtful.length === 1 ? 'it compares' : 'they compare'}: ${doubtful.length === 1 ? 'it is' : 'they are'} probably not evaluated, so that the save passes.`,
    );
  }
  if (all.length > 0) {
    const quiet = [...matched, ...untouched];
    const text = `${save} is saved though ${names(quiet)} ${finds(quiet)} a match: ${quiet.length === 1 ? 'it does' : 'they do'} not refuse a save.`;
    return verdict('saved', quiet.length > 0 ? text : '', ...unmet.map((rule) => unmetSentence(rule, input)));
  }
  return verdict('clean', cleanSentence(rules));
}

/** Of an error it is known that the save was refused. */
function verdictOfError(rules: readonly JudgedRule[], object: string | null, input: PreviewInput): Verdict {
  const { operation, isLeadConversion = false, isInferred = false } = input;
  const noun = isLeadConversion
    ? saveNoun('convertLead')
    : operation === null
      ? 'A save'
      : saveNoun(operation);
  const save = isLeadConversion ? noun : `${noun} of ${object || 'this record'}`;
  const matched = rules.filter(({ shown }) => shown.state === 'matched');
  const by = (some: readonly JudgedRule[]) =>
    `${save} was refused with DUPLICATES_DETECTED${isInferred ? ', most likely' : ''} by ${names(some)}`;
  const withEffect = (effect: Effect) => matched.filter((rule) => effectOf(rule, input) === effect);
  const blocking = withEffect('refused');
  const alerting = withEffect('refused-unless-allow-save');
  const kindOf = (): Verdict['kind'] =>
    blocking.length > 0
      ? 'refused'
      : alerting.length > 0 && alerting.length === matched.length
        ? 'refused-unless-allow-save'
        : 'unknown';

  if (matched.length === 0) {
    return {
      kind: 'unknown',
      text: `${save} was refused with DUPLICATES_DETECTED; the error does not tell by which rule.`,
    };
  }
  if (isLeadConversion) {
    return { kind: 'refused', text: `${by(matched)}: a match refuses it whatever the action of the rule.` };
  }
  switch (kindOf()) {
    case 'refused':
      return { kind: 'refused', text: `${by(blocking)}. No option saves it.` };
    case 'refused-unless-allow-save':
      return {
        kind: 'refused-unless-allow-save',
        text: `${by(alerting)}. allowSave=true would have saved it where the channel carries it.`,
      };
    default:
      return {
        kind: 'unknown',
        text: `${by(matched)}; whether ${matched.length === 1 ? 'it blocks or alerts' : 'they block or alert'} is not known.`,
      };
  }
}

/** In the words of the findings. */
function conditions(rules: readonly JudgedRule[], { sample }: PreviewInput): string {
  return rules
    .flatMap(({ rule }) => {
      const verdict = rule && conditionOn(rule, sample);
      return verdict?.runs === null
        ? [
            `${capitalize(ruleName(rule!))} runs only where ${verdict.text}; whether that holds is not known here.`,
          ]
        : [];
    })
    .join(' ');
}

function unmetSentence(one: JudgedRule, { sample }: PreviewInput): string {
  const verdict = one.rule && conditionOn(one.rule, sample);
  const text = verdict?.runs === false ? ` (${verdict.text})` : '';
  return `${capitalize(names([one]))} finds a match, but this record does not meet its condition${text}: a save does not run it.`;
}

/** Whether a rule that found nothing is named in the answer is not documented. */
function cleanSentence(rules: readonly JudgedRule[]): string {
  const unnamed = rules.filter(({ shown }) => shown.state === 'unknown');
  if (unnamed.length === 0 || rules.some(({ shown }) => shown.state === 'no-match')) {
    return 'No duplicate was found by the rules that the org compared with.';
  }
  return `No duplicate was found. The answer does not name ${names(unnamed)}: ${unnamed.length === 1 ? 'it' : 'they'} found nothing, or did not run.`;
}

function counted(rules: readonly unknown[]): string {
  return rules.length === 1 ? 'One rule' : `${rules.length} rules`;
}

function names(rules: readonly JudgedRule[]): string {
  return list(
    rules.map(({ shown }) =>
      shown.fullName === '' ? 'a rule that is not named' : `rule '${shown.label || shown.fullName}'`,
    ),
    'and',
  );
}

function finds(rules: readonly unknown[]): string {
  return rules.length === 1 ? 'finds' : 'find';
}

/**
 * What a matching rule does with a plain save. The answer's own allowSave decides: it is what the org holds. Of
 * an update by id it is not known which of the rule's actions it speaks of, so there the rule's action on edit
 * decides, unless the answer fits neither action.
 */
function effectOf({ shown, rule }: JudgedRule, { operation, by, sample }: PreviewInput): Effect {
  const own = rule && operation !== null ? effectOfReaction(reactionOn(rule, operation)) : null;
  if (shown.allowSave === null) {
    if (rule && operation === null) return effectWithoutOperation(rule, by === 'error');
    return own ?? 'unknown';
  }
  const said: Effect = shown.allowSave ? 'refused-unless-allow-save' : 'refused';
  if (own === null || own === 'unknown') return said;
  if (sample?.id && rule && fits(rule, shown.allowSave, null)) return own;
  // allowSave=true is said of a rule that only reports as well, as far as is known.
  return shown.allowSave && own === 'saved' && by !== 'error' ? own : said;
}

function effectWithoutOperation(rule: DuplicateRule, wasRefused: boolean): Effect {
  const effects = [rule.onInsert, rule.onUpdate].map(effectOfReaction);
  const possible = new Set(wasRefused ? effects.filter((effect) => effect !== 'saved') : effects);
  return possible.size === 1 ? [...possible][0]! : 'unknown';
}

/** Whether the answer's allowSave fits the rule's action on this operation; null: on either. */
function fits(rule: DuplicateRule, allowSave: boolean, operation: RuleOperation | null): boolean {
  const reactions = operation === null ? [rule.onInsert, rule.onUpdate] : [reactionOn(rule, operation)];
  return reactions.some(({ action }) => action === null || (action === 'Block') === !allowSave);
}

/** Says where the org's answer and what is known of a rule contradict each other. */
export function disagreements(rules: readonly JudgedRule[], input: PreviewInput): readonly string[] {
  const operation = input.sample?.id ? null : input.operation;
  return rules.flatMap(({ shown, rule }) => {
    if (!rule || shown.state !== 'matched' || shown.allowSave === null) return [];
    if (fits(rule, shown.allowSave, operation)) return [];
    const said = shown.allowSave ? 'allowSave=true (Allow + Alert)' : 'allowSave=false (Block)';
    const known =
      operation === null
        ? actionsText(rule)
        : `${actionWords(reactionOn(rule, operation))} on ${operationWord(operation)}`;
    return [
      `${input.by === 'error' ? 'The error says' : 'The org answers'} ${said} for ${ruleName(rule)}, while ${where(rule)} ${known}. ${consequence(rule)}`,
    ];
  });
}

function where(rule: DuplicateRule): string {
  switch (rule.source.kind) {
    case 'file':
      return `its file (${sourceWords(rule)}) says`;
    case 'org':
      return `the rules read from the org (${sourceWords(rule)}) say`;
    case 'assumed':
      return 'the standard rule that is assumed has';
  }
}

function consequence({ source }: DuplicateRule): string {
  switch (source.kind) {
    case 'file':
      return "The org's rule differs from the file: compare the local rules with the org.";
    case 'org':
      return 'The rule has changed since: read the rules of the org again.';
    case 'assumed':
      return "The org's rule differs from the standard: read the rules of the org.";
  }
}
