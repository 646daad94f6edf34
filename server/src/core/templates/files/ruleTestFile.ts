import { Document, isMap, isSeq, visit } from 'yaml';
import type { RuleReaction } from '../../metadata/model.ts';
import { cellFor, rowOf } from '../../outcome/table.ts';
import { defaultChannel } from '../../ruleTests/words.ts';
import type { FieldValues, RuleDesign, RuleExample } from '../model.ts';

export interface RuleTestText {
  readonly design: RuleDesign;
  /** Developer names. */
  readonly name: string;
  readonly matchingRule: string;
  readonly active: boolean;
}

/** Tests that a new rule passes: it finds the same, on create and on edit, and nothing else. */
export function ruleTestFile(rule: RuleTestText): string {
  const { design } = rule;
  const { example } = design;
  const document = new Document(
    {
      description: design.description,
      object: savedAs(design.object),
      ...(rule.active ? {} : { activate: [ruleKey(rule)] }),
      ...(example.exempt !== null && { user: { fields: somebodyElse(example.exempt) } }),
      records: { [savedAs(design.against)]: { there: example.existing } },
      tests: [
        created(rule, example),
        ...(example.edited.length > 0 ? [edited(rule, example)] : []),
        different(rule, example),
        ...(example.exempt === null ? [] : [exempt(rule, example, example.exempt)]),
      ],
    },
    { aliasDuplicateObjects: false },
  );
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isMap(value) && !isSeq(value)) return;
      if (inOneLine.has(String(key)) || value.items.length === 0) value.flow = true;
      // What a rule is expected to do.
      if (/\./.test(String(key))) value.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, indentSeq: true, flowCollectionPadding: true });
}

/** Keys whose values are short. */
const inOneLine = new Set(['there', 'other', 'fields', 'matches', 'activate']);

/** Whether a rule with a condition on the user runs is only known where the user is. */
function somebodyElse(exempt: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(exempt).map(([field, value]) => [field, `not.${value}`]));
}

/** Person accounts are accounts. */
function savedAs(object: string): string {
  return object === 'PersonAccount' ? 'Account' : object;
}

function ruleKey({ design, name }: RuleTestText): string {
  return `${design.object}.${name}`;
}

function created(rule: RuleTestText, { same }: RuleExample): object {
  const { design } = rule;
  return {
    name: `A new ${savedAs(design.object)} that is there already ${fate(design.onInsert)}`,
    save: { fields: same },
    expect: { rules: { [ruleKey(rule)]: found(design.onInsert) } },
  };
}

function edited(rule: RuleTestText, { other, same, edited: names }: RuleExample): object {
  const { design } = rule;
  const changes: FieldValues = Object.fromEntries(names.map((name) => [name, same[name] ?? null]));
  return {
    name: `One that becomes the same by an edit ${fate(design.onUpdate)}`,
    records: { [savedAs(design.object)]: { other } },
    save: { record: 'other', fields: changes },
    expect: { rules: { [ruleKey(rule)]: found(design.onUpdate) } },
  };
}

function different(rule: RuleTestText, { different: values, differsBy }: RuleExample): object {
  const [only, ...more] = differsBy;
  return {
    name: 'Another one is not found',
    save: { fields: values },
    expect: {
      noMatch: { there: { because: more.length === 0 ? only : differsBy, by: rule.matchingRule } },
      rules: { [ruleKey(rule)]: 'finds-nothing' },
    },
  };
}

function exempt(rule: RuleTestText, { same }: RuleExample, user: FieldValues): object {
  const [field] = Object.keys(user);
  return {
    name: 'The user that is exempt is left alone',
    user: { fields: user },
    save: { fields: same },
    expect: { rules: { [ruleKey(rule)]: { finding: 'not-run', why: field } } },
  };
}

function found(reaction: RuleReaction): object {
  return { finding: 'finds', outcome: outcomeOf(reaction), matches: ['there'] };
}

/** On the channel that tests take unless they name one. */
function outcomeOf(reaction: RuleReaction): string {
  return cellFor(rowOf(defaultChannel), reaction)?.result ?? 'unknown';
}

const fates: Readonly<Record<string, string>> = {
  refused: 'is refused',
  'refused-unless-allow-save': 'is refused unless allowSave is given',
  'saved-and-reported': 'is saved and reported',
  saved: 'is saved',
};

function fate(reaction: RuleReaction): string {
  return fates[outcomeOf(reaction)]!;
}
