import { describe, expect, test } from 'vitest';
import { found, matchingRulesXml, projectOf, textOf, uriOf } from '../../support/ruleFiles.ts';

const matching = (status: string) => matchingRulesXml(`Lead_Email ${status}: Email`);
const inactive = 'inactive-matching-rule @Lead_Email';

describe('across files', () => {
  test('mending the matching rule clears the finding on the duplicate rule, and clients ask again', () => {
    const files = { 'Lead.A': { matching: 'Lead_Email' }, Lead: matching('Inactive') };
    const project = projectOf(files);
    expect(found(project, files, 'Lead.A')).toEqual([`warning ${inactive}`]);
    const before = project.generation;
    project.setFile(uriOf('Lead'), matching('Active'));
    expect(project.generation).not.toBe(before);
    expect(found(project, files, 'Lead.A')).toEqual([]);
    project.removeFile(uriOf('Lead'));
    expect(found(project, files, 'Lead.A')).toEqual([`information ${inactive}`]);
  });

  test('fingerprints stay when lines move', () => {
    const files = {
      'Lead.A': { matching: 'Lead_Email', onEdit: 'Report' },
      'Lead.B': {},
      Lead: matching('Inactive'),
    };
    const project = projectOf(files);
    const uri = uriOf('Lead.A');
    const marks = () => project.findings(uri).map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`);
    const before = marks();
    expect(before).toHaveLength(3);
    const text = textOf('Lead.A', files['Lead.A']);
    project.setFile(uri, text.replace('?>\n', '?>\n\n<!-- a note -->\n\n').replaceAll('    ', '\t'));
    expect(marks()).toEqual(before);
  });
});

describe('suppressions', () => {
  const files = { 'Lead.A': { onCreate: 'Allow', onEdit: 'Allow' } };
  const uri = uriOf('Lead.A');
  const commented = (comment: string) => {
    const project = projectOf(files);
    const text = textOf('Lead.A', files['Lead.A']).replace(
      '    <actionOnInsert>',
      `    ${comment}\n    <actionOnInsert>`,
    );
    project.setFile(uri, text);
    return project.findings(uri).map(({ ruleId }) => ruleId);
  };

  test.each([
    ['<!-- duplicate-rules: silent-rule — a placeholder -->', []],
    ['<!-- duplicate-rules: silent-rule -- a placeholder -->', []],
    ['<!-- duplicate-rules: silent-rule -->', ['suppression-without-reason']],
    ['<!-- duplicate-rules: asymmetric-actions — why -->', ['unused-suppression', 'silent-rule']],
    ['<!-- duplicate-rules: report-only-rule — why -->', ['silent-rule']],
  ])('%s', (comment, expected) => expect(commented(comment)).toEqual(expected));

  test('on the line itself', () => {
    const project = projectOf(files);
    const text = textOf('Lead.A', files['Lead.A']);
    project.setFile(
      uri,
      text.replace('</actionOnInsert>', '</actionOnInsert> <!-- duplicate-rules: silent-rule — why -->'),
    );
    expect(project.findings(uri)).toEqual([]);
  });

  test('in the configuration', () => {
    const suppressions = [{ path: 'force-app/**', rule: 'silent-rule', reason: 'a placeholder' }];
    expect(found(projectOf(files, { suppressions }), files)).toEqual([]);
  });

  test('ignored paths', () => {
    expect(found(projectOf(files, { ignore: ['force-app/**'] }), files)).toEqual([]);
  });

  test('severities of the settings', () => {
    const off = { severities: { 'silent-rule': 'off' } } as const;
    expect(found(projectOf(files, off), files)).toEqual([]);
    const error = { severities: { 'silent-rule': 'error' } } as const;
    expect(found(projectOf(files, error), files)).toEqual(['error silent-rule @Allow']);
  });
});
