/**
 * A short way to write rule set-ups, for tests and for the sample blocks of the rules' pages. One rule a line:
 *
 *     Lead: Alert/Report                       create/edit: Block, Alert, Report, Alert+Report, Allow
 *     Lead.Strict: Block/Block                 with a developer name; several rules on an object need one
 *     Lead: Alert/Report when Country equals US
 *     Lead: Alert/Report when $User.Username notEqual a@b.c
 *     Lead: Block/Block matching Email, Phone  a matching rule: Exact on all these fields
 *     Lead: Block/Block matching Email | Phone or on any of them
 *     Lead: Block/Block inactive               also: matching-inactive, sharing
 *     setting leadConversion on
 *
 * Clauses may follow one another: `Lead: Alert/Alert matching Email when Bypass__c equals false sharing`.
 * {@link expandRules} makes the files of a project of it.
 */
export interface RuleDraft {
  readonly object: string;
  readonly name: string;
  readonly onCreate: string;
  readonly onEdit: string;
  readonly fields: readonly string[];
  readonly anyField: boolean;
  readonly condition: { readonly field: string; readonly operation: string; readonly value: string } | null;
  readonly active: boolean;
  readonly matchingActive: boolean;
  readonly sharing: boolean;
}

export interface RulesDraft {
  readonly rules: readonly RuleDraft[];
  readonly leadConversion: boolean | null;
}

/** @throws {SyntaxError} naming the line that cannot be read. */
export function parseRules(text: string): RulesDraft {
  const rules: RuleDraft[] = [];
  let leadConversion: boolean | null = null;
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const setting = /^setting leadConversion (on|off)$/.exec(line);
    if (setting) leadConversion = setting[1] === 'on';
    else rules.push(parseRule(line));
  }
  return { rules, leadConversion };
}

const reaction = String.raw`(?:Block|Alert\+Report|Alert|Report|Allow)`;
const pattern = new RegExp(String.raw`^(\w+)(?:\.(\w+))?:\s*(${reaction})/(${reaction})(\s.*)?$`);
const clause =
  /\s+(?:(inactive|matching-inactive|sharing)\b|matching ([\w.]+(?:\s*[,|]\s*[\w.]+)*)|when (\$?[\w.]+) (\w+) ("[^"]*"|\S+))/gy;

function parseRule(line: string): RuleDraft {
  const [, object, name, onCreate, onEdit, rest = ''] = pattern.exec(line) ?? [];
  if (!object || !onCreate || !onEdit) throw new SyntaxError(`no rule: ${line}`);
  const words = new Set<string>();
  let fields = 'Email';
  let condition: RuleDraft['condition'] = null;
  let end = 0;
  for (const match of rest.matchAll(clause)) {
    const [whole, word, matching, field, operation, value] = match;
    if (word) words.add(word);
    if (matching) fields = matching;
    if (field) condition = { field, operation: operation!, value: value!.replace(/^"|"$/g, '') };
    end = match.index + whole.length;
  }
  if (rest.slice(end).trim() !== '') throw new SyntaxError(`no clause of a rule: ${rest.slice(end)}`);
  return {
    object,
    name: name ?? `${object}_Rule`,
    onCreate,
    onEdit,
    fields: fields.split(/[,|]/).map((field) => field.trim()),
    anyField: fields.includes('|'),
    condition,
    active: !words.has('inactive'),
    matchingActive: !words.has('matching-inactive'),
    sharing: words.has('sharing'),
  };
}

const folder = 'force-app/main/default';

/** The metadata files of a set-up, by path. */
export function expandRules(text: string): ReadonlyMap<string, string> {
  const { rules, leadConversion } = parseRules(text);
  const files = new Map<string, string>();
  const objects = new Map<string, RuleDraft[]>();
  for (const rule of rules) {
    files.set(
      `${folder}/duplicateRules/${rule.object}.${rule.name}.duplicateRule-meta.xml`,
      duplicateRuleXml(rule, (objects.get(rule.object)?.length ?? 0) + 1),
    );
    objects.set(rule.object, [...(objects.get(rule.object) ?? []), rule]);
  }
  for (const [object, drafts] of objects) {
    files.set(`${folder}/matchingRules/${object}.matchingRule-meta.xml`, matchingRulesXml(drafts));
  }
  if (leadConversion !== null) {
    const element = `<shouldLeadConvertRequireValidation>${leadConversion}</shouldLeadConvertRequireValidation>`;
    files.set(`${folder}/settings/LeadConfig.settings-meta.xml`, xml('LeadConfigSettings', element));
  }
  return files;
}

function xml(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n${content}\n</${root}>\n`;
}

function duplicateRuleXml(rule: RuleDraft, sortOrder: number): string {
  const lines = [
    `<actionOnInsert>${actionOf(rule.onCreate)}</actionOnInsert>`,
    `<actionOnUpdate>${actionOf(rule.onEdit)}</actionOnUpdate>`,
    `<alertText>Use one of these records?</alertText>`,
    filterXml(rule),
    '<duplicateRuleMatchRules>',
    `  <matchRuleSObjectType>${rule.object}</matchRuleSObjectType>`,
    `  <matchingRule>${rule.name}_Match</matchingRule>`,
    '  <objectMapping xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>',
    '</duplicateRuleMatchRules>',
    `<isActive>${rule.active}</isActive>`,
    `<masterLabel>${rule.name.replace(/_/g, ' ')}</masterLabel>`,
    ...operationsOf(rule.onCreate).map((one) => `<operationsOnInsert>${one}</operationsOnInsert>`),
    ...operationsOf(rule.onEdit).map((one) => `<operationsOnUpdate>${one}</operationsOnUpdate>`),
    `<securityOption>${rule.sharing ? 'EnforceSharingRules' : 'BypassSharingRules'}</securityOption>`,
    `<sortOrder>${sortOrder}</sortOrder>`,
  ];
  return xml('DuplicateRule', lines.join('\n'));
}

export function actionOf(words: string): 'Allow' | 'Block' {
  return words === 'Block' ? 'Block' : 'Allow';
}

export function operationsOf(words: string): readonly string[] {
  return words.split('+').filter((word) => word === 'Alert' || word === 'Report');
}

function filterXml({ object, condition }: RuleDraft): string {
  if (!condition)
    return '<duplicateRuleFilter xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>';
  const onUser = condition.field.startsWith('$User.');
  return [
    '<duplicateRuleFilter>',
    '  <booleanFilter xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>',
    '  <duplicateRuleFilterItems>',
    `    <field>${condition.field.replace('$User.', '')}</field>`,
    `    <operation>${condition.operation}</operation>`,
    `    <value>${condition.value}</value>`,
    '    <sortOrder>1</sortOrder>',
    `    <table>${onUser ? 'User' : object}</table>`,
    '  </duplicateRuleFilterItems>',
    '</duplicateRuleFilter>',
  ].join('\n');
}

function matchingRulesXml(rules: readonly RuleDraft[]): string {
  const entries = rules.map((rule) => {
    const filter = rule.fields.map((_, index) => index + 1).join(rule.anyField ? ' OR ' : ' AND ');
    return [
      '<matchingRules>',
      `  <fullName>${rule.name}_Match</fullName>`,
      ...(rule.fields.length > 1 ? [`  <booleanFilter>${filter}</booleanFilter>`] : []),
      `  <label>${rule.name.replace(/_/g, ' ')} Match</label>`,
      ...rule.fields.flatMap((field) => [
        '  <matchingRuleItems>',
        '    <blankValueBehavior>NullNotAllowed</blankValueBehavior>',
        `    <fieldName>${field}</fieldName>`,
        '    <matchingMethod>Exact</matchingMethod>',
        '  </matchingRuleItems>',
      ]),
      `  <ruleStatus>${rule.matchingActive ? 'Active' : 'Inactive'}</ruleStatus>`,
      '</matchingRules>',
    ].join('\n');
  });
  return xml('MatchingRules', entries.join('\n'));
}
