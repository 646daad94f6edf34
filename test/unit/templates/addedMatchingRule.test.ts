import fc from 'fast-check';
import sax from 'sax';
import { describe, expect, it } from 'vitest';
import { readMatchingRules } from '../../../server/src/core/metadata/matchingRule.ts';
import { addedMatchingRule } from '../../../server/src/core/templates/files/matchingRuleFile.ts';
import { exact, item } from '../../../server/src/core/templates/items.ts';
import { applyEdits } from '../../../server/src/core/text.ts';

const rule = { name: 'New', label: 'New & <Bold>', items: [exact('Email'), item('LastName', 'LastName')] };
const uri = 'file:///x/Lead.matchingRule-meta.xml';

const added = (text: string, name = 'New'): string | null => {
  const edit = addedMatchingRule(text, { ...rule, name });
  return edit && applyEdits(text, [edit]);
};

/** Whether an independent parser takes it. */
function isWellFormed(text: string): boolean {
  const parser = sax.parser(true, { xmlns: true });
  let isFine = true;
  parser.onerror = () => {
    isFine = false;
    parser.resume();
  };
  parser.write(text.replace(/^\uFEFF/, '')).close();
  return isFine;
}

interface Layout {
  readonly names: readonly string[];
  readonly prefix: string;
  readonly lineEnd: string;
  readonly step: string;
  readonly mark: string;
  readonly head: string;
  readonly comment: string;
  readonly tail: string;
}

function fileOf({ names, prefix, lineEnd, step, mark, head, comment, tail }: Layout): string {
  const p = prefix === '' ? '' : `${prefix}:`;
  const root = `${p}MatchingRules xmlns${prefix === '' ? '' : `:${prefix}`}="http://soap.sforce.com/2006/04/metadata"`;
  const line = (depth: number, text: string) =>
    `${lineEnd === '' ? '' : step.repeat(depth)}${text}${lineEnd}`;
  const rules = names.map((name) =>
    [
      line(1, `<${p}matchingRules>`),
      line(2, `<${p}fullName>${name}</${p}fullName>`),
      line(2, `<${p}label><![CDATA[a < b]]> &amp; c</${p}label>`),
      line(2, `<${p}ruleStatus>Inactive</${p}ruleStatus>`),
      line(1, `</${p}matchingRules>`),
    ].join(''),
  );
  return `${mark}${head}<${root}>${lineEnd}${comment}${rules.join(comment)}${comment}</${p}MatchingRules>${tail}`;
}

const layouts = fc.record({
  names: fc.uniqueArray(fc.constantFrom('A', 'B', 'Middle', 'Other', 'Z_last'), { maxLength: 4 }),
  prefix: fc.constantFrom('', 'met'),
  lineEnd: fc.constantFrom('\n', '\r\n', ''),
  step: fc.constantFrom('    ', '  ', '\t', ''),
  mark: fc.constantFrom('', '\uFEFF'),
  head: fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>\n', '<!-- ours -->\r\n'),
  comment: fc.constantFrom('', '<!-- <matchingRules> & more -->', '\n\n'),
  tail: fc.constantFrom('', '\n', '\r\n'),
});

it('whatever the layout, the file stays valid and nothing else of it changes', () => {
  fc.assert(
    fc.property(layouts, (layout) => {
      const text = fileOf(layout);
      expect(isWellFormed(text)).toBe(true);
      const edit = addedMatchingRule(text, rule)!;
      expect(edit.span.start).toBe(edit.span.end);
      const result = applyEdits(text, [edit]);
      expect(isWellFormed(result)).toBe(true);
      const { rules, problems } = readMatchingRules(uri, result);
      expect(problems).toEqual(readMatchingRules(uri, text).problems);
      const names = rules.map(({ rule: { name } }) => name);
      expect(names.filter((name) => name !== 'New')).toEqual(layout.names);
      const own = rules.find(({ rule: { name } }) => name === 'New')!.rule;
      expect(own).toMatchObject({
        label: rule.label,
        status: 'Active',
        booleanFilter: null,
        items: rule.items,
      });
      // It is written as the file is.
      if (!/\r\n/.test(text)) expect(edit.newText).not.toContain('\r');
      else if (layout.lineEnd === '\r\n') expect(edit.newText.replaceAll('\r\n', '')).not.toContain('\n');
      const isOrdered = layout.names.every((name, index) => index === 0 || layout.names[index - 1]! < name);
      if (isOrdered) expect(names).toEqual([...names].sort());
    }),
    { numRuns: 150 },
  );
});

describe('as people write it', () => {
  it.each([
    [
      'in the order of the names, with the indentation of the file',
      `<MatchingRules xmlns="m">
  <matchingRules>
    <fullName>A</fullName>
  </matchingRules>
  <matchingRules>
    <fullName>Z</fullName>
  </matchingRules>
</MatchingRules>
`,
      `<MatchingRules xmlns="m">
  <matchingRules>
    <fullName>A</fullName>
  </matchingRules>
  <matchingRules>
    <fullName>New</fullName>
    <label>New &amp; &lt;Bold&gt;</label>
    <matchingRuleItems>
      <blankValueBehavior>NullNotAllowed</blankValueBehavior>
      <fieldName>Email</fieldName>
      <matchingMethod>Exact</matchingMethod>
    </matchingRuleItems>
    <matchingRuleItems>
      <blankValueBehavior>NullNotAllowed</blankValueBehavior>
      <fieldName>LastName</fieldName>
      <matchingMethod>LastName</matchingMethod>
    </matchingRuleItems>
    <ruleStatus>Active</ruleStatus>
  </matchingRules>
  <matchingRules>
    <fullName>Z</fullName>
  </matchingRules>
</MatchingRules>
`,
    ],
    [
      'into a root that closes itself',
      '<?xml version="1.0"?>\n<MatchingRules xmlns="m"/>\n',
      `<?xml version="1.0"?>
<MatchingRules xmlns="m">
    <matchingRules>
        <fullName>New</fullName>
        <label>New &amp; &lt;Bold&gt;</label>
        <matchingRuleItems>
            <blankValueBehavior>NullNotAllowed</blankValueBehavior>
            <fieldName>Email</fieldName>
            <matchingMethod>Exact</matchingMethod>
        </matchingRuleItems>
        <matchingRuleItems>
            <blankValueBehavior>NullNotAllowed</blankValueBehavior>
            <fieldName>LastName</fieldName>
            <matchingMethod>LastName</matchingMethod>
        </matchingRuleItems>
        <ruleStatus>Active</ruleStatus>
    </matchingRules>
</MatchingRules>
`,
    ],
  ])('%s', (_, text, expected) => expect(added(text)).toBe(expected));

  it.each([
    '',
    '<MatchingRules xmlns="m">',
    '<MatchingRules xmlns="m"><matchingRules></MatchingRules>',
    '<DuplicateRule xmlns="m"></DuplicateRule>',
    '<MatchingRules xmlns="m">a & b</MatchingRules>',
  ])('not into what is not well-formed, or something else: %j', (text) => expect(added(text)).toBeNull());
});
