import { describe, expect, it } from 'vitest';
import { applied, fixesOf, inShort, projectOf, sampleUri } from '../../support/fixes.ts';
import { alert, inClass, mended, mendedText } from '../../support/mended.ts';

const made = 'Database.DMLOptions dml = new Database.DMLOptions();\ndml.optAllOrNone = true;\n';
const allowed = 'dml.DuplicateRuleHeader.allowSave = true;\n';
const bypass = `${made}${allowed}Database.insert(leads, dml);`;

const reported = 'information suppression-without-reason';
const bypassed = 'warning allow-save-bypass';

/** What is found once the fix is applied, and once the reason is written. */
function around(id: string, text: string): { before: readonly string[]; after: readonly string[] } {
  const project = projectOf(alert, new Map([[sampleUri, text]]));
  const fix = fixesOf(project, sampleUri).find((one) => one.id === id)!;
  const files = applied(fix, () => text);
  const found = (): readonly string[] => [...files.keys()].flatMap((uri) => inShort(project.findings(uri)));
  for (const [uri, changed] of files) project.setFile(uri, changed);
  const before = found();
  for (const [uri, changed] of files) {
    project.setFile(uri, changed.replace(/TODO: say why[\w ]*/, 'one person may sign up for several events'));
  }
  return { before, after: found() };
}

describe('a placeholder that a fix leaves', () => {
  it.each([
    ['allow-save', 'insert leads;'],
    ['split-upsert', 'upsert leads;'],
    ['use-options-class', 'insert leads;'],
    ['pass-options', `${made}${allowed}one.setOptions(dml);\ninsert one;`],
    ['state-reason', bypass],
  ])('of %s keeps the bypass reported until the reason is written', (id, statements) => {
    const { before, after } = around(id, inClass(statements));
    expect(before).toContain(bypassed);
    expect(before).toContain(reported);
    expect(after.filter((one) => one === bypassed || one === reported)).toEqual([]);
  });

  it.each([
    ['suppress-line', 'insert leads;'],
    ['suppress-file', 'insert leads;'],
    ['add-reason', '// duplicate-rules: missing-duplicate-rule-header\ninsert leads;'],
  ])('of %s silences, and is reported until the reason is written', (id, statements) => {
    expect(around(id, inClass(statements))).toEqual({ before: [reported], after: [] });
  });

  it('is for a person to replace', () => {
    const reason = '// duplicate-rules: allow-save-bypass -- TODO: say why\n';
    const text = inClass(`${made}${reason}${allowed}Database.insert(leads, dml);`);
    const project = projectOf(alert, new Map([[sampleUri, text]]));
    expect(fixesOf(project, sampleUri).map(({ id }) => id)).toEqual(['take-out-allow-save', 'suppress-file']);
  });

  it('stands behind dashes that are there', () => {
    expect(
      mended(alert, 'add-reason', '// duplicate-rules: missing-duplicate-rule-header --\ninsert leads;'),
    ).toBe('// duplicate-rules: missing-duplicate-rule-header -- TODO: say why\ninsert leads;');
  });

  it('stands behind a colon that is there', () => {
    const id = 'duplicate-rules.missing-duplicate-rule-header';
    const text = `@SuppressWarnings('${id}:')\n${inClass('insert leads;')}`;
    expect(mendedText(alert, 'add-reason', text)).toContain(`'${id}:TODO: say why'`);
  });
});
