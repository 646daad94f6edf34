import type { DuplicateRule, RuleReaction } from '../metadata/model.ts';
import type { RuleOperation } from '../outcome/model.ts';
import { actionsText, ruleName, sourceWords } from '../outcome/sentences.ts';
import { actionWords, list, operationWord, saveNoun } from '../outcome/words.ts';
import type { PreviewInput } from './input.ts';
import type { PreviewRule, Verdict } from './model.ts';

/** A rule of the preview with what stands behind it. */
export interface JudgedRule {
  readonly shown: PreviewRule;
  /** Null where the catalogue does not know it. */
  readonly rule: DuplicateRule | null;
}

type Effect = 'refused' | 'refused-unless-allow-save' | 'saved' | 'unknown';

/** What a plain save gets, of all rules together. */
export function verdictOf(rules: readonly JudgedRule[], object: string | null, input: PreviewInput): Verdict {
  const { answer, by, operation } = input;
  const save = `${operation === null ? 'A save' : saveNoun(operation)} of ${object || 'this record'}`;
  const matched = rules.filter(({ shown }) => shown.state === 'matched');
  const failed = rules.filter(({ shown }) => shown.state === 'failed');
  const withEffect = (effect: Effect) => matched.filter((rule) => effectOf(rule, input) === effect);

  const blocking = withEffect('refused');
  const alerting = withEffect('refused-unless-allow-save');
  const open = withEffect('unknown');
  const caution =
    failed.length > 0
      ? ` ${failed.length === 1 ? 'One rule' : `${failed.length} rules`} could not be compared.`
      : '';
  const was = by === 'error' ? 'was' : 'is';
  if (blocking.length > 0) {
    const text = `${save} ${was} refused with DUPLICATES_DETECTED by ${names(blocking)}. No option saves it.`;
    return { kind: 'refused', text: text + caution };
  }
  if (open.length > 0) {
    const text = `${names(open)} ${finds(open)} a match; what ${open.length === 1 ? 'it does' : 'they do'} then is not known.`;
    return { kind: 'unknown', text: text.charAt(0).toUpperCase() + text.slice(1) + caution };
  }
  if (alerting.length > 0) {
    const text = `${save} ${was} refused with DUPLICATES_DETECTED by ${names(alerting)}, unless allowSave=true is passed where the channel carries it.`;
    return { kind: 'refused-unless-allow-save', text: text + caution };
  }
  if (by === 'error') {
    return {
      kind: 'unknown',
      text: `${save} was refused with DUPLICATES_DETECTED; the error does not tell by which rule.`,
    };
  }
  if (answer === null || !answer.success) {
    const why = answer?.errors.map(({ code, message }) => [code, message].filter(Boolean).join(': '))[0];
    return {
      kind: 'unknown',
      text: `Salesforce could not check the record${why ? ` (${why})` : ''}: nothing is known.`,
    };
  }
  if (failed.length > 0) {
    return {
      kind: 'unknown',
      text: `${names(failed)} could not be compared: whether there is a duplicate is not known.`.replace(
        /^r/,
        'R',
      ),
    };
  }
  if (matched.length > 0) {
    const text = `${save} is saved though ${names(matched)} ${finds(matched)} a match: ${matched.length === 1 ? 'it does' : 'they do'} not refuse a save.`;
    return { kind: 'saved', text };
  }
  return { kind: 'clean', text: 'No duplicate was found by the rules that the org compared with.' };
}

function names(rules: readonly JudgedRule[]): string {
  return list(
    rules.map(({ shown }) => `rule '${shown.label || shown.fullName}'`),
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

function effectOfReaction({ action, alert }: RuleReaction): Effect {
  if (action === null) return 'unknown';
  if (action === 'Block') return 'refused';
  return alert ? 'refused-unless-allow-save' : 'saved';
}

function reactionOn(rule: DuplicateRule, operation: RuleOperation): RuleReaction {
  return operation === 'insert' ? rule.onInsert : rule.onUpdate;
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
      `The org answers ${said} for ${ruleName(rule)}, while ${where(rule)} ${known}. ${consequence(rule)}`,
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
      return 'The rule has changed since: refresh the rules from the org.';
    case 'assumed':
      return "The org's rule differs from the standard: refresh the rules from the org.";
  }
}
