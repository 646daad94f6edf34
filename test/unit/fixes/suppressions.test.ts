import { describe, expect, it } from 'vitest';
import { alert, inClass, mended, mendedText, offered } from '../../support/mended.ts';

describe('a finding that is meant', () => {
  it('is silenced with a reason, on its line or in the file', () => {
    expect(mended(alert, 'suppress-line', 'insert leads;')).toMatchInlineSnapshot(`
      "// duplicate-rules: missing-duplicate-rule-header -- TODO: say why
      insert leads;"
    `);
    expect(mendedText(alert, 'suppress-file', inClass('insert leads;')).split('\n')[0]).toMatchInlineSnapshot(
      `"// duplicate-rules-disable-file missing-duplicate-rule-header -- TODO: say why"`,
    );
  });

  it('is silenced where a statement goes over lines', () => {
    expect(mended(alert, 'suppress-line', 'Database\n    .insert(leads);')).toMatchInlineSnapshot(`
      "Database
          // duplicate-rules: missing-duplicate-rule-header -- TODO: say why
          .insert(leads);"
    `);
  });
});

describe('a suppression that silences nothing', () => {
  const remove = (statements: string) => mended(alert, 'remove-suppression', statements);

  it.each([
    ['with its line', '// duplicate-rules: unhandled-duplicates -- why\ndelete leads;', 'delete leads;'],
    ['behind code', 'delete leads; // duplicate-rules: unhandled-duplicates', 'delete leads;'],
    [
      'among others',
      '// duplicate-rules: missing-duplicate-rule-header, unhandled-duplicates -- why\ninsert leads;',
      '// duplicate-rules: missing-duplicate-rule-header -- why\ninsert leads;',
    ],
    ['in a block comment', '/* duplicate-rules: unhandled-duplicates */\ndelete leads;', 'delete leads;'],
  ])('%s', (_, before, after) => {
    expect(remove(before)).toBe(after);
  });

  it('in an annotation', () => {
    const text = "@SuppressWarnings('duplicate-rules.unhandled-duplicates: why')\npublic class Sample {\n}\n";
    expect(mendedText(alert, 'remove-suppression', text)).toBe('public class Sample {\n}\n');
  });
});

describe('a suppression without a reason', () => {
  it.each([
    ['', ' -- TODO: say why'],
    [' because they merge', ' -- because they merge'],
  ])('"%s"', (written, expected) => {
    const before = `// duplicate-rules: missing-duplicate-rule-header${written}\ninsert leads;`;
    const after = `// duplicate-rules: missing-duplicate-rule-header${expected}\ninsert leads;`;
    expect(mended(alert, 'add-reason', before)).toBe(after);
  });

  it('in an annotation', () => {
    const text = `@SuppressWarnings('duplicate-rules.missing-duplicate-rule-header')\n${inClass('insert leads;')}`;
    expect(mendedText(alert, 'add-reason', text)).toContain(
      "@SuppressWarnings('duplicate-rules.missing-duplicate-rule-header: TODO: say why')",
    );
  });

  it('is itself no finding to silence', () => {
    expect(
      offered(alert, inClass('// duplicate-rules: missing-duplicate-rule-header\ninsert leads;')),
    ).toEqual(['add-reason']);
  });
});
