import { describe, expect, it } from 'vitest';
import { judge } from '../../../server/src/core/outcome/decide.ts';
import {
  hoverMarkdown,
  refusalSentences,
  remedySentences,
} from '../../../server/src/core/outcome/describe.ts';
import { shortPath } from '../../../server/src/core/outcome/words.ts';
import { join } from '../../../server/src/core/rules/reports.ts';
import { catalogOf, catalogWith } from '../../support/catalog.ts';
import { at, conditional, known, type SiteDraft, site } from '../../support/sites.ts';

function judged(rules: string, draft: SiteDraft = {}) {
  return judge(site(draft), catalogOf(rules, ['Account', 'Contact', 'Lead']));
}

describe('what will happen, by which rule', () => {
  const path = (name: string) => `force-app/…/${name}.duplicateRule-meta.xml`;

  it.each<[string, string, SiteDraft, string]>([
    [
      'one rule',
      'Lead.Lead_Email: Alert/Report',
      {},
      `Insert of Lead is refused with DUPLICATES_DETECTED when rule 'Lead Email' (Allow + Alert on create, ${path('Lead.Lead_Email')}) finds a match.`,
    ],
    [
      'two rules',
      'Lead.A: Alert/Report\nLead.B: Block/Block',
      {},
      `Insert of Lead is refused with DUPLICATES_DETECTED when rule 'A' (Allow + Alert on create, ${path('Lead.A')}) or rule 'B' (Block on create, ${path('Lead.B')}) finds a match.`,
    ],
    [
      'three rules, the one that blocks first',
      'Lead.A: Alert/Report\nLead.B: Alert/Report when Country equals US\nLead.C: Block/Block',
      {},
      `Insert of Lead is refused with DUPLICATES_DETECTED when rule 'C' (Block on create, ${path('Lead.C')}) finds a match.\nOn a match, rule 'A' (Allow + Alert on create) and rule 'B' (Allow + Alert on create) refuse it, too. Rule 'B' runs only where Country equals "US".`,
    ],
    [
      'three rules, the one that surely bears on it first',
      'Lead.A: Block/Block matching Email\nLead.B: Alert/Alert matching LastName\nLead.C: Alert/Alert matching Email',
      { fields: { LastName: 'x' } },
      `Insert of Lead is refused with DUPLICATES_DETECTED when rule 'B' (Allow + Alert on create, ${path('Lead.B')}) finds a match.\nOn a match, rule 'A' (Block on create) and rule 'C' (Allow + Alert on create) refuse it, too. Each of rules 'A' and 'C' matches only if a default, trigger or flow fills Email.`,
    ],
    [
      'an upsert by three rules',
      'Lead.A: Alert/Report\nLead.B: Block/Block\nLead.C: Report/Block',
      { operation: 'upsert' },
      `Upsert of Lead is refused with DUPLICATES_DETECTED when rule 'B' (Block on create and edit, ${path('Lead.B')}) finds a match.\nOn a match, rule 'C' (Block on edit) and rule 'A' (Allow + Alert on create) refuse it, too.`,
    ],
    [
      'three rules of two objects',
      'Lead.A: Block/Block\nLead.B: Block/Block\nContact.C: Block/Block',
      { objects: ['Lead', 'Contact'] },
      `Insert of Lead or Contact is refused with DUPLICATES_DETECTED when rule 'A' (Block on create, ${path('Lead.A')}), rule 'B' (Block on create) or rule 'C' (Block on create) finds a match.`,
    ],
    [
      'an upsert that is refused when it creates',
      'Lead.A: Alert/Report',
      { operation: 'upsert' },
      `Upsert of Lead is refused with DUPLICATES_DETECTED when it creates a record and rule 'A' (Allow + Alert on create, ${path('Lead.A')}) finds a match.`,
    ],
    [
      'an upsert that is always refused',
      'Lead.A: Block/Block',
      { operation: 'upsert' },
      `Upsert of Lead is refused with DUPLICATES_DETECTED when rule 'A' (Block on create and edit, ${path('Lead.A')}) finds a match.`,
    ],
    [
      'a condition',
      'Lead.A: Block/Block when Country equals US',
      {},
      `Insert of Lead is refused with DUPLICATES_DETECTED when rule 'A' (Block on create, ${path('Lead.A')}) finds a match. The rule runs only where Country equals "US".`,
    ],
    [
      'an update beside the matching fields',
      'Lead.A: Block/Block',
      { operation: 'update', fields: { Status: 'x' } },
      `Update of Lead would be refused with DUPLICATES_DETECTED when rule 'A' (Block on edit, ${path('Lead.A')}) finds a match. The rule is probably not evaluated: none of the fields written here (Status) is one that it compares.`,
    ],
    [
      'an object of several',
      'Lead.A: Block/Block',
      { objects: ['Case', 'Lead'] },
      `Insert of Lead is refused with DUPLICATES_DETECTED when rule 'A' (Block on create, ${path('Lead.A')}) finds a match.`,
    ],
    [
      'a lead conversion',
      'Account.A: Alert/Alert',
      { operation: 'convertLead', channel: 'apex-convert-lead' },
      `Lead conversion is refused with DUPLICATES_DETECTED when rule 'A' (Allow + Alert on create, ${path('Account.A')}) finds a match. This holds only with "Require Validation for Converted Leads" on, which no settings file here says.`,
    ],
  ])('%s', (_, rules, draft, expected) => {
    expect(join(refusalSentences(judged(rules, draft)))).toBe(expected);
  });

  it.each<[string, string, SiteDraft, readonly string[]]>([
    [
      'shared by all rules',
      'Lead.A: Block/Block when Country equals US\nLead.B: Block/Block when Country equals US',
      {},
      ['Each of these rules runs only where Country equals "US".'],
    ],
    [
      'of some rules',
      'Lead.A: Block/Block matching Email\nLead.B: Block/Block matching LastName\nLead.C: Block/Block matching Email',
      { fields: { LastName: 'x' } },
      [
        "\nOn a match, rule 'A' (Block on create) and rule 'C' (Block on create) refuse it, too. Each of rules 'A' and 'C' matches only if a default, trigger or flow fills Email.\n",
      ],
    ],
    [
      'of the option',
      'Lead.A: Alert/Alert',
      { options: { allowSave: conditional(true, 'skip') } },
      ['The code sets allowSave=true only when skip.'],
    ],
    [
      'of one operation',
      'Lead.A: Block/Block matching Email',
      { operation: 'upsert', fields: { Status: 'x', Rating: 'y', Title: 'z', Website: 'w', status: 'v' } },
      [
        'On create, the rule matches only if a default, trigger or flow fills Email.',
        'On edit, the rule is probably not evaluated: none of the fields written here (status, Rating, Title and 1 more) is one that it compares.',
      ],
    ],
  ])('provisos %s', (_, rules, draft, expected) => {
    expect(refusalSentences(judged(rules, draft)).slice(1)).toEqual(expected);
  });

  it.each<[string, string, SiteDraft, string]>([
    [
      'Alert',
      'Lead.A: Alert/Alert',
      {},
      'allowSave=true would save it. Otherwise, catch the DmlException and look for StatusCode.DUPLICATES_DETECTED.',
    ],
    [
      'Block',
      'Lead.A: Block/Block',
      {},
      'No option saves it. Catch the DmlException and look for StatusCode.DUPLICATES_DETECTED.',
    ],
    [
      'Block, caught',
      'Lead.A: Block/Block',
      { refusal: 'logs' },
      'No option saves it. Look for StatusCode.DUPLICATES_DETECTED where the exception is caught.',
    ],
    [
      'Block, taken for another error',
      'Lead.A: Block/Block',
      { refusal: { duplicateValueBranch: at(120) } },
      'No option saves it. Look for StatusCode.DUPLICATES_DETECTED where the exception is caught.',
    ],
    [
      'Block, a partial save',
      'Lead.A: Block/Block',
      { channel: 'apex-database', refusal: 'drops', options: { atomicity: 'partial' } },
      'No option saves it. Look for StatusCode.DUPLICATES_DETECTED in the errors of the results.',
    ],
    [
      'Block, partial or not',
      'Lead.A: Block/Block',
      { channel: 'apex-database', options: { atomicity: 'unknown' } },
      'No option saves it. Look for StatusCode.DUPLICATES_DETECTED in the errors of the results, or in the DmlException.',
    ],
    [
      'both',
      'Lead.A: Alert/Alert\nLead.B: Block/Block',
      {},
      "allowSave=true would save it only where no Block rule finds a match: rule 'B' cannot be passed. Otherwise, catch the DmlException and look for StatusCode.DUPLICATES_DETECTED.",
    ],
    [
      'upsert',
      'Lead.A: Alert/Alert',
      { operation: 'upsert' },
      'No overload of upsert takes options; split into insert and update, allowSave=true would save it. Otherwise, catch the DmlException and look for StatusCode.DUPLICATES_DETECTED.',
    ],
    [
      'Block and upsert',
      'Lead.A: Block/Block',
      { operation: 'upsert' },
      'No option saves it. Catch the DmlException and look for StatusCode.DUPLICATES_DETECTED.',
    ],
    [
      'Bulk',
      'Lead.A: Alert/Alert',
      { channel: 'bulk-2' },
      'The Bulk API has no option that saves it. Read the failed rows of the job, and deal with those that a rule refused.',
    ],
    [
      'the sf CLI',
      'Lead.A: Alert/Alert',
      { channel: 'cli' },
      'The sf CLI has no option that saves it. Check the exit code, and of a bulk job the failed rows (sf data bulk results).',
    ],
    [
      'a Flow',
      'Lead.A: Alert/Alert',
      { channel: 'flow' },
      'A Flow element has no option that saves it. Draw a fault path from the element, and deal with the refusal there.',
    ],
    [
      'a Flow, Block',
      'Lead.A: Block/Block',
      { channel: 'flow' },
      'No option saves it. Draw a fault path from the element, and deal with the refusal there.',
    ],
    [
      'REST',
      'Lead.A: Alert/Alert',
      { channel: 'rest-record' },
      'The header Sforce-Duplicate-Rule-Header with allowSave=true would save it. Otherwise, look for the errorCode DUPLICATES_DETECTED: the answer (HTTP 400) names the matches, too.',
    ],
    [
      'REST below 52',
      'Lead.A: Alert/Alert\nLead.B: Block/Block',
      { channel: 'rest-collections', apiVersion: 50 },
      "The header Sforce-Duplicate-Rule-Header with allowSave=true is documented from API version 52.0, and the call uses 50.0: below, whether it saves it is not known. No option passes rule 'B'. Look for the statusCode DUPLICATES_DETECTED in the errors of each row: the request itself succeeds.",
    ],
    [
      'composite',
      'Lead.A: Alert/Alert',
      { channel: 'rest-composite' },
      'allowSave=true in the httpHeaders of the subrequest would save it. Otherwise, look for the errorCode DUPLICATES_DETECTED in the body of each subrequest: the request itself succeeds.',
    ],
    [
      'batch',
      'Lead.A: Alert/Alert',
      { channel: 'rest-batch' },
      'Whether the header Sforce-Duplicate-Rule-Header with allowSave=true would save it is not known: that is not documented for this resource. Look for the errorCode DUPLICATES_DETECTED in the result of each subrequest.',
    ],
    [
      'UI API',
      'Lead.A: Alert/Alert',
      { channel: 'ui-api' },
      'allowSaveOnDuplicate=true would save it. Otherwise, look for the errorCode DUPLICATES_DETECTED in output.errors of the answer.',
    ],
    [
      'LWC',
      'Lead.A: Alert/Alert',
      { channel: 'lwc' },
      'Whether allowSaveOnDuplicate=true would save it is not known: the guide calls it unsupported. Look for the errorCode DUPLICATES_DETECTED in error.body.output.errors.',
    ],
    [
      'Data Loader',
      'Lead.A: Alert/Alert',
      { channel: 'data-loader-soap' },
      "The property pilot.sfdc.duplicateRule.allowSave=true would save it. Otherwise, read Data Loader's error file, and deal with the rows that a rule refused.",
    ],
    [
      'convertLead',
      'Account.A: Alert/Alert',
      { operation: 'convertLead', channel: 'apex-convert-lead' },
      'With that setting on, a match refuses the conversion whatever the action of the rule. Catch the DmlException and look for StatusCode.DUPLICATES_DETECTED.',
    ],
  ])('what would change it, and the next step: %s', (_, rules, draft, expected) => {
    expect(remedySentences(judged(rules, draft))).toBe(expected);
  });

  it.each([
    [
      'file:///home/u/p/force-app/main/default/duplicateRules/Lead.X.duplicateRule-meta.xml',
      'force-app/…/Lead.X.duplicateRule-meta.xml',
    ],
    [
      'file:///c%3A/my%20app/main/default/duplicateRules/Lead.X.duplicateRule-meta.xml',
      'my app/…/Lead.X.duplicateRule-meta.xml',
    ],
    ['file:///p/src/duplicateRules/Lead.X.duplicateRule', 'src/…/Lead.X.duplicateRule'],
    ['vscode-vfs://github/o/r/main/default/duplicateRules/L.duplicateRule', 'r/…/L.duplicateRule'],
    ['untitled:x', 'untitled:x'],
    ['file:///%zz/L.duplicateRule', '%zz/…/L.duplicateRule'],
  ])('%s is shown as %s', (uri, expected) => {
    expect(shortPath(uri)).toBe(expected);
  });
});

describe('the hover', () => {
  const hoverOf = (rules: string, draft: SiteDraft = {}): string =>
    hoverMarkdown(judged(rules, draft), catalogOf(rules, ['Account', 'Contact', 'Lead']));

  it('tells what each rule does, per operation, known from where and how sure', () => {
    const markdown = hoverOf('Lead.Lead_Email: Alert/Report matching Email sharing', {
      operation: 'upsert',
      fields: { LastName: 'x' },
    });
    expect(markdown).toBe(
      [
        '**Duplicate rules: Upsert of Lead**',
        '',
        "**Rule 'Lead Email'**, [force-app/…/Lead.Lead\\_Email.duplicateRule-meta.xml](file:///project/force-app/main/default/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml)",
        '',
        '- on create *Allow + Alert*: refused with DUPLICATES_DETECTED on a match; no option of this call changes that (documented)',
        '  - matches only if a default, trigger or flow fills Email',
        '- on edit *Allow + Report*: saved on a match, and a duplicate record set is written (documented)',
        '  - probably not evaluated: none of the fields written here (LastName) is one that it compares',
        '- compares with Lead: Email (Exact)',
        '- it finds only records that are shared with the running user',
        '',
        "Known from: the Apex library stubs in Salesforce's apex-language-support and apex-dev-tools/standard-types; SalesforceFoundation/NPSP, UTIL\\_DMLService and its test; Metadata API Developer Guide, DuplicateRule; Salesforce Help, Things to Know About Duplicate Rules.",
        '',
      ].join('\n'),
    );
  });

  it.each<[string, string, SiteDraft, string]>([
    ['no rule', '', {}, 'No active duplicate rule is known for it.'],
    [
      'a generic save',
      '',
      { target: { kind: 'generic', why: 'records is a List<SObject>' } },
      'The object is not known here: records is a List&lt;SObject\\>.',
    ],
    [
      'allowSave=true',
      'Lead.A: Alert/Alert',
      { options: { allowSave: known(true) } },
      'saved on a match: allowSave=true passes over the alert (documented)',
    ],
    ['a condition', 'Lead.A: Block/Block when Country equals US', {}, '  - only where Country equals "US"'],
    [
      'a condition that is false',
      'Lead.A: Block/Block when Country equals US',
      { someFields: { Country: 'DE' } },
      'the rule does not bear on this save (documented)\n  - the code\'s own values make its condition false: Country equals "US"',
    ],
  ])('%s', (_, rules, draft, expected) => {
    expect(hoverOf(rules, draft)).toContain(expected);
  });

  it('names the org, and when its rules were read', () => {
    const catalog = catalogOf('Lead.A: Block/Block');
    const source = { kind: 'org', username: 'me@example.com', readAt: '2026-11-22T14:03:27.000Z' } as const;
    const changed = catalogWith([{ ...catalog.duplicateRules[0]!, source }], catalog.matchingRules);
    const markdown = hoverMarkdown(judge(site(), changed), changed);
    expect(markdown).toContain("**Rule 'A'**, org me@example.com, read 2026-11-22 14:03 UTC\n");
  });

  it("tells what the org's copy has instead", () => {
    const catalog = {
      ...catalogOf('Lead.A: Alert/Alert'),
      orgDifferences: () => ['action on create Block', 'label "*x*"'],
    };
    const markdown = hoverMarkdown(judge(site(), catalog), catalog);
    expect(markdown).toContain('\n- the org\'s copy differs: action on create Block; label "\\*x\\*"\n');
  });

  it('keeps labels from being read as Markdown', () => {
    const catalog = catalogOf('Lead.A: Block/Block');
    const rule = {
      ...catalog.duplicateRules.find(({ object }) => object === 'Lead')!,
      label: '*x* [a](b) <img>\n# y & `z`',
    };
    const changed = catalogWith([rule], catalog.matchingRules);
    const markdown = hoverMarkdown(judge(site(), changed), changed);
    expect(markdown).toContain("Rule '\\*x\\* \\[a\\](b) &lt;img\\> # y &amp; \\`z\\`'");
  });
});

describe('the link to a rule', () => {
  it('keeps what a file is named from ending the link', () => {
    const catalog = catalogOf('Lead.A: Block/Block');
    const rule = catalog.duplicateRules.find(({ object }) => object === 'Lead')!;
    const uri = 'file:///p/a)(command:x) "t"/Lead.A.duplicateRule-meta.xml';
    const changed = catalogWith(
      [{ ...rule, source: { kind: 'file', location: { uri, start: 0, end: 0 } } }],
      catalog.matchingRules,
    );
    const markdown = hoverMarkdown(judge(site(), changed), changed);
    expect(markdown).toContain('(file:///p/a%29%28command:x%29%20%22t%22/Lead.A.duplicateRule-meta.xml)');
  });
});
