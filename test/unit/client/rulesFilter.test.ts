import { expect, test } from 'vitest';
import { filterProjects, filterWords, noFilter } from '../../../client/src/rulesView/filter.ts';
import type { RuleNode, RuleTreeKind, RuleTreeProject } from '../../../server/src/protocol.ts';

function entry(
  kind: RuleTreeKind,
  label: string,
  children: readonly RuleNode[] = [],
  more: Partial<RuleNode> = {},
): RuleNode {
  return {
    id: label,
    kind,
    label,
    description: '',
    tooltip: '',
    spoken: label,
    place: null,
    active: true,
    origin: null,
    problems: null,
    severity: null,
    effect: null,
    name: null,
    saves: null,
    children,
    ...more,
  };
}

const project: RuleTreeProject = {
  root: 'file:///p',
  name: 'p',
  problem: null,
  ownRules: 3,
  org: null,
  objects: [
    entry('object', 'Lead', [
      entry('duplicate-rule', 'Lead Email', [
        entry('create', 'On create', [], { description: 'Block' }),
        entry('matching-rule', 'Exact', [entry('field', 'Email'), entry('field', 'Phone')]),
        entry('saves', 'Saves'),
      ]),
      entry('duplicate-rule', 'Old', [entry('matching-rule', 'Names', [entry('field', 'LastName')])], {
        active: false,
        name: 'Lead.Former',
      }),
    ]),
    entry('object', 'Account', [entry('duplicate-rule', 'Unused', [], { active: false })], { active: false }),
  ],
};

function left(text: string, activeOnly = false): string {
  const shown = ({ label, children }: RuleNode): string =>
    children.length === 0 ? label : `${label}(${children.map(shown).join(' ')})`;
  const [only] = filterProjects([project], { text, activeOnly });
  return only!.objects.map(shown).join(' ');
}

const leadEmail = 'Lead Email(On create Exact(Email Phone) Saves)';
const whole = `Lead(${leadEmail} Old(Names(LastName))) Account(Unused)`;

test.each([
  ['', whole],
  ['  ', whole],
  ['lead', `Lead(${leadEmail} Old(Names(LastName)))`],
  ['PHONE', 'Lead(Lead Email(Exact(Phone)))'],
  ['lead phone', 'Lead(Lead Email(Exact(Phone)))'],
  ['account phone', ''],
  ['former', 'Lead(Old(Names(LastName)))'],
  ['block', ''],
  ['saves', ''],
])('"%s" leaves what holds all words, and what these stand under', (text, expected) => {
  expect(left(text)).toBe(expected);
});

test('rules that are not active can be left out', () => {
  expect(left('', true)).toBe(`Lead(${leadEmail})`);
  expect(left('lead', true)).toBe(`Lead(${leadEmail})`);
  expect(left('lastname', true)).toBe('');
});

test('the title says what is filtered', () => {
  expect(filterWords(noFilter, 'active only')).toBe('');
  expect(filterWords({ text: ' email ', activeOnly: true }, 'active only')).toBe('“email”, active only');
});
