import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  conditionDirection,
  matchingDirection,
  matchingRuleDirection,
} from '../../../server/src/core/impact/finds.ts';
import { all, any, directionOf, type Formula, fact } from '../../../server/src/core/impact/formula.ts';
import type { Direction } from '../../../server/src/core/impact/model.ts';
import type { MatchingRule, RuleFilter } from '../../../server/src/core/metadata/model.ts';
import { catalogOf, catalogWith } from '../../support/catalog.ts';

/** `Email, Name FirstName, Phone blank as 1 AND (2 OR 3)` */
function matching(text: string): MatchingRule {
  const [fields, booleanFilter = null] = text.split(' as ');
  const items = fields!.split(', ').map((item) => {
    const [field, ...rest] = item.split(' ');
    return {
      field: field!,
      method: rest.find((word) => word !== 'blank') ?? 'Exact',
      matchBlanks: rest.includes('blank'),
    };
  });
  return { ...catalogOf('Lead: Block/Block').matchingRules[0]!, booleanFilter, items };
}

describe('a matching rule finds', () => {
  it.each<[before: string, after: string, direction: Direction]>([
    ['Email', 'Email', 'same'],
    ['Email', 'email', 'same'],
    ['Email', 'Email, Phone', 'fewer'],
    ['Email, Phone', 'Email', 'more'],
    ['Email, Phone', 'Phone, Email', 'same'],
    ['Email, Phone', 'Email, Phone as 1 OR 2', 'more'],
    ['Email, Phone as 1 OR 2', 'Email, Phone as 1 AND 2', 'fewer'],
    ['Email, Phone as 1 OR 2', 'Phone, Email as 2 OR 1', 'same'],
    ['Email, Phone, Fax as 1 OR (2 AND 3)', 'Email, Phone, Fax as (1 OR 2) AND (1 OR 3)', 'same'],
    ['Email, Phone, Fax as 1 OR (2 AND 3)', 'Email, Phone, Fax as 1 AND (2 OR 3)', 'fewer'],
    ['Email, Phone, Fax as 1 OR (2 AND 3)', 'Email, Phone, Fax as 2 OR 3', 'different'],
    ['Email', 'Phone', 'different'],
    ['Name', 'Name FirstName', 'different'],
    ['Email', 'Email blank', 'more'],
    ['Email blank, Phone', 'Email, Phone', 'fewer'],
    ['Email, Phone', 'Email blank', 'more'],
    // Salesforce evaluates the last part only that repeats a fuzzy field.
    ['Name FirstName, Email', 'Name FirstName, Email, Phone as (1 AND 2) OR (1 AND 3)', 'different'],
    ['Name Exact, Email', 'Name Exact, Email, Phone as (1 AND 2) OR (1 AND 3)', 'more'],
    ['Email, Phone as 1 AND', 'Email, Phone as 1 AND', 'same'],
    ['Email, Phone as 1 AND', 'Email, Phone as 1 AND 2', 'different'],
  ])('%s → %s: %s', (before, after, direction) => {
    expect(matchingRuleDirection(matching(before), matching(after))).toBe(direction);
  });

  it.each<[what: string, before: string[], after: string[], direction: Direction]>([
    ['another one beside it', ['Email'], ['Email', 'Phone'], 'more'],
    ['one less', ['Email', 'Phone'], ['Email'], 'fewer'],
    ['one that says nothing new', ['Email'], ['Email', 'Email, Phone'], 'same'],
    ['one moved into the other', ['Email', 'Phone'], ['Email, Phone as 1 OR 2'], 'same'],
  ])('with %s', (_, before, after, direction) => {
    const rule = catalogOf('Lead: Block/Block').duplicateRules[0]!;
    const side = (texts: string[]) => {
      const rules = texts.map((text, index) => ({ ...matching(text), name: `M${index}` }));
      const references = rules.map(({ name }) => ({ objectType: 'Lead', matchingRule: name, mapping: null }));
      const using = { ...rule, matchRules: references };
      return { using, catalog: catalogWith([using], rules) };
    };
    const [was, is] = [side(before), side(after)];
    expect(matchingDirection(was.using, is.using, was.catalog, is.catalog)).toBe(direction);
  });

  it('across objects by the fields that are compared with one another', () => {
    const rule = catalogOf('Lead: Block/Block').duplicateRules[0]!;
    const side = (inputField: string) => ({
      ...rule,
      matchRules: [
        {
          objectType: 'Contact',
          matchingRule: 'Lead_Rule_Match',
          mapping: [{ inputField, outputField: 'Email' }],
        },
      ],
    });
    const rules = [{ ...matching('Email'), object: 'Contact' }];
    const catalog = catalogWith([rule], rules);
    expect(matchingDirection(side('Email'), side('Email'), catalog, catalog)).toBe('same');
    expect(matchingDirection(side('Email'), side('Other__c'), catalog, catalog)).toBe('different');
  });
});

/** `Country equals US; Status notEqual New as 1 OR 2` */
function filter(text: string): RuleFilter | null {
  if (text === '') return null;
  const [conditions, booleanFilter = null] = text.split(' as ');
  return {
    booleanFilter,
    conditions: conditions!.split('; ').map((one, index) => {
      const [field, operation, ...value] = one.split(' ');
      return {
        table: 'Lead',
        field: field!,
        operation: operation!,
        value: value.join(' '),
        valueField: null,
        sortOrder: index + 1,
      };
    }),
  };
}

it.each<[before: string, after: string, direction: Direction]>([
  ['', '', 'same'],
  ['', 'Country equals US', 'fewer'],
  ['Country equals US', '', 'more'],
  ['Country equals US', 'Country equals us', 'same'],
  ['Country equals US', 'Country equals US,CA', 'more'],
  ['Country equals US, CA', 'Country equals CA', 'fewer'],
  ['Country notEqual US', 'Country notEqual US,CA', 'fewer'],
  ['Country notEqual US,CA', 'Country notEqual US', 'more'],
  ['Country equals US', 'Country equals DE', 'different'],
  // A lookup that is blank silences a rule whatever the comparison.
  ['Country equals US', 'Country notEqual US', 'different'],
  ['Country contains a,b', 'Country contains a', 'different'],
  ['Country equals US; Status equals New', 'Status equals New; Country equals US', 'same'],
  ['Country equals US; Status equals New as 1 OR 2', 'Country equals US; Status equals New', 'fewer'],
])('conditions: %s → %s: %s', (before, after, direction) => {
  expect(conditionDirection(filter(before), filter(after))).toBe(direction);
});

describe('logic', () => {
  const facts = ['a', 'b', 'c', 'd'];
  const formulas: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => ({
    formula: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(...facts).map(fact),
      fc.array(tie('formula'), { minLength: 1, maxLength: 3 }).map(all),
      fc.array(tie('formula'), { minLength: 1, maxLength: 3 }).map(any),
      tie('formula').map((operand): Formula => ({ kind: 'not', operand })),
    ),
  })).formula;
  const runs = { numRuns: 100 };

  it('an AND can only take away, an OR only add', () => {
    fc.assert(
      fc.property(formulas, formulas, (one, other) => {
        expect(['same', 'fewer']).toContain(directionOf(one, all([one, other])));
        expect(['same', 'more']).toContain(directionOf(one, any([one, other])));
      }),
      runs,
    );
  });

  it('is turned around by turning the sides around', () => {
    const turned = { same: 'same', fewer: 'more', more: 'fewer', different: 'different' } as const;
    fc.assert(
      fc.property(formulas, formulas, (one, other) => {
        expect(directionOf(other, one)).toBe(turned[directionOf(one, other)]);
      }),
      runs,
    );
  });

  it('claims nothing of more facts than can be gone through', () => {
    const many = (count: number) => all(Array.from({ length: count }, (_, index) => fact(`f${index}`)));
    expect(directionOf(many(15), many(16))).toBe('different');
    expect(directionOf(many(16), many(16))).toBe('same');
    expect(directionOf(many(9), many(10))).toBe('fewer');
  });
});
