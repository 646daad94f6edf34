import { describe, expect, it } from 'vitest';
import { inClass, mended, mendedText } from '../../support/mended.ts';

const test = (statements: string) => mended('', 'test-match-records', statements);
const found = 'Datacloud.FindDuplicatesResult[] found = Datacloud.FindDuplicates.findDuplicates(leads);\n';

describe('findDuplicates, read by its size or success', () => {
  it('asks the match results for records', () => {
    const text = inClass(`${found}if (found.size() > 0) {\n    return;\n}`);
    expect(mendedText('', 'test-match-records', text)).toMatchInlineSnapshot(`
      "public class Sample {
          void run(List<Lead> leads, Lead one) {
              Datacloud.FindDuplicatesResult[] found = Datacloud.FindDuplicates.findDuplicates(leads);
              if (hasDuplicates(found) == true) {
                  return;
              }
          }

          /** Whether the check found matching records; null where it found none and some of it failed, so that it is not known. */
          private static Boolean hasDuplicates(List<Datacloud.FindDuplicatesResult> results) {
              Boolean failed = false;
              for (Datacloud.FindDuplicatesResult result : results) {
                  if (!result.isSuccess()) {
                      failed = true;
                      continue;
                  }
                  for (Datacloud.DuplicateResult perRule : result.getDuplicateResults()) {
                      for (Datacloud.MatchResult match : perRule.getMatchResults()) {
                          if (!match.isSuccess()) {
                              failed = true;
                          } else if (!match.getMatchRecords().isEmpty()) {
                              return true;
                          }
                      }
                  }
              }
              return failed ? null : false;
          }
      }
      "
    `);
  });

  it.each([
    ['found.isEmpty()', 'hasDuplicates(found) == false'],
    ['!found.isEmpty()', 'hasDuplicates(found) == true'],
    ['0 == found.size()', 'hasDuplicates(found) == false'],
    ['0 < found.size()', 'hasDuplicates(found) == true'],
    ['found.size() != 0 && one != null', 'hasDuplicates(found) == true && one != null'],
    ['found[0].isSuccess()', 'hasDuplicates(new List<Datacloud.FindDuplicatesResult>{ found[0] }) == true'],
    [
      'found[0].getDuplicateResults().isEmpty()',
      'hasMatchedRecords(found[0].getDuplicateResults()) == false',
    ],
  ])('%s', (condition, expected) => {
    expect(test(`${found}if (${condition}) {\n    return;\n}`)).toContain(`if (${expected}) {`);
  });

  it('uses the method again, and chooses another name beside another method', () => {
    const method = `    void more(List<Lead> leads) {\n        ${found.trim()}\n        Boolean some = !found.isEmpty();\n    }\n`;
    const once = mendedText(
      '',
      'test-match-records',
      `public class Sample {\n${method}${method.replace('more', 'again')}}\n`,
    );
    const twice = mendedText('', 'test-match-records', once);
    expect(twice.match(/private static Boolean/g)).toHaveLength(1);
    expect(twice.match(/Boolean some = hasDuplicates\(found\) == true;/g)).toHaveLength(2);
    const other = `public class Sample {\n${method}    void hasDuplicates() {\n    }\n}\n`;
    expect(mendedText('', 'test-match-records', other)).toContain('hasDuplicates2(found)');
  });

  it('writes no static method into an inner class', () => {
    const text = `public class Sample {\n  class Inner {\n    void run(List<Lead> leads) {\n      ${found.trim()}\n      Boolean none = found.isEmpty();\n    }\n  }\n}\n`;
    expect(mendedText('', 'test-match-records', text)).toMatch(/\n {4}private Boolean hasDuplicates\(/);
  });
});
