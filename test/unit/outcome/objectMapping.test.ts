import { describe, expect, it } from 'vitest';
import type {
  DuplicateRule,
  MatchRuleReference,
  RuleSource,
} from '../../../server/src/core/metadata/model.ts';
import { judge } from '../../../server/src/core/outcome/decide.ts';
import { hoverMarkdown } from '../../../server/src/core/outcome/describe.ts';
import { saveTable } from '../../../server/src/core/saveTable/build.ts';
import { cellAt } from '../../../server/src/core/saveTable/words.ts';
import { catalogOf, catalogWith } from '../../support/catalog.ts';
import { known, type SiteDraft, site } from '../../support/sites.ts';

const same: MatchRuleReference = { objectType: 'Lead', matchingRule: 'A_Match', mapping: null };
const bare: MatchRuleReference = { objectType: 'Contact', matchingRule: 'C', mapping: null };
const empty: MatchRuleReference = { ...bare, mapping: [] };
const mapped: MatchRuleReference = {
  ...bare,
  mapping: [{ inputField: 'Email', outputField: 'Email' }],
};
const org: RuleSource = { kind: 'org', username: 'a@b.example', readAt: '2026-01-01T00:00:00Z' };

function catalog(rule: string, matchRules: readonly MatchRuleReference[], more: Partial<DuplicateRule> = {}) {
  const drafted = catalogOf(rule, ['Account', 'Contact', 'Lead']);
  const own = { ...drafted.duplicateRules[0]!, matchRules, ...more };
  return catalogWith([own], drafted.matchingRules, { leadConversion: drafted.leadConversionValidation });
}

describe('a rule across objects without objectMapping', () => {
  it.each<[string, string, readonly MatchRuleReference[], SiteDraft, string, Partial<DuplicateRule>?]>([
    ['Block', 'Lead.A: Block/Block', [bare], {}, 'unknown object-mapping'],
    ['no field in it', 'Lead.A: Block/Block', [empty], {}, 'unknown object-mapping'],
    ['Alert', 'Lead.A: Alert/Alert', [bare], {}, 'unknown object-mapping'],
    [
      'Alert, allowSave=true',
      'Lead.A: Alert/Alert',
      [bare],
      { channel: 'apex-database', options: { allowSave: known(true) } },
      'unknown object-mapping',
    ],
    ['Report: it refuses nothing', 'Lead.A: Report/Report', [bare], {}, 'saved-and-reported object-mapping'],
    ['neither', 'Lead.A: Allow/Allow', [bare], {}, 'saved object-mapping'],
    ['mapped', 'Lead.A: Block/Block', [mapped], {}, 'refused'],
    ['the same object', 'Lead.A: Block/Block', [same], {}, 'refused'],
    ['another entry that is whole decides', 'Lead.A: Block/Block', [bare, same], {}, 'refused'],
    ['an assumed rule', 'Lead.A: Block/Block', [bare], {}, 'refused', { source: { kind: 'assumed' } }],
    ['of an org', 'Lead.A: Block/Block', [bare], {}, 'unknown object-mapping', { source: org }],
    [
      'of an org, read in part',
      'Lead.A: Block/Block',
      [bare],
      {},
      'refused',
      { source: { ...org, partial: true } },
    ],
    [
      'accounts and person accounts are one',
      'PersonAccount.A: Block/Block',
      [{ ...bare, objectType: 'Account' }],
      { objects: ['Account'], fields: { LastName: 'x' } },
      'refused',
    ],
  ])('%s', (_, rule, matchRules, draft, expected, more) => {
    const { outcomes } = judge(site(draft), catalog(rule, matchRules, more));
    expect(
      outcomes.map(({ result, provisos }) => [result, ...provisos.map(({ kind }) => kind)].join(' ')),
    ).toEqual([expected]);
  });

  const unmapped = catalog('Lead.A: Alert/Report', [bare]);

  it('is said where a save is pointed at', () => {
    expect(hoverMarkdown(judge(site({}), unmapped), unmapped)).toContain(
      'compares with Contact and has no objectMapping: what it finds is not known',
    );
  });

  it('is not known in the table of all ways to save, and what refuses nothing stays saved', () => {
    const [part] = saveTable('Lead', unmapped).parts;
    const rows = part!.groups.flatMap((group) => group.rows);
    const words = (channel: string, operation: 'insert' | 'update') =>
      cellAt(rows.find((row) => row.channel === channel)!, operation, false)?.words;
    expect([
      words('apex-statement', 'insert'),
      words('ui-form', 'insert'),
      words('apex-statement', 'update'),
      part!.rules[0]!.provisos.map(({ text }) => text),
    ]).toEqual([
      'Not known',
      'Not known',
      'Saved and reported',
      ['It compares with Contact and has no objectMapping: what it finds is not known.'],
    ]);
  });
});
