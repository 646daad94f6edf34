import type { DuplicateRule } from '../metadata/model.ts';
import { ruleName, saveWords } from '../outcome/describe.ts';
import { comparedText } from '../outcome/hover.ts';
import type { RuleOutcome } from '../outcome/model.ts';
import { shortOutcome } from '../outcome/shortWords.ts';
import { actionsOfRule, list, operationWord } from '../outcome/words.ts';
import type { RefusalKind } from '../saves/site.ts';
import { counted } from '../textPage.ts';
import { kindOrder } from './impact.ts';
import type {
  Change,
  Impact,
  MatchingRuleChange,
  RuleChange,
  RuleImpact,
  SaveChange,
  SaveChangeKind,
} from './model.ts';
import { testClauses } from './testWords.ts';

/** What becomes of saves: "3 saves become refused". One and several. */
const kindWords: Record<SaveChangeKind, readonly [string, string]> = {
  'newly-refused': ['becomes refused on a match', 'become refused on a match'],
  'refused-for-certain': ['is now known to be refused on a match', 'are now known to be refused on a match'],
  'bypass-lost': [
    'is refused in more cases, as allowSave=true no longer passes the alert',
    'are refused in more cases, as allowSave=true no longer passes the alert',
  ],
  'refused-more': ['is refused in more cases', 'are refused in more cases'],
  'refused-differently': ['may be refused in other cases', 'may be refused in other cases'],
  'becomes-unknown': ['becomes unknown', 'become unknown'],
  'no-option-left': ['can no longer be allowed by allowSave', 'can no longer be allowed by allowSave'],
  'no-longer-refused': ['is no longer refused', 'are no longer refused'],
  'refused-less': ['is refused in fewer cases', 'are refused in fewer cases'],
  'option-opens': ['can be allowed by allowSave now', 'can be allowed by allowSave now'],
  'saved-for-certain': ['is now known to be saved', 'are now known to be saved'],
  'newly-reported': ['becomes reported on a match', 'become reported on a match'],
  'reported-otherwise': ['is reported in other cases', 'are reported in other cases'],
  'no-longer-reported': ['is no longer reported', 'are no longer reported'],
};

/** Kinds by which a load may fail that did not fail before. */
export const newRefusals: ReadonlySet<SaveChangeKind> = new Set<SaveChangeKind>([
  'newly-refused',
  'refused-for-certain',
  'bypass-lost',
  'refused-more',
  'refused-differently',
]);

/** Refused as the code is, before and after: what differs is what it could do about it. */
const onlyOption: ReadonlySet<SaveChangeKind> = new Set<SaveChangeKind>(['no-option-left', 'option-opens']);

/** The changed saves of a rule: those that matter, and those that a reader may skip, with what they have in common. */
export interface SaveGroup {
  /** '' for those that matter. */
  readonly title: string;
  readonly saves: readonly SaveChange[];
}

export function groupsOf(saves: readonly SaveChange[]): readonly SaveGroup[] {
  const asBefore = (kind: SaveChangeKind) => saves.filter((save) => !save.improbable && save.kind === kind);
  const improbable = saves.filter((save) => save.improbable);
  const was = (count: number) => `${counted(count, 'save is', 'saves are')} refused on a match as before`;
  const group = (some: readonly SaveChange[], title: (count: number) => string): SaveGroup[] =>
    some.length === 0 ? [] : [{ title: title(some.length), saves: some }];
  return [
    ...group(
      saves.filter(({ kind, improbable: doubtful }) => !doubtful && !onlyOption.has(kind)),
      () => '',
    ),
    ...group(
      asBefore('no-option-left'),
      (count) => `${was(count)}, and allowSave=true could not change that any more`,
    ),
    ...group(asBefore('option-opens'), (count) => `${was(count)}, and allowSave=true could change that now`),
    ...group(
      improbable,
      (count) =>
        `${counted(count, 'save')} that the rule probably does not touch, by the fields that the code writes`,
    ),
  ];
}

export function changesOf({ rules, leadConversion }: Impact): readonly SaveChange[] {
  return [...rules.flatMap(({ saves }) => saves), ...(leadConversion?.saves ?? [])];
}

/** "3 saves become refused, 1 rule test fails": null where nothing becomes of anything. */
export function headline(impact: Impact): string | null {
  const counts = new Map<SaveChangeKind, number>();
  let improbable = 0;
  for (const changes of bySave(changesOf(impact))) {
    const kind = kindOfSave(changes);
    if (kind === null) improbable++;
    else counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const clauses: string[] = [];
  const isMore = [...counts.keys()].some((kind) => !onlyOption.has(kind));
  for (const kind of kindOrder) {
    const count = counts.get(kind) ?? 0;
    if (count === 0 || (isMore && onlyOption.has(kind))) continue;
    const words = kindWords[kind][count === 1 ? 0 : 1];
    clauses.push(clauses.length === 0 ? `${counted(count, 'save')} ${words}` : `${count} ${words}`);
  }
  if (improbable > 0) {
    const who = clauses.length === 0 ? counted(improbable, 'save') : `${improbable}`;
    clauses.push(`${who} probably ${improbable === 1 ? 'stays' : 'stay'} as before`);
  }
  const tests = testClauses(impact.tests.changes);
  return clauses.length + tests.length === 0 ? null : [...clauses, ...tests].join(', ');
}

/** "2 rules differ": what is compared, before what becomes of it. */
export function differenceOf({ rules, unusedMatchingRules, leadConversion }: Impact): string {
  const [own, unused] = [rules.length, unusedMatchingRules.length];
  const clauses = [
    own > 0 && counted(own, 'rule differs', 'rules differ'),
    unused > 0 &&
      counted(
        unused,
        'matching rule that no duplicate rule uses differs',
        'matching rules that no duplicate rule uses differ',
      ),
    leadConversion !== null && 'the setting of lead conversions differs',
  ];
  return clauses.filter((clause) => clause !== false).join(', ');
}

/** The changes of each save, whichever rules make them. */
function bySave(changes: readonly SaveChange[]): readonly (readonly SaveChange[])[] {
  const saves = new Map<string, SaveChange[]>();
  for (const change of changes) {
    const { uri, start } = change.location;
    const key = `${uri} ${start} ${change.site.enclosing} ${change.calledAt?.uri} ${change.calledAt?.start}`;
    saves.set(key, [...(saves.get(key) ?? []), change]);
  }
  return [...saves.values()];
}

/** What becomes of a save by all rules together; null where it is probably not touched. */
function kindOfSave(changes: readonly SaveChange[]): SaveChangeKind | null {
  const kinds = new Set(changes.filter(({ improbable }) => !improbable).map(kindAmongOthers));
  if (kinds.size === 0) return null;
  // One rule refuses it in cases in which another one does not any more.
  if (kinds.has('refused-more') && kinds.has('refused-less') && !kinds.has('newly-refused')) {
    return 'refused-differently';
  }
  return kindOrder.find((kind) => kinds.has(kind))!;
}

/** A save that other rules refuse too is refused in more cases, or in fewer. */
function kindAmongOthers(change: SaveChange): SaveChangeKind {
  const { kind, refusedByOthers } = change;
  if (kind === 'newly-refused' && refusedByOthers.before) {
    return losesBypass(change) ? 'bypass-lost' : 'refused-more';
  }
  return kind === 'no-longer-refused' && refusedByOthers.after ? 'refused-less' : kind;
}

/** Whether the code sets allowSave=true, which passed the alert that a block has taken the place of. */
function losesBypass({ kind, before, after }: SaveChange): boolean {
  return kind === 'bypass-lost' || (before?.result === 'saved-by-allow-save' && after?.result === 'refused');
}

/** `Rule 'Lead Email' (Lead.Lead_Email)` */
export function ruleTitle({ before, after }: RuleChange): string {
  const rule = (after ?? before)!;
  return `Rule ${ruleName(rule).replace(/^rule /, '')} (${rule.fullName})`;
}

/** What differs, a line each: elements in words, what follows for what the rule finds. */
export function ruleLines(change: RuleChange): readonly string[] {
  return [
    ...stateLines(change),
    ...change.changes.map(changeLine),
    ...change.matchingRules.flatMap(matchingRuleLines),
    ...directionLines(change),
    ...(isAsleep(change) ? ['Inactive before and after: no save is touched.'] : []),
  ];
}

export function changeLine({ what, before, after }: Change): string {
  return `${what}: ${before} → ${after}`;
}

function isAsleep({ before, after }: RuleChange): boolean {
  return before?.active === false && after?.active === false;
}

function stateLines({ state, before, after }: RuleChange): readonly string[] {
  switch (state) {
    case 'changed':
      return [];
    case 'new':
      return [`New: ${settings(after!)}.`];
    case 'deleted':
      return [
        `Deleted: it was ${settings(before!)}. A deployment without its file leaves the rule in the org as it is; that takes a destructive change.`,
      ];
    case 'renamed':
      return [
        `Renamed from ${before!.fullName}: to Salesforce a new rule. The old one stays in the org until a destructive change deletes it, and both run as long.`,
      ];
    case 'moved':
      return ['Moved to another folder; nothing else differs.'];
    case 'unreadable-before':
      return ['Its file could not be read before: what it did is not known, and no save is compared by it.'];
    case 'unreadable-after':
      return ['Its file cannot be read now: what it does is not known, and no save is compared by it.'];
  }
}

function settings(rule: DuplicateRule): string {
  return `${rule.active ? '' : 'inactive, '}${actionsOfRule(rule)}`;
}

/** Each line begins with the matching rule's name. */
export function matchingRuleLines({ state, before, after, changes }: MatchingRuleChange): readonly string[] {
  const name = `matching rule ${(after ?? before)!.fullName}`;
  switch (state) {
    case 'new':
      return [`${name}: new${after!.items.length > 0 ? `, ${comparedText(after!)}` : ''}`];
    case 'deleted':
      return [`${name}: deleted; what it compares is not known any more`];
    case 'renamed':
      return [`${name}: renamed from ${before!.fullName}, to Salesforce a new one`];
    case 'moved':
      return [`${name}: moved to another file`];
    case 'changed':
      return changes.map((change) => `${name}, ${changeLine(change)}`);
  }
}

function directionLines(change: RuleChange): readonly string[] {
  const { matching, condition, sharing, before, after, changes, matchingRules } = change;
  if (!before?.active || !after?.active) return [];
  const isWritten = (what: string) => changes.some((one) => one.what === what);
  const isRewritten = matchingRules.some(
    (one) => one.state === 'changed' && one.changes.some(({ what }) => what === 'criteria'),
  );
  const lines = {
    matching: {
      same: isRewritten ? 'Its criteria are written otherwise and mean the same.' : '',
      fewer: 'It can only match less: whatever it finds now, it found before.',
      more: 'It can only match more: whatever it found before, it still finds.',
      different: 'It may match differently: records come and go that cannot be told from the rule alone.',
    },
    condition: {
      same: isWritten('conditions') ? 'Its conditions are written otherwise and mean the same.' : '',
      fewer: 'It runs in fewer cases.',
      more: 'It runs in more cases.',
      different: 'It runs in other cases.',
    },
    sharing: {
      same: '',
      fewer: 'It finds only records that are shared with the running user.',
      more: 'It also finds records that are not shared with the running user.',
      different: 'Which records it may see is not known on one side.',
    },
  };
  return [lines.matching[matching], lines.condition[condition], lines.sharing[sharing]].filter(
    (line) => line !== '',
  );
}

/** Changed matching rules by which the records of an org decide what is hit: for `forecast`. */
export function rulesToForecast({ rules, unusedMatchingRules }: Impact): readonly string[] {
  const changed = [...rules.flatMap(({ matchingRules }) => matchingRules), ...unusedMatchingRules];
  const counting = changed.filter(
    ({ state, direction }) => state === 'new' || (state === 'changed' && direction !== 'same'),
  );
  return [...new Set(counting.map(({ after }) => after!.fullName))];
}

export interface SaveWords {
  /** `Insert of Lead in LeadCapture.save` */
  readonly save: string;
  /** What becomes of it on a match. */
  readonly before: string;
  /** The same, with all that it depends on. */
  readonly after: string;
  /** What the code makes of a refusal; '' where it is not refused afterwards. */
  readonly refusal: string;
}

/** @param conditions left out, as the reader knows them already */
export function wordsOf(change: SaveChange, conditions: ReadonlySet<string> = new Set()): SaveWords {
  const { site, before, after, operations, alsoRefusedBy, kind } = change;
  const when =
    site.operation === 'upsert' && operations.length === 1 ? ` on ${operationWord(operations[0]!)}` : '';
  const texts = new Set(after?.provisos.map(({ text }) => text));
  const [was, is] = [
    shortOutcome(before, ({ text }) => !conditions.has(text) && !texts.has(text)),
    shortOutcome(after, ({ text }) => !conditions.has(text)),
  ];
  const names = list(alsoRefusedBy.map(nameOf), 'and');
  const also = names === '' ? '' : `${kind === 'no-longer-refused' ? 'still' : 'also'} refused by ${names}`;
  return {
    save: `${saveWords(site)}${when}${site.enclosing === '' ? '' : ` in ${site.enclosing}`}`,
    before: was.join('; '),
    after: [
      `${is[0]!}${losesBypass(change) ? ', also with allowSave=true' : (frequency[kind] ?? '')}`,
      ...is.slice(1),
      ...(also === '' ? [] : [also]),
    ].join('; '),
    refusal: isRefused(after) ? refusalWords[site.refusal.kind] : '',
  };
}

function nameOf(rule: DuplicateRule): string {
  const { source, object } = rule;
  return source.kind === 'assumed' ? `the standard ${object} rule (assumed)` : ruleName(rule);
}

/** The rule of a change, where a list holds those of several: `rule 'Lead Email'`. */
export function ruleOf({ before, after }: SaveChange): string {
  return nameOf((after ?? before)!.rule);
}

const frequency: Partial<Record<SaveChangeKind, string>> = {
  'refused-more': ', in more cases',
  'refused-less': ', in fewer cases',
  'refused-differently': ', perhaps in other cases',
  'reported-otherwise': ', in other cases',
};

/** Conditions under which the rule runs for all of some saves, before and after, as long as there is such a rule. */
export function commonConditions(saves: readonly SaveChange[]): readonly string[] {
  const of = ({ provisos }: RuleOutcome) =>
    provisos.filter(({ kind }) => kind === 'rule-condition').map(({ text }) => text);
  // A rule that does not run at all is as good as none.
  const outcomes = saves
    .flatMap(({ before, after }) => [before, after])
    .filter((one) => one !== null)
    .filter((one) => one.result !== 'not-evaluated' || of(one).length > 0);
  const [first] = outcomes;
  return first === undefined
    ? []
    : of(first).filter((text) =>
        outcomes.every((one) => one.result !== 'not-evaluated' && of(one).includes(text)),
      );
}

/** Conditions that a list of what differs in the rule shows. */
export function shownConditions({ changes, saves }: RuleImpact): ReadonlySet<string> {
  if (!changes.some(({ what }) => what === 'conditions')) return new Set();
  const texts = saves.flatMap(({ before, after }) => {
    const [was, is] = [before, after].map((one) =>
      one?.provisos.find(({ kind }) => kind === 'rule-condition'),
    );
    return was && is ? [was.text, is.text] : [];
  });
  return new Set(texts);
}

function isRefused(outcome: SaveChange['after']): boolean {
  return outcome?.result === 'refused' || outcome?.result === 'refused-unless-allow-save';
}

const refusalWords: Record<RefusalKind, string> = {
  'handles-duplicates': 'handled as a duplicate',
  propagates: 'reaches the caller',
  'handles-errors': 'handled as any error',
  logs: 'only logged',
  drops: 'lost',
  unknown: 'not known',
};

/** "2 new findings", "1 finding gone". */
export function findingsTitle(count: number, what: 'new' | 'gone'): string {
  return what === 'new' ? counted(count, 'new finding') : `${counted(count, 'finding')} gone`;
}

/** How many saves stay as they are, and what no number says. */
export function restLines({ saves, tests }: Impact): readonly string[] {
  const same = saves.judged - saves.changed;
  const unchanged = tests.run - tests.changes.length;
  const rest = [
    ...(same > 0 || saves.changed === 0 ? [counted(same, 'save')] : []),
    ...(unchanged > 0 ? [counted(unchanged, 'rule test')] : []),
  ];
  return [
    ...(rest.length > 0 ? [`Unchanged: ${list(rest, 'and')}.`] : []),
    ...(saves.ofUnknownObject > 0
      ? [
          `Not judged: ${counted(saves.ofUnknownObject, 'save')} whose object is not known. Saves by people, packages and tools outside of this repository are not in it either.`,
        ]
      : ['Saves by people, packages and tools outside of this repository are not in it.']),
  ];
}

export function hasChanges({ rules, leadConversion, unusedMatchingRules }: Impact): boolean {
  return rules.length + unusedMatchingRules.length > 0 || leadConversion !== null;
}

export function leadConversionLine({ before, after }: NonNullable<Impact['leadConversion']>): string {
  const word = (value: boolean | null) => (value === null ? 'not said' : value ? 'on' : 'off');
  return `Require Validation for Converted Leads: ${word(before)} → ${word(after)}`;
}

export function fileOf({ before, after }: Pick<RuleImpact, 'before' | 'after'>): string | null {
  const source = (after ?? before)?.source;
  return source?.kind === 'file' ? source.location.uri : null;
}
