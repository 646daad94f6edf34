import type { DuplicateRule } from '../metadata/model.ts';
import { judge } from '../outcome/decide.ts';
import type { Proviso, RuleOutcome } from '../outcome/model.ts';
import { refusals } from '../outcome/reading.ts';
import type { JudgedSite } from '../rules/rule.ts';
import type { SaveSite } from '../saves/site.ts';
import { locate } from '../text.ts';
import { together } from './formula.ts';
import {
  type Direction,
  type RuleChange,
  type RuleSide,
  ruleKey,
  type SaveChange,
  type SaveChangeKind,
} from './model.ts';

/** What a rule may do otherwise: itself, or because a setting differs that bears on all rules. */
export type Compared = Pick<RuleChange, 'before' | 'after' | 'matching' | 'condition' | 'sharing'>;

/**
 * What rules do otherwise with one save: one change for each rule, with the operations on which it is the same.
 * Where the callers of a save give its options, each call is a save.
 */
export function changesOfSave(
  site: SaveSite,
  rules: readonly Compared[],
  before: RuleSide,
  after: RuleSide,
): ReadonlyMap<Compared, readonly SaveChange[]> {
  const found = new Map<Compared, SaveChange[]>();
  for (const called of asCalled(site)) {
    const was = judge(called, before.catalog);
    const is = judge(called, after.catalog);
    for (const rule of rules) {
      const changes = changesByRule(rule, was, is, called !== site);
      if (changes.length > 0) found.set(rule, [...(found.get(rule) ?? []), ...changes]);
    }
  }
  return found;
}

function asCalled(site: SaveSite): readonly SaveSite[] {
  return site.calledWith.length === 0
    ? [site]
    : site.calledWith.map((options) => ({ ...site, options, calledWith: [] }));
}

function changesByRule(
  rule: Compared,
  was: JudgedSite,
  is: JudgedSite,
  isCall: boolean,
): readonly SaveChange[] {
  const changes: SaveChange[] = [];
  for (const operation of ['insert', 'update'] as const) {
    const before = outcomeOf(was, rule.before, operation);
    const after = outcomeOf(is, rule.after, operation);
    const kind = kindOf(before, after, rule, is.site);
    if (kind === null) continue;
    const same = changes.findIndex(
      (change) =>
        change.kind === kind &&
        change.before?.result === before?.result &&
        change.after?.result === after?.result &&
        ownProvisos(change.after) === ownProvisos(after),
    );
    if (same >= 0) {
      changes[same] = { ...changes[same]!, operations: ['insert', 'update'] };
      continue;
    }
    const { site } = is;
    const { place } = site.options;
    changes.push({
      kind,
      site,
      location: locate(site.place),
      calledAt: isCall && place !== null ? locate(place) : null,
      operations: [operation],
      before,
      after,
      improbable: isImprobable(decisive(before, after, site)),
      ...byOthers(rule, was, is),
    });
  }
  return changes;
}

function outcomeOf(
  { outcomes }: JudgedSite,
  rule: DuplicateRule | null,
  operation: RuleOutcome['operation'],
): RuleOutcome | null {
  if (rule === null) return null;
  const key = ruleKey(rule);
  return outcomes.find((one) => one.operation === operation && ruleKey(one.rule) === key) ?? null;
}

type Effect =
  | 'nothing'
  | 'reported'
  | 'refused'
  /** Refused where the code does not come to set allowSave=true. */
  | 'refused-on-some-ways'
  | 'unknown';

function effectOf(outcome: RuleOutcome | null, { options }: SaveSite): Effect {
  switch (outcome?.result) {
    case undefined:
    case 'not-evaluated':
    case 'saved':
    case 'saved-by-allow-save':
      return 'nothing';
    case 'saved-and-reported':
      return 'reported';
    case 'unknown':
      return 'unknown';
    case 'refused':
      return 'refused';
    case 'refused-unless-allow-save': {
      const { allowSave, ineffective } = options;
      const isSetSomewhere = allowSave.kind === 'conditional' && allowSave.value && ineffective === undefined;
      return isSetSomewhere ? 'refused-on-some-ways' : 'refused';
    }
  }
}

/** Null where the rule does the same with the save as before. */
function kindOf(
  before: RuleOutcome | null,
  after: RuleOutcome | null,
  rule: Compared,
  site: SaveSite,
): SaveChangeKind | null {
  const [was, is] = [effectOf(before, site), effectOf(after, site)];
  if (was !== is) return kindOfEffects(was, is);
  if (was === 'nothing' || was === 'unknown' || before === null || after === null) return null;
  const direction = directionFor(before, after, rule);
  if (was === 'reported') return direction === 'same' ? null : 'reported-otherwise';
  if (direction === 'more') return 'refused-more';
  if (direction === 'fewer') return 'refused-less';
  if (direction === 'different') return 'refused-differently';
  if (before.result === after.result) return null;
  return after.result === 'refused' ? 'no-option-left' : 'option-opens';
}

function kindOfEffects(was: Effect, is: Effect): SaveChangeKind {
  if (is === 'unknown') return 'becomes-unknown';
  if (is === 'refused') {
    if (was === 'unknown') return 'refused-for-certain';
    return was === 'refused-on-some-ways' ? 'bypass-lost' : 'newly-refused';
  }
  if (is === 'refused-on-some-ways') {
    if (was === 'unknown') return 'refused-for-certain';
    return was === 'refused' ? 'refused-less' : 'newly-refused';
  }
  if (was === 'refused' || was === 'refused-on-some-ways') return 'no-longer-refused';
  if (was === 'unknown') return 'saved-for-certain';
  return is === 'reported' ? 'newly-reported' : 'no-longer-reported';
}

/** In which cases the rule bears on this save: what the code itself settles is no case. */
function directionFor(before: RuleOutcome, after: RuleOutcome, rule: Compared): Direction {
  const condition = (outcome: RuleOutcome) =>
    outcome.provisos.find(({ kind }) => kind === 'rule-condition')?.text ?? null;
  const [was, is] = [condition(before), condition(after)];
  const byCondition: Direction =
    was === is ? 'same' : was === null ? 'fewer' : is === null ? 'more' : rule.condition;
  const doubts = (['fields', 'setting', 'kind'] as const).map((doubt): Direction => {
    const [wasIn, isIn] = [isDoubted(before, doubt), isDoubted(after, doubt)];
    return wasIn === isIn ? 'same' : isIn ? 'fewer' : 'more';
  });
  return together([byCondition, ...doubts, rule.matching, rule.sharing]);
}

type Doubt = 'fields' | 'setting' | 'kind';

const doubts: Readonly<Record<Doubt, readonly Proviso['kind'][]>> = {
  fields: ['needs-fields', 'no-matching-field-written'],
  setting: ['lead-conversion-setting'],
  kind: ['person-account'],
};

function isDoubted({ provisos }: RuleOutcome, doubt: Doubt): boolean {
  return provisos.some(({ kind }) => doubts[doubt].includes(kind));
}

/** Of the two times the one whose graver effect the change is about, where it comes true: the later one if they are alike. */
function decisive(before: RuleOutcome | null, after: RuleOutcome | null, site: SaveSite): RuleOutcome | null {
  const gravity = (outcome: RuleOutcome | null) => byGravity.indexOf(effectOf(outcome, site));
  return gravity(before) > gravity(after) ? before : after;
}

const byGravity: readonly Effect[] = ['nothing', 'reported', 'unknown', 'refused-on-some-ways', 'refused'];

/** The fields that the code writes speak against a match. */
function isImprobable(outcome: RuleOutcome | null): boolean {
  return outcome !== null && isDoubted(outcome, 'fields');
}

/** Without "when it creates", which the operation says. */
function ownProvisos(outcome: RuleOutcome | null): string {
  const provisos = outcome?.provisos.filter(({ kind }) => kind !== 'upsert-branch') ?? [];
  return JSON.stringify(provisos.map(({ kind, text }) => [kind, text]));
}

type ByOthers = Pick<SaveChange, 'alsoRefusedBy' | 'refusedByOthers'>;

/** What rules other than this one do with the save. */
function byOthers(rule: Compared, was: JudgedSite, is: JudgedSite): ByOthers {
  const own = new Set([rule.before, rule.after].flatMap((one) => (one === null ? [] : [ruleKey(one)])));
  const refusing = (judged: JudgedSite) =>
    new Map(
      refusals(judged)
        .filter((outcome) => !own.has(ruleKey(outcome.rule)) && !isImprobable(outcome))
        .map((outcome) => [ruleKey(outcome.rule), outcome.rule]),
    );
  const [before, after] = [refusing(was), refusing(is)];
  return {
    alsoRefusedBy: [...after].filter(([key]) => before.has(key)).map(([, one]) => one),
    refusedByOthers: { before: before.size > 0, after: after.size > 0 },
  };
}
