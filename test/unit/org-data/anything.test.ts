import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRules } from '../../../server/src/core/drift/compare.ts';
import { RuleFiles } from '../../../server/src/core/metadata/ruleFiles.ts';
import { orgRules } from '../../../server/src/core/orgData/rules.ts';
import { duplicateRuleXml, itemXml, matchingRulesXml, matchingRuleXml } from '../metadata/rules.ts';

const whole = [
  duplicateRuleXml(),
  matchingRulesXml(matchingRuleXml('Lead_Email', itemXml('Email'), { booleanFilter: '1' })),
];
/** A file in any state: whole, cut off, or with a piece taken out. */
const text = fc.oneof(
  fc.constantFrom(...whole),
  fc.string(),
  fc
    .tuple(fc.constantFrom(...whole), fc.nat(2000), fc.nat(50))
    .map(([file, at, length]) => file.slice(0, at) + file.slice(at + length)),
);
const path = fc.constantFrom(
  'duplicateRules/Lead.A.duplicateRule-meta.xml',
  'duplicateRules/Account.A.duplicateRule-meta.xml',
  'duplicateRules/.duplicateRule',
  'matchingRules/Lead.matchingRule-meta.xml',
  'other.txt',
);
const reading = fc.record({
  readAt: fc.string(),
  by: fc.constantFrom('metadata' as const, 'ui-api' as const),
  files: fc.array(fc.record({ path, text }), { maxLength: 4 }),
  uiApi: fc.dictionary(
    fc.constantFrom('Lead', 'Account', '__proto__', ''),
    fc.oneof(
      fc.anything(),
      fc.record({
        duplicateRules: fc.array(
          fc.oneof(
            fc.anything(),
            fc.record({
              name: fc.anything(),
              active: fc.anything(),
              actionOnInsert: fc.anything(),
              operationsOnInsert: fc.anything(),
              duplicateRuleFilters: fc.anything(),
              matchRules: fc.anything(),
            }),
          ),
        ),
      }),
    ),
  ),
  objects: fc.constantFrom('all' as const, ['Lead'], []),
  leadConversionValidation: fc.constant(null),
  problems: fc.constant([]),
});

test('whatever an org gives, rules are read and compared', () => {
  const files = new RuleFiles();
  files.setFile('file:///p/duplicateRules/Lead.A.duplicateRule-meta.xml', whole[0]!);
  files.setFile('file:///p/matchingRules/Lead.matchingRule-meta.xml', whole[1]!);
  fc.assert(
    fc.property(reading, (given) => {
      const catalog = files.catalog(orgRules(given, 'u'), []);
      for (const rule of catalog.duplicateRules) catalog.orgDifferences!(rule);
      const drift = compareRules(catalog, given, 'u');
      for (const { state, file, differences } of drift) {
        expect(state === 'only-org').toBe(file === null);
        expect(differences.length > 0).toBe(state === 'different');
      }
    }),
    { numRuns: 300 },
  );
});
