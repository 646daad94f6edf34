import { describe, expect, it } from 'vitest';
import { duplicateRuleXml, found, projectOf, uriOf } from '../../support/ruleFiles.ts';

const whole = duplicateRuleXml('Lead', 'A', {});
const active = '<isActive>true</isActive>';
const conflict = (ours: string, theirs: string, base = '') =>
  `\n<<<<<<< HEAD\n${ours}\n${base}=======\n${theirs}\n>>>>>>> feature\n`;
const isolated = 'error invalid-rule-metadata @<<<<<<< HEAD';

describe('a merge conflict in a rule file', () => {
  it.each<[string, string, readonly string[], boolean | undefined]>([
    ['two sides', conflict(active, '<isActive>false</isActive>'), [isolated], true],
    [
      'with what they have in common',
      conflict('<isActive>false</isActive>', active, `||||||| base\n${active}\n`),
      [isolated],
      false,
    ],
    [
      'one that takes the element away',
      conflict('', active),
      ['error invalid-rule-metadata @DuplicateRule', isolated],
      undefined,
    ],
    ['in a comment', `<!--${conflict('a', 'b')}-->${active}`, [], true],
  ])('%s', (_, text, findings, isActive) => {
    const files = { 'Lead.A': whole.replace(active, text) };
    const project = projectOf(files, {});
    expect(found(project, files).filter((one) => one.includes('invalid-rule-metadata'))).toEqual(findings);
    if (isActive !== undefined)
      expect(project.catalog.duplicateRules.find(({ name }) => name === 'A')?.active).toBe(isActive);
  });
});

it('names a document type declaration with entities as what it is, once', () => {
  const declared = whole.replace(
    '<DuplicateRule',
    '<!DOCTYPE DuplicateRule [<!ENTITY x "y">]>\n<DuplicateRule',
  );
  const messages = projectOf({ 'Lead.A': declared }, {})
    .findings(uriOf('Lead.A'))
    .filter(({ ruleId }) => ruleId === 'invalid-rule-metadata')
    .map(({ message }) => message);
  expect(messages).toEqual([
    'A document type declaration is not allowed in metadata; the entities it declares are not expanded.',
  ]);
});
