import { describe, expect, it } from 'vitest';
import templates from '../../../l10n/phrases.l10n.ja.json' with { type: 'json' };
import { defaultSettings } from '../../../server/src/core/config/settings.ts';
import { createProject } from '../../../server/src/core/project.ts';
import { Phrases } from '../../../server/src/lsp/l10n/phrases.ts';
import { expandRules } from '../../support/rulesShorthand.ts';

const root = 'file:///p';
const phrases = new Phrases(templates);
const service = 'public class Service { public static void save(List<Lead> l) { insert l; } }';
const caller = (name: string, handling: string) =>
  `public class ${name} { void run(List<Lead> l) { try { Service.save(l); } ${handling} } }`;
const knowing = caller(
  'Knowing',
  'catch (DmlException e) { if (isDuplicate(e, StatusCode.DUPLICATES_DETECTED)) { retry(); } }',
);
const general = caller('General', 'catch (DmlException e) { l[0].addError(e.getMessage()); }');
const losing = (name: string) => caller(name, 'catch (DmlException e) { System.debug(e); }');
const open = caller('Open', 'finally { done(); }');

/** What is reported of the service, with these callers. */
function told(callers: readonly string[]) {
  const project = createProject({ root, settings: defaultSettings });
  for (const [path, text] of expandRules('Lead.A: Alert/Report')) project.setFile(`${root}/${path}`, text);
  [service, ...callers].forEach((text, index) => {
    project.setFile(`${root}/classes/C${index}.cls`, text);
  });
  return project.findings(`${root}/classes/C0.cls`);
}

describe('what is said of a refusal that callers decide', () => {
  it.each<[string, readonly string[], string, string, string]>([
    ['none', [], 'warning', 'Nothing here handles the refusal.', 'ここでは拒否が処理されません。'],
    [
      'one that handles all errors',
      [general],
      'information',
      'The refusal is shown on the record, in General.run, which calls this, like any other error.',
      '',
    ],
    [
      'one that knows, one that does not',
      [knowing, open],
      'warning',
      'Nothing here handles the refusal. One caller handles it, Open.run does not.',
      'ここでは拒否が処理されません。1 件の呼び出し元で処理されますが、Open.run では処理されません。',
    ],
    [
      'one that loses it',
      [losing('Job')],
      'warning',
      'Nothing here handles the refusal. It is lost in Job.run, which calls this.',
      'ここでは拒否が処理されません。これを呼び出す Job.run で失われます。',
    ],
    [
      'two that lose it, one that knows',
      [losing('Job'), losing('Sync'), knowing],
      'warning',
      'Nothing here handles the refusal. It is lost in Job.run and Sync.run, which call this. Another caller handles it.',
      'ここでは拒否が処理されません。これを呼び出す Job.run、Sync.run で失われます。別の呼び出し元で処理されます。',
    ],
  ])('%s', (_name, callers, severity, sentence, japanese) => {
    const [finding, ...others] = told(callers);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ ruleId: 'missing-duplicate-rule-header', severity });
    expect(finding!.message).toContain(sentence);
    expect(phrases.translate(finding!.message)).toContain(japanese);
    expect(phrases.translate(finding!.message)).not.toMatch(/\b(?:calls?|lost|refusal)\b/);
  });

  it('nothing, where all of them know', () => {
    expect(told([knowing])).toEqual([]);
  });

  it('the calls are shown with it', () => {
    const related = told([losing('Job')])[0]!.related.map(({ message, location }) => [message, location.uri]);
    expect(related).toContainEqual(['A caller that loses it', `${root}/classes/C1.cls`]);
    expect(phrases.translate('A caller that loses it')).toBe('それを失う呼び出し元');
  });
});
