import { describe, expect, test } from 'vitest';
import type { PreviewInput } from '../../../server/src/core/preview/input.ts';
import type { Verdict } from '../../../server/src/core/preview/model.ts';
import { answer, lead, match, preview, result } from './answers.ts';

type Case = [string, Partial<PreviewInput> & { readonly rules?: string }, Verdict['kind'], string];

const failing = match('Lead_Rule_Match', [], { success: false, size: 0 });

describe('the verdict', () => {
  test.each<Case>([
    [
      'an Alert rule',
      {},
      'refused-unless-allow-save',
      "Insert of Lead is refused with DUPLICATES_DETECTED by rule 'Lead Rule', unless allowSave=true is passed where the channel carries it.",
    ],
    [
      'a Block rule',
      { rules: 'Lead: Block/Report', answer: answer(result({ allowSave: false })) },
      'refused',
      "Insert of Lead is refused with DUPLICATES_DETECTED by rule 'Lead Rule'. No option saves it.",
    ],
    [
      'the org says Block where the file says Alert: the org decides',
      { answer: answer(result({ allowSave: false })) },
      'refused',
      "Insert of Lead is refused with DUPLICATES_DETECTED by rule 'Lead Rule'. No option saves it.",
    ],
    [
      'a rule that only reports',
      { rules: 'Lead: Report/Report' },
      'saved',
      "Insert of Lead is saved though rule 'Lead Rule' finds a match: it does not refuse a save.",
    ],
    [
      'an update by id: the action on edit, of which the answer need not speak',
      { sample: lead({ Email: 'a@b.c' }, '00Q000000000009AAA'), operation: 'update' },
      'saved',
      "Update of Lead is saved though rule 'Lead Rule' finds a match: it does not refuse a save.",
    ],
    [
      'an update by id that the answer blocks and no action does',
      {
        sample: lead({ Email: 'a@b.c' }, '00Q000000000009AAA'),
        operation: 'update',
        answer: answer(result({ allowSave: false })),
      },
      'refused',
      "Update of Lead is refused with DUPLICATES_DETECTED by rule 'Lead Rule'. No option saves it.",
    ],
    [
      'a rule that the catalogue does not know',
      { answer: answer(result({ duplicateRule: 'Other', allowSave: false })) },
      'refused',
      "Insert of Lead is refused with DUPLICATES_DETECTED by rule 'Other'. No option saves it.",
    ],
    [
      'nothing found',
      { answer: answer(result({ matchResults: [] })) },
      'clean',
      'No duplicate was found by the rules that the org compared with.',
    ],
    [
      'an answer without rules',
      { answer: answer() },
      'clean',
      "No duplicate was found. The answer does not name rule 'Lead Rule': it found nothing, or did not run.",
    ],
    [
      'a comparison that failed',
      { answer: answer(result({ matchResults: [failing] })) },
      'unknown',
      "Rule 'Lead Rule' could not be compared: whether there is a duplicate is not known.",
    ],
    [
      'a check that failed',
      { answer: { success: false, errors: [{ code: 'X', message: 'no' }], results: [] } },
      'unknown',
      'Salesforce could not check the record (X: no): nothing is known.',
    ],
    [
      'a match beside a failure',
      {
        rules: 'Lead.A: Alert/Report\nLead.B: Alert/Report',
        answer: answer(
          result({ duplicateRule: 'A' }),
          result({ duplicateRule: 'B', matchResults: [failing] }),
        ),
      },
      'refused-unless-allow-save',
      "Insert of Lead is refused with DUPLICATES_DETECTED by rule 'A', unless allowSave=true is passed where the channel carries it. One rule could not be compared.",
    ],
    [
      'an error by a rule whose actions differ',
      {
        by: 'error',
        sample: null,
        operation: null,
        rules: 'Lead: Alert/Block',
        answer: answer(result({ allowSave: null })),
      },
      'unknown',
      "A save of Lead was refused with DUPLICATES_DETECTED by rule 'Lead Rule'; whether it blocks or alerts is not known.",
    ],
    [
      'an error by a rule that can refuse on one operation only',
      { by: 'error', sample: null, operation: null, answer: answer(result({ allowSave: null })) },
      'refused-unless-allow-save',
      "A save of Lead was refused with DUPLICATES_DETECTED by rule 'Lead Rule'. allowSave=true would have saved it where the channel carries it.",
    ],
    [
      'a condition that the record does not meet',
      { rules: 'Lead: Block/Block when Country equals US', sample: lead({ Country: 'DE' }) },
      'saved',
      `Rule 'Lead Rule' finds a match, but this record does not meet its condition (Country equals "US"): a save does not run it.`,
    ],
    [
      'a condition that the record does not settle',
      { rules: 'Lead: Alert/Block when Country equals US', sample: lead({ Email: 'a@b.c' }) },
      'refused-unless-allow-save',
      `Insert of Lead is refused with DUPLICATES_DETECTED by rule 'Lead Rule', unless allowSave=true is passed where the channel carries it. Rule 'Lead Rule' runs only where Country equals "US"; whether that holds is not known here.`,
    ],
    [
      'a condition that the record meets',
      { rules: 'Lead: Alert/Block when Country equals US', sample: lead({ Country: 'US' }) },
      'refused-unless-allow-save',
      "Insert of Lead is refused with DUPLICATES_DETECTED by rule 'Lead Rule', unless allowSave=true is passed where the channel carries it.",
    ],
    [
      'an update that changes no compared field',
      {
        rules: 'Lead: Block/Block matching Email',
        sample: lead({ Company: 'X' }, '00Q000000000009AAA'),
        operation: 'update',
        answer: answer(result({ allowSave: false })),
      },
      'unknown',
      "Rule 'Lead Rule' finds a match, but this update changes no field that it compares: it is probably not evaluated, so that the save passes.",
    ],
    [
      'an error that does not name its rule',
      { by: 'error', sample: null, operation: 'insert', isInferred: true },
      'refused-unless-allow-save',
      "Insert of Lead was refused with DUPLICATES_DETECTED, most likely by rule 'Lead Rule'. allowSave=true would have saved it where the channel carries it.",
    ],
    [
      'an error of a conversion',
      { by: 'error', sample: null, operation: 'insert', isLeadConversion: true },
      'refused',
      "Lead conversion was refused with DUPLICATES_DETECTED by rule 'Lead Rule': a match refuses it whatever the action of the rule.",
    ],
    [
      'an error whose payload names no rule',
      {
        by: 'error',
        sample: null,
        operation: null,
        answer: answer(result({ allowSave: null, duplicateRule: '', duplicateRuleEntityType: '' })),
      },
      'unknown',
      'A save of this record was refused with DUPLICATES_DETECTED by a rule that is not named; whether it blocks or alerts is not known.',
    ],
    [
      'an error without payload',
      { by: 'error', sample: null, object: 'Lead', operation: 'insert', answer: null },
      'unknown',
      'Insert of Lead was refused with DUPLICATES_DETECTED; the error does not tell by which rule.',
    ],
  ])('%s', (_what, parts, kind, text) => {
    expect(preview(parts).verdict).toEqual({ kind, text });
  });
});

describe('where the org and the known rules contradict each other', () => {
  const blocked = answer(result({ allowSave: false }));
  test.each<[string, Partial<PreviewInput> & { readonly rules?: string }, readonly string[]]>([
    ['they agree', {}, []],
    ['a Report rule is said to allow', { rules: 'Lead: Report/Report' }, []],
    [
      'Block in the org, Allow in the file',
      { answer: blocked },
      [
        "The org answers allowSave=false (Block) for rule 'Lead Rule', while its file (force-app/…/Lead.Lead_Rule.duplicateRule-meta.xml) says Allow + Alert on create. The org's rule differs from the file: compare the local rules with the org.",
      ],
    ],
    [
      'Allow in the org, Block in the file',
      { rules: 'Lead: Block/Block' },
      [
        "The org answers allowSave=true (Allow + Alert) for rule 'Lead Rule', while its file (force-app/…/Lead.Lead_Rule.duplicateRule-meta.xml) says Block on create. The org's rule differs from the file: compare the local rules with the org.",
      ],
    ],
    [
      'an update by id agrees with either action',
      {
        sample: lead({}, '00Q000000000009AAA'),
        operation: 'update',
        rules: 'Lead: Block/Alert',
        answer: blocked,
      },
      [],
    ],
    [
      'an inactive file',
      { rules: 'Lead: Alert/Report inactive' },
      [
        "The org answers for rule 'Lead Rule', which is inactive in force-app/…/Lead.Lead_Rule.duplicateRule-meta.xml: it differs from the org's.",
      ],
    ],
    [
      'an assumed rule',
      {
        rules: '',
        answer: answer(result({ duplicateRule: 'Standard_Lead_Duplicate_Rule', allowSave: false })),
      },
      [
        "The org answers allowSave=false (Block) for rule 'Standard Lead Duplicate Rule', while the standard rule that is assumed has Allow + Alert on create. The org's rule differs from the standard: read the rules of the org.",
      ],
    ],
  ])('%s', (_what, parts, problems) => {
    expect(preview(parts).problems).toEqual(problems);
  });
});
