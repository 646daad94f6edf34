import type { DuplicateRule } from '../metadata/model.ts';
import { refusal, type TemplateRefusal } from '../templates/model.ts';
import type { ProvenRule, ScaffoldPartId, ScaffoldProject } from './model.ts';
import { proveRule } from './provenRule.ts';

/** The rules that the tests of a scaffold prove. */
export interface ProvenRules {
  /** Null: the part is not made. */
  readonly save: ProvenRule | null;
  readonly backstop: ProvenRule | null;
  /** One for each object. */
  readonly refusal: readonly ProvenRule[];
  /** Why an object has no test: sentences. */
  readonly notes: readonly string[];
}

/** @param named full names of rules; for other objects the first that can be proved is taken */
export function proven(
  parts: readonly ScaffoldPartId[],
  objects: readonly string[],
  named: readonly string[],
  project: ScaffoldProject,
): ProvenRules | TemplateRefusal {
  const found: ProvenRule[] = [];
  const within: ProvenRule[] = [];
  const reasons: string[] = [];
  const unknown = named.find((name) => ruleNamed(name, project) === undefined);
  if (unknown !== undefined)
    return refusal(`There is no duplicate rule ${unknown} here.`, ...listOfRules(project));
  for (const object of objects) {
    const rules = rulesToTry(object, named, project).map((rule) => proveRule(rule, project));
    const good = rules.filter((one) => typeof one !== 'string');
    within.push(...good.filter(({ object: own, against }) => own === against).slice(0, 1));
    if (good[0] !== undefined) found.push(good[0]);
    else {
      const why = rules.filter((one) => typeof one === 'string');
      reasons.push(...(why.length > 0 ? why : [`${object} has no duplicate rule that is known here.`]));
    }
  }
  const has = (part: ScaffoldPartId) => parts.includes(part);
  const needsAny = has('refusal-test') || has('save-class');
  if ((needsAny && found.length === 0) || (has('backstop') && within.length === 0)) {
    return refusal(
      needsAny && found.length === 0
        ? 'No rule could be found that the Apex tests can prove by records of their own.'
        : 'The tests of the backstop need a rule that compares records of one object with each other, and there is none.',
      ...reasons,
      'Make one with duplicate-rules new-rule, or name another object.',
    );
  }
  return {
    save: has('save-class') ? found[0]! : null,
    backstop: has('backstop') ? within[0]! : null,
    refusal: has('refusal-test') ? found : [],
    notes: has('refusal-test') ? reasons.map((reason) => `No test is made where: ${reason}`) : [],
  };
}

function ruleNamed(name: string, { catalog }: ScaffoldProject): DuplicateRule | undefined {
  return catalog.duplicateRules.find(({ fullName }) => fullName.toLowerCase() === name.toLowerCase());
}

/** Those that the project holds come before one that is assumed. */
function rulesToTry(
  object: string,
  named: readonly string[],
  project: ScaffoldProject,
): readonly DuplicateRule[] {
  const all = project.catalog.rulesFor(object);
  const names = new Set(named.map((name) => name.toLowerCase()));
  const wanted = all.filter(({ fullName }) => names.has(fullName.toLowerCase()));
  if (wanted.length > 0) return wanted;
  const isAssumed = ({ source }: DuplicateRule) => Number(source.kind === 'assumed');
  return [...all].sort((a, b) => isAssumed(a) - isAssumed(b));
}

function listOfRules({ catalog }: ScaffoldProject): readonly string[] {
  const names = catalog.duplicateRules.map(({ fullName }) => fullName);
  return names.length === 0 || names.length > 40 ? [] : [`There are: ${names.join(', ')}.`];
}
