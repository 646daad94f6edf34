import type { DuplicateRule, RuleReaction } from '../metadata/model.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { actionsText, ruleName, sourceWords } from '../outcome/sentences.ts';
import { comparable, isStandardAlertText } from './alertTexts.ts';
import type { Refusal } from './model.ts';

/** How a rule is known to be the one, surest first. `default-text`: its alert text is the message, as any rule's may be. */
export type Evidence = 'name' | 'label' | 'alert-text' | 'object' | 'default-text';

/** A duplicate rule that can be the one that refused. */
export interface RuleCandidate {
  readonly rule: DuplicateRule;
  readonly by: Evidence;
  /** For a reader: "the error names it", "its alert text is the message". */
  readonly how: string;
}

export interface RuleResolution {
  /** Those known by name are the rules; of others, several stay several. In the order of the catalogue. */
  readonly candidates: readonly RuleCandidate[];
  /** What stays open and what to do: sentences. */
  readonly notes: readonly string[];
}

/**
 * Which duplicate rules can have refused, and how that is known: by the name that the payload or the log gives, else
 * by an alert text that equals the message, else by the object. An alert text fits several rules where they have the
 * same one; the text that rules have by default says nothing of a rule that is only assumed.
 */
export function resolveRefusal(refusal: Refusal, catalog: RuleCatalog): RuleResolution {
  const named = byName(refusal, catalog);
  if (named !== null) return named;

  const refusing = catalog.duplicateRules.filter((rule) => isPossible(rule, refusal));
  const message = comparable(refusal.message);
  const isDefault = isStandardAlertText(message);
  const fitting =
    message === '' ? [] : refusing.filter((rule) => comparable(rule.alertText ?? '') === message);
  const known = isDefault ? fitting.filter(({ source }) => source.kind !== 'assumed') : fitting;
  if (known.length > 0) {
    const defaultNotes = isDefault ? defaultTextNotes(refusal, known, catalog) : [];
    const isLikely = known.length === 1 && refusal.object !== null;
    const by = isDefault && !isLikely ? 'default-text' : 'alert-text';
    return {
      candidates: known.map((rule) => ({ rule, by, how: 'its alert text is the message' })),
      notes: [...(isDefault ? defaultNotes : severalNotes(known)), ...assumedNotes(known, catalog, refusal)],
    };
  }
  const passing = quietNotes(refusal, catalog);
  if (refusal.object === null) {
    const note = isDefault ? defaultTextNotes(refusal, [], catalog) : [unknownNote(refusal, catalog)];
    return { candidates: [], notes: [...passing, ...note] };
  }

  const ofObject = refusing.filter((rule) => concerns(rule, refusal.object!));
  const how = (rule: DuplicateRule) =>
    message === '' || fitting.includes(rule)
      ? `it is a rule of ${refusal.object} that refuses`
      : `it is a rule of ${refusal.object} that refuses, though its alert text is another`;
  return {
    candidates: ofObject.map((rule) => ({ rule, by: 'object', how: how(rule) })),
    notes: [
      ...passing,
      ...(isDefault && ofObject.length > 0 ? defaultTextNotes(refusal, [], catalog) : []),
      ...(ofObject.length === 0 ? [unknownNote(refusal, catalog)] : assumedNotes(ofObject, catalog, refusal)),
    ],
  };
}

/** Any rule may have the text: it tells something only where all rules of the object are known, and one has it. */
function defaultTextNotes(
  { message, object }: Refusal,
  known: readonly DuplicateRule[],
  catalog: RuleCatalog,
): readonly string[] {
  const objects = object === null ? catalog.duplicateRules.map((rule) => rule.object) : [object];
  const isComplete = objects.length > 0 && objects.every((one) => catalog.isComplete(one));
  if (object !== null && isComplete && known.length === 1) return [];
  const open = object === null ? 'neither the rule nor the object' : 'no rule';
  const having = known.length < 2 ? '' : ` ${known.length} of the rules that are known here have it.`;
  const next = isComplete ? '' : ' To know which rules have it, read the rules of the org.';
  return [
    `“${comparable(message)}” is the text that Salesforce gives to duplicate rules by default: it tells ${open}.${having}${next}`,
  ];
}

/** A rule whose alert text is the message, and which refuses no such save as far as it is known here. */
function quietNotes(refusal: Refusal, catalog: RuleCatalog): readonly string[] {
  const message = comparable(refusal.message);
  if (message === '' || isStandardAlertText(message)) return [];
  return catalog.duplicateRules
    .filter((rule) => comparable(rule.alertText ?? '') === message)
    .filter((rule) => refusal.object === null || concerns(rule, refusal.object))
    .map((rule) => {
      const what = rule.active ? `has ${actionsText(rule)}` : 'is not active';
      return `The alert text is that of ${ruleName(rule)}, which ${what} in ${sourceWords(rule)} and would not refuse this save: the org's rule may differ.`;
    });
}

interface Name {
  readonly name: string;
  readonly object: string;
  readonly isLabel: boolean;
}

/** Null where no rule is named. */
function byName(refusal: Refusal, catalog: RuleCatalog): RuleResolution | null {
  const names = namesIn(refusal);
  if (names.length === 0) return null;
  const candidates = new Map<DuplicateRule, RuleCandidate>();
  const notes: string[] = [];
  for (const { name, object, isLabel } of names) {
    const fitting = catalog.duplicateRules.filter(
      (rule) =>
        (object === '' || concerns(rule, object)) &&
        (equal(rule.name, name) || (isLabel && equal(rule.label, name))),
    );
    if (fitting.length === 0) {
      const whose = object === '' ? '' : ` of ${object}`;
      notes.push(
        `Rule '${name}'${whose}, which the error names, is not among the known rules: ${whatToDo(object || null, catalog)}.`,
      );
    }
    if (fitting.length > 1) notes.push(...severalNotes(fitting));
    for (const rule of fitting) {
      const by = equal(rule.name, name) ? 'name' : 'label';
      candidates.set(rule, {
        rule,
        by,
        how: by === 'name' ? 'the error names it' : 'the log names its label',
      });
      if (!rule.active)
        notes.push(
          `Rule '${rule.label}' is not active in its source now: it has changed since, or the source is not what the org has.`,
        );
    }
  }
  return { candidates: [...candidates.values()], notes: [...new Set(notes)] };
}

function namesIn({ answer, rules, object }: Refusal): readonly Name[] {
  const names: Name[] = [];
  for (const result of answer?.results ?? []) {
    // The UI API does not say whether it gives the developer name; others do.
    const isLabel = result.duplicateRuleEntityType === '';
    if (result.duplicateRule !== '') {
      names.push({
        name: result.duplicateRule,
        object: result.duplicateRuleEntityType || (object ?? ''),
        isLabel,
      });
    }
  }
  for (const { name } of rules) if (name !== null) names.push({ name, object: object ?? '', isLabel: true });
  return names;
}

/** An active rule that refuses on the operation, as far as both are known. */
function isPossible(rule: DuplicateRule, { object, operation }: Refusal): boolean {
  if (!rule.active || (object !== null && !concerns(rule, object))) return false;
  // A conversion is refused whatever the action of the rule.
  if (operation === 'convertLead') return true;
  if (operation === 'insert') return canRefuse(rule.onInsert);
  if (operation === 'update') return canRefuse(rule.onUpdate);
  return canRefuse(rule.onInsert) || canRefuse(rule.onUpdate);
}

export function canRefuse({ action, alert }: RuleReaction): boolean {
  return action !== 'Allow' || alert;
}

/** Rules of person accounts bear on accounts. */
function concerns(rule: DuplicateRule, object: string): boolean {
  const both = [rule.object.toLowerCase(), object.toLowerCase()];
  return both[0] === both[1] || both.every((name) => name === 'account' || name === 'personaccount');
}

function equal(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function severalNotes(rules: readonly DuplicateRule[]): readonly string[] {
  if (rules.length < 2) return [];
  return [`${rules.length} rules fit, and the error does not tell which of them it was.`];
}

function assumedNotes(
  rules: readonly DuplicateRule[],
  catalog: RuleCatalog,
  { object }: Refusal,
): readonly string[] {
  const objects = object === null ? rules.map((rule) => rule.object) : [object];
  const isComplete = objects.every((one) => catalog.isComplete(one));
  if (rules.some(({ source }) => source.kind === 'assumed')) {
    return [
      'A standard rule is assumed here as Salesforce delivers it: read the rules of the org to be sure.',
    ];
  }
  return isComplete ? [] : ['Other rules may exist that are not known here.'];
}

/** Where all rules are known, refreshing them does not help. */
function whatToDo(object: string | null, catalog: RuleCatalog): string {
  return object !== null && catalog.isComplete(object)
    ? `all rules of ${object} are known here, so they have changed since, or the error comes from another org`
    : 'read the rules of the org';
}

function unknownNote({ object, message }: Refusal, catalog: RuleCatalog): string {
  const whose = object === null ? 'No known rule' : `No known rule of ${object}`;
  const what = message === '' ? ' can have refused' : ' that refuses has this alert text';
  return `${whose}${what}: ${whatToDo(object, catalog)}.`;
}
