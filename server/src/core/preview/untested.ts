import type { DuplicateRule, RuleReaction } from '../metadata/model.ts';
import { isRunning } from '../outcome/matchingFields.ts';
import type { RuleOperation } from '../outcome/model.ts';
import { reactionOn } from '../outcome/reaction.ts';
import { sourceWords } from '../outcome/sentences.ts';
import { list } from '../outcome/words.ts';
import { changesNoMatchingField, conditionOn, missingOf } from './bearing.ts';
import type { PreviewInput } from './input.ts';
import type { JudgedRule } from './judgedRule.ts';
import { comparisonBy, isSameObject, keyOf } from './matching.ts';
import type { Untested } from './model.ts';

/** What the test did not look at, or is not known to. Sections 1 and 3 of the facts. */
export function untestedOf(
  rules: readonly JudgedRule[],
  object: string | null,
  input: PreviewInput,
): readonly Untested[] {
  if (input.by === 'error') return ofError(rules, input);
  if (input.by === 'local') return [...local, ...always.filter(({ what }) => what === defaults)];
  return [
    ...rules.flatMap(({ rule }) => (rule ? condition(rule, input) : [])),
    ...rules.flatMap((one) => comparedFields(one, input)),
    ...quietRules(rules, input.operation),
    ...unnamed(rules, input),
    ...(object === null ? [] : matchingRules(object, input)),
    ...(input.by === 'predupe' ? [predupe] : []),
    ...(input.sample?.id ? [input.by === 'predupe' ? updateAsNew : updateById] : []),
    ...always,
  ];
}

const defaults = 'Defaults, triggers and flows';

/** Of a test without an org. */
const local: readonly Untested[] = [
  {
    what: 'Other records',
    why: 'Only the records of the chosen file were compared: the org may hold others, and other values.',
  },
  {
    what: 'Sharing',
    why: 'Every record counts as shared with the user who saves: a rule that enforces sharing may find fewer.',
  },
];

const always: readonly Untested[] = [
  {
    what: 'Sharing',
    why: 'Whose sharing applies in this call is not documented: the running user of a save may see fewer records, or more, and a rule that enforces sharing finds only those.',
  },
  {
    what: defaults,
    why: 'They may fill or change fields before the duplicate rules run on a save; in the test they do not run.',
  },
  {
    what: 'Rows of one batch',
    why: 'A save compares records with those that are in the org already, not with others of the same request: these do not refuse each other. Duplicate record sets do include them.',
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

const updateAsNew: Untested = {
  what: 'The update',
  why: '/ui-api/predupe takes no id: it was asked about a new record with these fields alone. Fields that the record holds already were not compared, it may match itself, and the verdict takes the action on edit from the rule, where it is known.',
};

function condition(rule: DuplicateRule, { sample }: PreviewInput): readonly Untested[] {
  const verdict = conditionOn(rule, sample);
  if (verdict === null) return [];
  const what = `Condition of rule '${rule.label || rule.fullName}'`;
  const open = 'whether the call honours conditions is not documented.';
  if (verdict.runs === true) return [{ what, why: `This record meets it; ${open}` }];
  if (verdict.runs === false) {
    return [
      {
        what,
        why: `This record does not meet it (${verdict.text}): a save does not run the rule, unless something fills the field before; ${open}`,
      },
    ];
  }
  return [{ what, why: `A save runs the rule only where ${verdict.text}; ${open}` }];
}

/** What the sample's own fields say against a match, in the words of the findings; fields that the user cannot see. */
function comparedFields({ rule, shown }: JudgedRule, input: PreviewInput): readonly Untested[] {
  if (rule === null || !rule.active) return [];
  const what = `Rule '${shown.label || shown.fullName}'`;
  const missing = shown.state === 'matched' ? null : missingOf(rule, input);
  const sets = missing?.map((fields) => list(fields, 'and')) ?? [];
  const unseen = unseenFields(rule, input);
  return [
    ...(sets.length > 0
      ? [
          {
            what,
            why: `With the fields of the sample it matches only if a default, trigger or flow fills ${list(sets.slice(0, 3), 'or')}${sets.length > 3 ? ' (or others)' : ''}.`,
          },
        ]
      : []),
    ...(changesNoMatchingField(rule, input)
      ? [
          {
            what,
            why: 'The update changes no field that it compares: a save probably does not run it, though reports of roll-up tools say otherwise. The test compares what the record holds.',
          },
        ]
      : []),
    ...(unseen.length > 0
      ? [
          {
            what,
            why: `It compares ${list(unseen, 'and')}, which this user does not see: a rule does not work as expected then, as Salesforce says. Another user may get another answer.`,
          },
        ]
      : []),
  ];
}

/** Fields of the tested object that the rule compares and describe does not show. */
function unseenFields(
  rule: DuplicateRule,
  { sample, catalog, descriptions }: PreviewInput,
): readonly string[] {
  const described = descriptions.find(({ name }) => sample !== null && isSameObject(name, sample.object));
  // Person accounts spell fields in two ways.
  if (!described || described.fields.length === 0 || /^person/i.test(rule.object)) return [];
  const seen = new Set(described.fields.map(({ name }) => keyOf(name)));
  const names = rule.matchRules.flatMap(({ objectType, matchingRule }) =>
    comparisonBy(matchingRule, objectType, rule, catalog).fields.flatMap(({ sampleField }) =>
      sampleField === null || sampleField.includes('.') || seen.has(keyOf(sampleField)) ? [] : [sampleField],
    ),
  );
  return [...new Set(names)];
}

function quietRules(rules: readonly JudgedRule[], operation: RuleOperation | null): readonly Untested[] {
  const isQuiet = ({ action, alert }: RuleReaction) => action === 'Allow' && !alert;
  const quiet = rules.filter(
    ({ rule, shown }) =>
      rule !== null &&
      shown.state !== 'matched' &&
      (operation === null
        ? isQuiet(rule.onInsert) && isQuiet(rule.onUpdate)
        : isQuiet(reactionOn(rule, operation))),
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

function unnamed(rules: readonly JudgedRule[], { catalog }: PreviewInput): readonly Untested[] {
  const open = rules.filter(({ shown }) => shown.state === 'unknown');
  const absent = open.filter(({ rule }) => rule !== null && catalog.isInOrg?.(rule) === false);
  const others = open.filter((one) => !absent.includes(one));
  const namesOf = (some: readonly JudgedRule[]) =>
    `${some.length === 1 ? 'Rule' : 'Rules'} ${list(
      some.map(({ shown }) => `'${shown.label || shown.fullName}'`),
      'and',
    )}`;
  const it = (some: readonly JudgedRule[]) => (some.length === 1 ? 'it' : 'they');
  return [
    ...(absent.length > 0
      ? [
          {
            what: namesOf(absent),
            why: `The org does not have ${absent.length === 1 ? 'it' : 'them'}: deploy the ${absent.length === 1 ? 'file' : 'files'} first, then ${it(absent)} can be tested.`,
          },
        ]
      : []),
    ...(others.length > 0
      ? [
          {
            what: namesOf(others),
            why: `The answer does not name ${others.length === 1 ? 'it' : 'them'}: ${it(others)} found nothing, or did not run.`,
          },
        ]
      : []),
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
      return [
        {
          what,
          why:
            rule.source.kind === 'file'
              ? `Its status in ${sourceWords(rule)} is ${rule.status}: with that, an org does not compare with it.`
              : `Its status is ${rule.status}: the org does not compare with it.`,
        },
      ];
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
