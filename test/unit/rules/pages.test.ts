import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../server/src/core/rules/registry.ts';
import { findingsIn, readPage } from '../../support/pages.ts';

const folder = new URL('../../../server/src/core/rules/', import.meta.url);

/** Ids and default severities, as the table of findings has them: a public contract. */
const table = {
  'missing-duplicate-rule-header': ['warning', 'information'],
  'unhandled-duplicates': ['warning', 'information'],
  'external-id-upsert-duplicates': ['warning', 'information'],
  'flow-save-without-fault-path': ['warning', 'information'],
  'allow-save-bypass': ['warning', 'information'],
  'system-context-bypass': ['information'],
  'sharing-hides-duplicates': ['information'],
  'dedupe-check-bypass': ['warning'],
  'condition-field-bypass': ['warning'],
  'rule-deactivated-by-code': ['warning'],
  'ineffective-duplicate-header': ['warning', 'information'],
  'malformed-duplicate-header': ['warning', 'error'],
  'partial-save-by-options': ['information'],
  'find-duplicates-misread': ['warning'],
  'duplicate-value-confusion': ['information'],
  'unused-suppression': ['information'],
  'suppression-without-reason': ['information'],
  'expired-bypass': ['warning', 'information'],
  'invalid-rule-metadata': ['error', 'warning'],
  'inactive-matching-rule': ['warning', 'information'],
  'silent-rule': ['warning', 'information'],
  'asymmetric-actions': ['information'],
  'duplicate-sort-order': ['warning'],
  'rule-limit-exceeded': ['error', 'warning'],
  'fuzzy-field-in-or': ['warning'],
  'missing-object-mapping': ['error'],
  'unknown-field': ['information'],
  'bypass-condition': ['information'],
  'report-only-rule': ['information'],
  'sharing-blind-spot': ['information'],
};

it('has the rules of the table, each with its severities', () => {
  expect(Object.fromEntries(rules.map(({ id, severities }) => [id, severities]))).toEqual(table);
});

it('leaves those off that only say how a rule works', () => {
  expect(rules.filter(({ offByDefault }) => offByDefault).map(({ id }) => id)).toEqual([
    'report-only-rule',
    'sharing-blind-spot',
  ]);
});

it('has a folder for each rule and no other', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(rules.map(({ id }) => id).sort());
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('the page of %s', (id, rule) => {
  const page = readPage(id);

  it('has the title, the description and the sections', () => {
    expect(page.title).toBe(`# ${id}`);
    expect(page.description).toBe(rule.description);
    expect(page.headings).toEqual(['What it finds', 'Why', 'Bad', 'Good', 'When not to use it', 'Fixes']);
    expect(new Set(page.samples.map(({ verdict }) => verdict))).toEqual(new Set(['bad', 'good']));
  });

  it.each(page.samples.map((sample, index) => [index + 1, sample] as const))(
    'sample %i',
    async (_, sample) => {
      const findings = await findingsIn(sample, rule.offByDefault ? [id] : []);
      if (sample.verdict === 'good') return expect(findings).toEqual([]);
      const found = findings.filter(({ ruleId }) => ruleId === id);
      expect(found.map(({ severity }) => rule.severities.includes(severity))).toEqual([true]);
    },
  );
});
