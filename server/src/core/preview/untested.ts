import type { DuplicateRule, RuleReaction } from '../metadata/model.ts';
import { judgeFilterWith } from '../outcome/condition.ts';
import { isRunning } from '../outcome/matchingFields.ts';
import type { RuleOperation } from '../outcome/model.ts';
import { list } from '../outcome/words.ts';
import type { PreviewInput } from './input.ts';
import { isSameObject, keyOf } from './matching.ts';
import type { Untested } from './model.ts';
import type { JudgedRule } from './verdict.ts';

/** What the test did not look at, or is not known to. Sections 1 and 3 of the facts. */
export function untestedOf(
  rules: readonly JudgedRule[],
  object: string | null,
  input: PreviewInput,
): readonly Untested[] {
  if (input.by === 'error') return ofError(rules, input);
  return [
    ...rules.flatMap(({ rule }) => (rule ? condition(rule, input) : [])),
    ...quietRules(rules, input.operation),
    ...unnamed(rules),
    ...(object === null ? [] : matchingRules(object, input)),
    ...(input.by === 'predupe' ? [predupe] : []),
    ...(input.sample?.id ? [updateById] : []),
    ...always,
  ];
}

const always: readonly Untested[] = [
  {
    what: 'Sharing',
    why: 'Whose sharing applies in this call is not documented: the running user of a save may see fewer records, or more, and a rule that enforces sharing finds only those.',
  },
  {
    what: 'Defaults, triggers and flows',
    why: 'They may fill or change fields before the duplicate rules run on a save; in the test they do not run.',
  },
  {
    what: 'Rows of one batch',
    why: 'Records that are saved together are not compared with each other, neither here nor by a save.',
  },
  {
    what: 'More than 100 candidates',
    why: 'Salesforce compares only the 100 most likely records behind a match key.',
  },
];

const predupe: Untested = {
  what: 'What /ui-api/predupe leaves out',
  why: 'It gives neither match engine nor confidence nor differences of fields: differences shown are compared here.',
};

const updateById: Untested = {
  what: 'The action on edit',
  why: 'Of a record with an id, it is not documented whether the answer speaks of the action on create or on edit. The verdict takes the action on edit from the rule, where it is known.',
};

function condition(rule: DuplicateRule, { sample }: PreviewInput): readonly Untested[] {
  if (!rule.filter) return [];
  const verdict = judgeFilterWith(rule.filter, (field) => {
    const given = sample?.fields.findLast(({ name }) => keyOf(name) === keyOf(field));
    return given ? { value: given.value } : null;
  });
  const what = `Condition of rule '${rule.label || rule.fullName}'`;
  const open = 'whether the call honours conditions is not documented.';
  if (verdict.runs === true) return [{ what, why: `It is true for this record; ${open}` }];
  if (verdict.runs === false) {
    return [
      {
        what,
        why: `It is false for this record (${verdict.text}), so a save does not run the rule; ${open}`,
      },
    ];
  }
  return [{ what, why: `A save runs the rule only where ${verdict.text}; ${open}` }];
}

function quietRules(rules: readonly JudgedRule[], operation: RuleOperation | null): readonly Untested[] {
  const isQuiet = ({ action, alert }: RuleReaction) => action === 'Allow' && !alert;
  const quiet = rules.filter(
    ({ rule, shown }) =>
      rule !== null &&
      shown.state !== 'matched' &&
      (operation === null
        ? isQuiet(rule.onInsert) && isQuiet(rule.onUpdate)
        : isQuiet(operation === 'insert' ? rule.onInsert : rule.onUpdate)),
  );
  if (quiet.length === 0) return [];
  const names = list(
    quiet.map(({ shown }) => `'${shown.label || shown.fullName}'`),
    'and',
  );
  return [
    {
      what: `${quiet.length === 1 ? 'Rule' : 'Rules'} ${names}`,
      why: 'Whether the call runs rules that only report, or do nothing, is not documented. A save is not refused by them.',
    },
  ];
}

function unnamed(rules: readonly JudgedRule[]): readonly Untested[] {
  const open = rules.filter(({ shown }) => shown.state === 'unknown');
  if (open.length === 0) return [];
  const names = list(
    open.map(({ shown }) => `'${shown.label || shown.fullName}'`),
    'and',
  );
  const it = open.length === 1 ? 'it' : 'they';
  return [
    {
      what: `${open.length === 1 ? 'Rule' : 'Rules'} ${names}`,
      why: `The answer does not name ${open.length === 1 ? 'it' : 'them'}: ${it} found nothing, or did not run.`,
    },
  ];
}

/** Only matching rules that an active duplicate rule uses are compared. */
function matchingRules(object: string, { catalog }: PreviewInput): readonly Untested[] {
  const active = catalog.duplicateRules.filter((rule) => rule.active);
  const uses = active.flatMap(({ matchRules }) =>
    matchRules.map(({ objectType, matchingRule }) => ({ objectType, matchingRule })),
  );
  return catalog.matchingRules
    .filter((rule) => isSameObject(rule.object, object))
    .flatMap((rule): Untested[] => {
      const what = `Matching rule '${rule.label || rule.fullName}'`;
      const isUsed = uses.some(
        ({ objectType, matchingRule }) =>
          isSameObject(objectType, rule.object) && matchingRule.toLowerCase() === rule.name.toLowerCase(),
      );
      if (!isUsed) return [{ what, why: 'No active duplicate rule uses it: it cannot be tested here.' }];
      if (isRunning(rule)) return [];
      return [{ what, why: `Its status is ${rule.status}: the org does not compare with it.` }];
    });
}

function ofError(rules: readonly JudgedRule[], { sample, answer }: PreviewInput): readonly Untested[] {
  const whole: Untested = {
    what: 'The refused record',
    why: 'An error names rules and matched records, not the values of the refused record: there is nothing to compare the matched records with.',
  };
  const hasMatches = rules.some(({ shown }) => shown.matches.length > 0);
  const ids: Untested = {
    what: 'The matched records',
    why: 'The error does not name them.',
  };
  const others: Untested = {
    what: 'Other rules',
    why: 'Whether an error names every rule that found a match is not documented.',
  };
  return [
    ...(sample === null ? [whole] : []),
    ...(hasMatches ? [] : [ids]),
    ...(answer === null ? [] : [others]),
  ];
}
