import { describe, expect, test } from 'vitest';
import { readDuplicateRule } from '../../../server/src/core/metadata/duplicateRule.ts';
import { readMatchingRules } from '../../../server/src/core/metadata/matchingRule.ts';
import { duplicateRuleXml, matchingRulesXml, projectOf, uriOf } from '../../support/ruleFiles.ts';

const ruleUri = uriOf('Lead.A');
const matchingUri = uriOf('Lead');

const whole = duplicateRuleXml('Lead', 'A', {
  onCreate: 'Alert+Report',
  onEdit: 'Block',
  matching: 'Lead_Email, Contact.Contact_Email mapped',
  when: 'Country equals US, User.Username notEqual a@b.c',
  filter: '1 AND 2',
  sortOrder: 3,
}).replaceAll(/^ +/gm, '');
const wholeMatching = matchingRulesXml(
  'Lead_Email: Email, Phone~Phone [1 OR 2]',
  'Lead_Name Inactive: LastName~LastName',
).replaceAll(/^ +/gm, '');

/** Where each value is written whole: behind the end tag of its element. */
function writtenAt(text: string, element: string, index = 0): number {
  const ends = [...text.matchAll(new RegExp(`</${element}>`, 'g'))];
  return ends[index]!.index + ends[index]![0].length;
}

describe('while a duplicate rule is being typed', () => {
  const rule = (text: string) => readDuplicateRule(ruleUri, text).rule;
  const checks: readonly (readonly [element: string, index: number, holds: (text: string) => boolean])[] = [
    ['isActive', 0, (text) => rule(text)?.active === true],
    ['actionOnUpdate', 0, (text) => rule(text)?.onUpdate.action === 'Block'],
    ['operationsOnInsert', 0, (text) => rule(text)?.onInsert.alert === true],
    ['operationsOnInsert', 1, (text) => rule(text)?.onInsert.report === true],
    ['masterLabel', 0, (text) => rule(text)?.label === 'A'],
    ['sortOrder', 2, (text) => rule(text)?.sortOrder === 3],
    ['booleanFilter', 0, (text) => rule(text)?.filter?.booleanFilter === '1 AND 2'],
    ['matchingRule', 0, (text) => rule(text)?.matchRules[0]?.matchingRule === 'Lead_Email'],
    ['matchingRule', 1, (text) => rule(text)?.matchRules[1]?.matchingRule === 'Contact_Email'],
    ['outputField', 0, (text) => rule(text)?.matchRules[1]?.mapping?.[0]?.outputField === 'Email'],
    ['table', 1, (text) => rule(text)?.filter?.conditions[1]?.table === 'User'],
  ];

  test('every prefix: what is written whole is understood', () => {
    const active = writtenAt(whole, 'isActive');
    for (let length = 0; length <= whole.length; length++) {
      const text = whole.slice(0, length);
      const { problems } = readDuplicateRule(ruleUri, text);
      expect(problems.length > 0).toBe(length < whole.trimEnd().length);
      for (const { span } of problems) {
        expect(0 <= span.start && span.start <= span.end && span.end <= length).toBe(true);
      }
      if (length < active) continue;
      for (const [element, index, holds] of checks) {
        if (length < writtenAt(whole, element, index)) continue;
        if (!holds(text)) throw new Error(`${element} ${index} is lost at ${length}: …${text.slice(-40)}`);
      }
    }
  });

  test('an element typed into the middle of a whole file', () => {
    const at = whole.indexOf('<isActive>');
    for (const typed of [
      '<',
      '<d',
      '<description',
      '<description>',
      '<description>x',
      '<description>x<',
      '<description>x</',
      '<description>x</descr',
      '&',
      '<!--',
      '<!-- x -',
      '<![CDATA[',
      '</',
      '</x>',
      '<?',
      '"',
      '>',
    ]) {
      const { rule, problems } = readDuplicateRule(
        ruleUri,
        whole.slice(0, at) + typed + '\n' + whole.slice(at),
      );
      if (rule === null) throw new Error(`lost: ${typed}`);
      expect(rule.onUpdate.action).toBe('Block');
      expect(rule?.matchRules.map(({ matchingRule }) => matchingRule)).toEqual([
        'Lead_Email',
        'Contact_Email',
      ]);
      if (typed !== '"' && typed !== '>') expect(problems.length, typed).toBeGreaterThan(0);
    }
  });
});

describe('while matching rules are being typed', () => {
  test('every prefix: what is written whole is understood', () => {
    for (let length = 0; length <= wholeMatching.length; length++) {
      const text = wholeMatching.slice(0, length);
      const { rules, problems } = readMatchingRules(matchingUri, text);
      expect(problems.length > 0).toBe(length < wholeMatching.trimEnd().length);
      const [first, second] = rules;
      const is = (element: string, index: number, what: boolean) => {
        if (length < writtenAt(wholeMatching, element, index) || what) return;
        throw new Error(`${element} ${index} is lost at ${length}: …${text.slice(-40)}`);
      };
      is('fullName', 0, first?.rule.name === 'Lead_Email');
      is('booleanFilter', 0, first?.rule.booleanFilter === '1 OR 2');
      is('matchingMethod', 1, first?.rule.items[1]?.method === 'Phone');
      is('ruleStatus', 0, first?.rule.status === 'Active');
      is('fullName', 1, second?.rule.name === 'Lead_Name');
      is('ruleStatus', 1, second?.rule.status === 'Inactive' && first?.rule.status === 'Active');
    }
  });
});

describe('the findings on what is half written', () => {
  test('come without an exception, and lie in the text', () => {
    const project = projectOf({ 'Lead.A': whole, Lead: wholeMatching });
    for (const [uri, text] of [
      [ruleUri, whole],
      [matchingUri, wholeMatching],
    ] as const) {
      for (let length = 0; length <= text.length; length += 13) {
        project.setFile(uri, text.slice(0, length));
        for (const { location } of project.findings(uri)) {
          expect(location.start <= location.end && location.end <= length).toBe(true);
          project.fixes(uri, location);
        }
        project.findings(uri === ruleUri ? matchingUri : ruleUri);
      }
    }
  });
});

describe('other people’s files', () => {
  const reads = (text: string) => {
    const { rule, problems } = readDuplicateRule(ruleUri, text);
    expect(problems).toEqual([]);
    const { source: _, ...content } = rule!;
    return content;
  };
  const expected = reads(whole);

  test.each<[string, (text: string) => string]>([
    ['one line', (text) => text.replaceAll('\n', '')],
    ['carriage returns', (text) => text.replaceAll('\n', '\r\n')],
    ['tabs', (text) => text.replaceAll(/^(?=<[^?])/gm, '\t\t')],
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['no declaration', (text) => text.replace(/^<\?.*\?>\n/, '')],
    ['a namespace prefix', (text) => text.replaceAll(/<(\/?)(?=[a-zD])/g, '<$1m:')],
    [
      'CDATA',
      (text) => text.replace('>Alert<', '><![CDATA[Alert]]><').replace('>1 AND 2<', '><![CDATA[1 AND 2]]><'),
    ],
    ['references', (text) => text.replace('>Alert<', '>&#65;lert<').replace('>US<', '>&#x55;S<')],
    ['comments', (text) => text.replaceAll(/^(?=<[a-z])/gm, '<!-- a note --> ')],
    ['white space in values', (text) => text.replaceAll(/>([^<>\n]+)</g, '>\n  $1\n<')],
    [
      'elements in another order',
      (text) => {
        const [, head, body, end] = /^([\s\S]*?<DuplicateRule[^>]*>\n)([\s\S]*)(<\/DuplicateRule>\n)$/.exec(
          text,
        )!;
        const parts = body!.match(/^<(\w+)[^>]*?(?:\/>|>[\s\S]*?<\/\1>)\n/gm)!;
        const matchRules = parts.filter((part) => part.startsWith('<duplicateRuleMatchRules'));
        const others = parts.filter((part) => !part.startsWith('<duplicateRuleMatchRules'));
        return (
          head +
          [...others.reverse().slice(0, 4), matchRules[0], ...others.slice(4), matchRules[1]].join('') +
          end
        );
      },
    ],
  ])('%s', (_, change) => {
    expect(change(whole)).not.toBe(whole);
    expect(reads(change(whole))).toEqual(expected);
  });

  test('a line of ten megabytes is refused at once', () => {
    const text = `<DuplicateRule><description>${'x'.repeat(10_000_000)}</description></DuplicateRule>`;
    const messages = readDuplicateRule(ruleUri, text).problems.map(({ message }) => message);
    expect(messages).toEqual(['The file is too large for a metadata file.']);
  });

  test('ten thousand opened tags are refused at once', () => {
    expect(readMatchingRules(matchingUri, '<matchingRules'.repeat(10_000)).problems).toHaveLength(1);
  });
});

describe('names that are there twice', () => {
  const twice = matchingRulesXml('Lead_Email: Email', 'LEAD_EMAIL Inactive: Phone');
  const files = { 'Lead.A': { matching: 'Lead_Email' }, Lead: twice };

  test('in a file of matching rules', () => {
    const [problem] = readMatchingRules(matchingUri, twice).problems;
    expect(problem).toMatchObject({
      severity: 'warning',
      message:
        'This file holds two matching rules of the name LEAD_EMAIL. Which of them Salesforce takes is not known.',
    });
    expect(twice.slice(problem!.span.start, problem!.span.end)).toBe('LEAD_EMAIL');
    expect(projectOf(files).findings(ruleUri)).toEqual([]);
  });

  test('an element that may stand once', () => {
    const text = whole.replace('<isActive>', '<isActive>false</isActive>\n<isActive>');
    const { rule, problems } = readDuplicateRule(ruleUri, text);
    expect(rule!.active).toBe(false);
    expect(
      problems.map(({ severity, message, span }) => [severity, message, text.slice(span.start, span.end)]),
    ).toEqual([
      [
        'warning',
        'A second <isActive>: the first one counts here, and which Salesforce takes is not known.',
        'isActive',
      ],
    ]);
  });

  test('in two packages: the first address decides, and no finding says otherwise', () => {
    const copies = {
      'a/duplicateRules/Lead.A.duplicateRule': { active: false },
      'b/duplicateRules/Lead.A.duplicateRule': {},
    };
    const project = projectOf(copies);
    expect(project.catalog.rulesFor('Lead').map(({ active }) => active)).toEqual([false]);
    for (const name of Object.keys(copies)) expect(project.findings(uriOf(name))).toEqual([]);
  });
});
