import { describe, expect, it } from 'vitest';
import { alert, inClass, mendedText } from '../../support/mended.ts';

describe('the look of the file', () => {
  const text = inClass('if (one == null) {\n    insert leads;\n}');

  it.each([
    ['tabs', '\t'],
    ['two spaces', '  '],
    ['four spaces', '    '],
  ])('%s', (_, unit) => {
    const fixed = mendedText(alert, 'handle-refusal', text.replace(/ {4}/g, unit));
    expect(fixed).toBe(mendedText(alert, 'handle-refusal', text).replace(/ {4}/g, unit));
  });

  it.each(['handle-refusal', 'change-to-partial-save', 'allow-save', 'suppress-line', 'suppress-file'])(
    'line ends of Windows: %s',
    (id) => {
      const fixed = mendedText(alert, id, text.replace(/\n/g, '\r\n'));
      expect(fixed).toBe(mendedText(alert, id, text).replace(/\n/g, '\r\n'));
    },
  );

  it('keeps text that goes over lines', () => {
    const quoted = inClass("insert new Lead(Description = '''\n  as it\n      stands\n''');");
    expect(mendedText(alert, 'handle-refusal', quoted)).toContain(
      "'''\n          as it\n              stands\n",
    );
  });

  it('writes triggers and scripts as well', () => {
    const trigger = 'trigger T on Case (after insert) {\n    insert new List<Lead>();\n}\n';
    const uri = 'file:///p/force-app/main/default/triggers/T.trigger';
    expect(mendedText(alert, 'allow-save', trigger, uri)).toContain(
      '    Database.insert(new List<Lead>(), options);',
    );
    const script = 'insert new Lead();\n';
    expect(mendedText(alert, 'handle-refusal', script, 'file:///p/scripts/a.apex')).toMatch(
      /^try \{\n {4}insert/,
    );
  });

  it('names classes of the platform in full where the code means others', () => {
    const hiding =
      'public class Sample {\n    class DmlException {\n    }\n    void run(Lead one) {\n        String statusCode;\n        insert one;\n    }\n}\n';
    const fixed = mendedText(alert, 'handle-refusal', hiding);
    expect(fixed).toContain('catch (System.DmlException e)');
    expect(fixed).toContain('== System.StatusCode.DUPLICATES_DETECTED');
  });
});
