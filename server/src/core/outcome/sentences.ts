import type { DuplicateRule, RuleSource } from '../metadata/model.ts';
import type { JudgedSite } from '../rules/rule.ts';
import type { SaveSite } from '../saves/site.ts';
import { objectsOf } from './decide.ts';
import type { Proviso, RuleOperation, RuleOutcome } from './model.ts';
import { isAlert, isBlock, isCertain, reactionOf, refusals } from './reading.ts';
import { actionWords, list, momentWords, operationWord, saveNoun, sentence, shortPath } from './words.ts';

/** `rule 'Lead Email Exact'`. */
export function ruleName(rule: DuplicateRule): string {
  return `rule '${rule.label || rule.fullName}'`;
}

/** Where a rule is known from, in a few words. */
export function sourceWords({ source }: { readonly source: RuleSource }): string {
  switch (source.kind) {
    case 'file':
      return shortPath(source.location.uri);
    case 'org':
      return `org ${source.username}, read ${momentWords(source.readAt)}`;
    case 'assumed':
      return 'assumed standard rule';
  }
}

/** `rule 'Lead Email Exact' (Lead.Lead_Email_Exact, Allow + Alert on create, force-app/…/Lead.X)`. */
export function ruleWithSource(outcomes: readonly RuleOutcome[]): string {
  const { rule } = outcomes[0]!;
  return `${ruleName(rule)} (${actionsOn(outcomes)}, ${sourceWords(rule)})`;
}

/** From so many rules on, a sentence that said all of each would be a wall of text. */
const many = 3;

/** Outcomes in the order in which rules are named: of many, the rule that decides comes first. */
export function asNamed(outcomes: readonly RuleOutcome[]): readonly RuleOutcome[] {
  return byRule(outcomes).length < many ? outcomes : decisiveFirst(outcomes).flat();
}

/**
 * Rules by name, each with what it does and where it is known from; of many the first, and those that no related
 * information leads to.
 */
export function rulesWithSource(outcomes: readonly RuleOutcome[]): readonly string[] {
  const rules = byRule(asNamed(outcomes));
  return rules.map((ofRule, index) =>
    index === 0 || rules.length < many ? ruleWithSource(ofRule) : ruleInShort(ofRule),
  );
}

/** `rule 'Lead Email Exact' (Allow + Alert on create)`: its file is related information. */
function ruleInShort(outcomes: readonly RuleOutcome[]): string {
  const { rule } = outcomes[0]!;
  return rule.source.kind === 'file'
    ? `${ruleName(rule)} (${actionsOn(outcomes)})`
    : ruleWithSource(outcomes);
}

/** `Block on create and edit`, `Allow + Alert on create, Block on edit`. */
function actionsOn(outcomes: readonly RuleOutcome[]): string {
  const operations = new Map<string, RuleOperation[]>();
  for (const operation of ['insert', 'update'] as const) {
    const outcome = outcomes.find((one) => one.operation === operation);
    if (!outcome) continue;
    const words = actionWords(reactionOf(outcome));
    operations.set(words, [...(operations.get(words) ?? []), operation]);
  }
  return [...operations].map(([words, on]) => `${words} on ${list(on.map(operationWord), 'and')}`).join(', ');
}

/** What a rule is set to do: `Block on create and edit`, `Allow + Alert on create, Block on edit`. */
export function actionsText({ onInsert, onUpdate }: Pick<DuplicateRule, 'onInsert' | 'onUpdate'>): string {
  const [create, edit] = [actionWords(onInsert), actionWords(onUpdate)];
  return create === edit ? `${create} on create and edit` : `${create} on create, ${edit} on edit`;
}

/** Outcomes of one rule together, in the order in which the rules come. */
export function byRule(outcomes: readonly RuleOutcome[]): readonly (readonly RuleOutcome[])[] {
  const groups = new Map<string, RuleOutcome[]>();
  for (const outcome of outcomes) {
    // An org lists the rules of person accounts as `Account.…`: full names may meet.
    const key = `${outcome.rule.object}.${outcome.rule.name}`;
    const group = groups.get(key);
    if (group) group.push(outcome);
    else groups.set(key, [outcome]);
  }
  return [...groups.values()];
}

/** `Insert of Lead`, `Upsert of Account or Contact`, `Lead conversion`. */
export function saveWords(site: SaveSite): string {
  const noun = saveNoun(site.operation);
  if (site.operation === 'convertLead') return noun;
  const objects = objectsOf(site);
  return objects.length === 0 ? `${noun} of an SObject` : `${noun} of ${list(objects, 'or')}`;
}

/**
 * "Insert of Lead is refused with DUPLICATES_DETECTED when rule 'X' (…) finds a match.", with the provisos.
 * Only for saves that some rule can refuse.
 */
export function refusalSentences(judged: JudgedSite): readonly string[] {
  const refusing = refusals(judged);
  const isDoubtful = refusing.every(isImprobable);
  const refused = (outcomes: readonly RuleOutcome[]) => {
    const verb = isDoubtful ? 'would be refused' : 'is refused';
    return `${subject(judged.site, outcomes)} ${verb} with DUPLICATES_DETECTED ${when(judged.site, outcomes)}.`;
  };
  const [first, ...others] = decisiveFirst(refusing);
  if (first === undefined || others.length + 1 < many || refusedObjects(judged.site, refusing).length > 1) {
    return [refused(refusing), ...provisoSentences(refusing)];
  }
  const refuse = isDoubtful ? 'would refuse' : 'refuse';
  const too = `On a match, ${list(others.map(ruleInShort), 'and')} ${refuse} it, too.`;
  // What the other rules do has lines of its own.
  return [refused(first), `\n${[too, ...provisoSentences(refusing)].join(' ')}\n`];
}

interface DecisiveRule {
  readonly rule: DuplicateRule;
  /** In full: name, action, source. */
  readonly first: string;
  /** In short: name and action. */
  readonly others: readonly string[];
}

/** Of many rules of one object the one that decides, and the others; null where they are few, or of several objects. */
export function decisiveOfMany(outcomes: readonly RuleOutcome[]): DecisiveRule | null {
  const [first, ...others] = decisiveFirst(outcomes);
  if (first === undefined || others.length + 1 < many) return null;
  const { rule } = first[0]!;
  if (outcomes.some((one) => one.rule.object !== rule.object)) return null;
  return { rule, first: ruleWithSource(first), others: others.map(ruleInShort) };
}

/** The rule that decides: one that surely bears on the save, blocks, runs always. */
function decisiveFirst(outcomes: readonly RuleOutcome[]): readonly (readonly RuleOutcome[])[] {
  const rank = (ofRule: readonly RuleOutcome[]) =>
    [
      !ofRule.some(isCertain),
      !ofRule.some(isBlock),
      ofRule.every(({ provisos }) => provisos.some(({ kind }) => kind === 'rule-condition')),
    ].reduce((sum, isLess) => sum * 2 + Number(isLess), 0);
  return [...byRule(outcomes)].sort((a, b) => rank(a) - rank(b));
}

/** The fields that the code writes speak against a match. */
function isImprobable({ provisos }: RuleOutcome): boolean {
  return provisos.some(({ kind }) => kind === 'no-matching-field-written' || kind === 'needs-fields');
}

/** The save, of the objects whose rules can refuse it. */
function subject(site: SaveSite, refusing: readonly RuleOutcome[]): string {
  if (site.operation === 'convertLead') return saveWords(site);
  return `${saveNoun(site.operation)} of ${list(refusedObjects(site, refusing), 'or')}`;
}

/** In the spelling of the rules: code may write names in any case. A lead that is converted is one. */
function refusedObjects(site: SaveSite, refusing: readonly RuleOutcome[]): readonly string[] {
  if (site.operation === 'convertLead') return ['Lead'];
  const objects = refusing.map(({ rule }) => (rule.object === 'PersonAccount' ? 'Account' : rule.object));
  return [...new Set(objects)];
}

function when(site: SaveSite, refusing: readonly RuleOutcome[]): string {
  const branches = (['insert', 'update'] as const)
    .map((operation) => refusing.filter((outcome) => outcome.operation === operation))
    .filter((outcomes) => outcomes.length > 0);
  const rulesOf = (outcomes: readonly RuleOutcome[]) => outcomes.map(({ rule }) => rule.fullName).join('|');
  const same = branches.length === 2 && rulesOf(branches[0]!) === rulesOf(branches[1]!);
  if (site.operation !== 'upsert' || same) return `when ${finders(refusing)}`;
  return branches
    .map((outcomes) => {
      const verb = outcomes[0]!.operation === 'insert' ? 'creates' : 'updates';
      return `when it ${verb} a record and ${finders(outcomes)}`;
    })
    .join(', or ');
}

function finders(outcomes: readonly RuleOutcome[]): string {
  return `${list(rulesWithSource(outcomes), 'or')} finds a match`;
}

interface Qualified {
  readonly proviso: Proviso;
  readonly rules: Set<DuplicateRule>;
  readonly operations: Set<RuleOperation>;
}

/** One sentence for each proviso, with the rules that share it; "when it creates" is said by the refusal. */
export function provisoSentences(outcomes: readonly RuleOutcome[]): readonly string[] {
  const shared = new Map<string, Qualified>();
  for (const { rule, operation, provisos } of outcomes) {
    for (const proviso of provisos) {
      const key = `${proviso.kind} ${proviso.text}`;
      const entry = shared.get(key) ?? { proviso, rules: new Set(), operations: new Set() };
      entry.rules.add(rule);
      entry.operations.add(operation);
      shared.set(key, entry);
    }
  }
  const rules = new Set(outcomes.map(({ rule }) => rule));
  const operations = new Set(outcomes.map(({ operation }) => operation));
  return [...shared.values()].flatMap((entry) => {
    const words = provisoWords(entry.proviso, ruleSubject(entry.rules, rules));
    if (words === null) return [];
    const [only] = entry.operations;
    const isPartial = entry.operations.size < operations.size;
    return [sentence(isPartial ? `on ${operationWord(only!)}, ${words}` : words)];
  });
}

/** `the rule`, `each of these rules`, `rule 'A'`, `each of rules 'A' and 'B'`: always a singular. */
function ruleSubject(some: ReadonlySet<DuplicateRule>, all: ReadonlySet<DuplicateRule>): string {
  if (some.size === all.size) return all.size === 1 ? 'the rule' : 'each of these rules';
  const names = [...some].map((rule) => ruleName(rule).replace(/^rule /, ''));
  return some.size === 1 ? `rule ${names[0]}` : `each of rules ${list(names, 'and')}`;
}

function provisoWords({ kind, text }: Proviso, subject: string): string | null {
  switch (kind) {
    case 'rule-condition':
      return `${subject} runs only where ${text}`;
    case 'person-account':
      return `${subject} applies only ${text}`;
    case 'no-matching-field-written':
      return `${subject} is ${text}`;
    case 'needs-fields':
    case 'object-mapping':
      return `${subject} ${text}`;
    case 'lead-conversion-setting':
      return `this holds ${text}`;
    case 'option':
      return text;
    case 'upsert-branch':
      return null;
  }
}

/** "The alert of rule 'X' (Allow + Alert on create, …) is passed over." */
export function bypassedWords(outcomes: readonly RuleOutcome[]): string {
  return list(rulesWithSource(outcomes.filter(isAlert)), 'and');
}
