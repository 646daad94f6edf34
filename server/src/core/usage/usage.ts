import type { DuplicateRule } from '../metadata/model.ts';
import { objectsOf } from '../outcome/decide.ts';
import type { RuleCatalog, RuleOutcome } from '../outcome/model.ts';
import type { JudgedSite } from '../rules/rule.ts';
import type { Standing } from '../standing/standing.ts';
import { locate } from '../text.ts';
import { effectAsCalled } from './effect.ts';
import { type EffectCounts, type GovernedSave, type SaveEffect, saveEffects } from './model.ts';

export interface UsageInput {
  /** The saves of all files. */
  readonly saves: Iterable<JudgedSite>;
  /** By which they were judged. */
  readonly catalog: RuleCatalog;
  readonly includeTests: boolean;
  /** Classes through which others save. */
  readonly standing?: readonly Standing[];
}

/** Which saves each rule and each object governs. */
export interface Usage {
  /** The saves on which an active rule bears, the gravest first. */
  ofRule(rule: Pick<DuplicateRule, 'object' | 'name'>): readonly GovernedSave[];
  /** The saves of an object's records (any case); `PersonAccount`: those on which its rules bear. */
  ofObject(object: string): readonly GovernedSave[];
  /** Saves of whose objects nothing is known: generic wrappers, operands that cannot be followed. */
  readonly withoutObject: readonly JudgedSite[];
  /** Saves of whatever they are given, in a class that makes the options of its callers: judged at these. */
  readonly inSaveClasses: readonly JudgedSite[];
}

/** Sorts judged saves by the rules and objects that govern them. A save that is found twice counts once. */
export function buildUsage({ saves, catalog, includeTests, standing = [] }: UsageInput): Usage {
  const byRule = new Map<string, Map<string, GovernedSave>>();
  const byObject = new Map<string, Map<string, GovernedSave>>();
  const withoutObject = new Map<string, JudgedSite>();
  const inSaveClasses = new Map<string, JudgedSite>();
  const saveClasses = new Set(standing.flatMap(({ kind, uri }) => (kind === 'save-class' ? [uri] : [])));

  for (const judged of saves) {
    const { site, outcomes } = judged;
    if (site.inTest && !includeTests) continue;
    const at = placeKey(judged);
    const objects = objectsOf(site);
    if (objects.length === 0) {
      const isCallers = site.target.kind === 'generic' && saveClasses.has(locate(site.place).uri);
      (isCallers ? inSaveClasses : withoutObject).set(at, judged);
      continue;
    }
    for (const group of grouped(outcomes, ({ rule }) => ruleKey(rule))) {
      keepGravest(byRule, group.key, at, governed(judged, group.outcomes, catalog));
    }
    // By the rules' own objects: those of person accounts bear on saves of Account.
    const ofRules = grouped(outcomes, ({ rule }) => rule.object.toLowerCase());
    const others = objects.filter((object) => !ofRules.some(({ key }) => key === object.toLowerCase()));
    for (const { key, outcomes: own } of ofRules)
      keepGravest(byObject, key, at, governed(judged, own, catalog));
    for (const object of others)
      keepGravest(byObject, object.toLowerCase(), at, governed(judged, [], catalog));
  }

  const sortedRules = sortedValues(byRule);
  const sortedObjects = sortedValues(byObject);
  return {
    ofRule: (rule) => sortedRules(ruleKey(rule)),
    ofObject: (object) => sortedObjects(object.toLowerCase()),
    withoutObject: [...withoutObject.values()].sort(inOrderOfText),
    inSaveClasses: [...inSaveClasses.values()].sort(inOrderOfText),
  };
}

export function countEffects(saves: readonly GovernedSave[]): EffectCounts {
  const counts = Object.fromEntries(saveEffects.map((effect) => [effect, 0])) as Record<SaveEffect, number>;
  for (const { effect } of saves) counts[effect]++;
  return counts;
}

/** The saves that a rule can refuse. */
export function refusable(saves: readonly GovernedSave[]): readonly GovernedSave[] {
  return saves.filter(({ effect }) => effect === 'refused' || effect === 'may-be-refused');
}

function governed(judged: JudgedSite, outcomes: readonly RuleOutcome[], catalog: RuleCatalog): GovernedSave {
  return { judged, effect: effectAsCalled(judged, outcomes, catalog), outcomes };
}

function keepGravest(
  all: Map<string, Map<string, GovernedSave>>,
  key: string,
  at: string,
  save: GovernedSave,
): void {
  let ofKey = all.get(key);
  if (ofKey === undefined) {
    ofKey = new Map();
    all.set(key, ofKey);
  }
  const known = ofKey.get(at);
  if (known === undefined || rank(save) < rank(known)) ofKey.set(at, save);
}

function grouped(outcomes: readonly RuleOutcome[], keyOf: (outcome: RuleOutcome) => string) {
  const groups = new Map<string, RuleOutcome[]>();
  for (const outcome of outcomes) {
    const key = keyOf(outcome);
    const group = groups.get(key);
    if (group) group.push(outcome);
    else groups.set(key, [outcome]);
  }
  return [...groups].map(([key, of]) => ({ key, outcomes: of as readonly RuleOutcome[] }));
}

/** Sorted when first asked for: most rules and objects are never looked at. */
function sortedValues(all: ReadonlyMap<string, ReadonlyMap<string, GovernedSave>>) {
  const sorted = new Map<string, readonly GovernedSave[]>();
  return (key: string): readonly GovernedSave[] => {
    let values = sorted.get(key);
    if (values === undefined) {
      values = [...(all.get(key)?.values() ?? [])].sort(
        (a, b) => rank(a) - rank(b) || inOrderOfText(a.judged, b.judged),
      );
      sorted.set(key, values);
    }
    return values;
  };
}

function rank({ effect }: GovernedSave): number {
  return saveEffects.indexOf(effect);
}

function inOrderOfText(a: JudgedSite, b: JudgedSite): number {
  const [one, other] = [locate(a.site.place), locate(b.site.place)];
  return one.uri < other.uri ? -1 : one.uri > other.uri ? 1 : one.start - other.start;
}

function placeKey({ site }: JudgedSite): string {
  const { uri, start } = locate(site.place);
  return `${site.operation} ${start} ${uri}`;
}

function ruleKey({ object, name }: Pick<DuplicateRule, 'object' | 'name'>): string {
  return `${object}.${name}`.toLowerCase();
}
