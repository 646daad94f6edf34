import type { Settings } from '../../server/src/core/config/settings.ts';
import { defaultSettings } from '../../server/src/core/config/settings.ts';
import { createProject, type Project } from '../../server/src/core/project.ts';

/** Rule files in short, for tests of the findings on them. */

export const root = 'file:///p';

export interface RuleDraft {
  /** `Block`, `Alert`, `Report`, `Alert+Report`, `Allow`. */
  readonly onCreate?: string;
  readonly onEdit?: string;
  readonly active?: boolean;
  readonly sortOrder?: number | string | null;
  readonly sharing?: boolean;
  /** `Lead_Email`, `Contact.Contact_Email` or `Contact.Contact_Email mapped`; several with commas. */
  readonly matching?: string;
  /** `Bypass__c notEqual true`, `User.Username equals a@b.c`; several with commas. */
  readonly when?: string;
  readonly filter?: string;
}

const xmlns =
  'xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

export function duplicateRuleXml(object: string, name: string, draft: RuleDraft = {}): string {
  const { onCreate = 'Block', onEdit = 'Block', active = true, sortOrder = 1, sharing = false } = draft;
  const lines = [
    `<actionOnInsert>${onCreate === 'Block' ? 'Block' : 'Allow'}</actionOnInsert>`,
    `<actionOnUpdate>${onEdit === 'Block' ? 'Block' : 'Allow'}</actionOnUpdate>`,
    filterXml(object, draft),
    ...(draft.matching ?? `Standard_${object}_Match_Rule_v1_0`)
      .split(/,\s*/)
      .map((one) => reference(object, one)),
    `<isActive>${active}</isActive>`,
    `<masterLabel>${name.replaceAll('_', ' ')}</masterLabel>`,
    ...operations(onCreate).map((one) => `<operationsOnInsert>${one}</operationsOnInsert>`),
    ...operations(onEdit).map((one) => `<operationsOnUpdate>${one}</operationsOnUpdate>`),
    `<securityOption>${sharing ? 'EnforceSharingRules' : 'BypassSharingRules'}</securityOption>`,
    ...(sortOrder === null ? [] : [`<sortOrder>${sortOrder}</sortOrder>`]),
  ].filter((line) => line !== '');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<DuplicateRule ${xmlns}>\n${indented(lines)}\n</DuplicateRule>\n`;
}

function reference(object: string, text: string): string {
  const [, target = object, name = '', mapped] = /^(?:(\w+)\.)?(\w+)( mapped)?$/.exec(text) ?? [];
  const mapping = mapped
    ? `<objectMapping>\n    <inputObject>${object}</inputObject>\n    <mappingFields>\n        <inputField>Email</inputField>\n        <outputField>Email</outputField>\n    </mappingFields>\n    <outputObject>${target}</outputObject>\n</objectMapping>`
    : '<objectMapping xsi:nil="true"/>';
  const lines = [
    `<matchRuleSObjectType>${target}</matchRuleSObjectType>`,
    `<matchingRule>${name}</matchingRule>`,
    mapping,
  ];
  return `<duplicateRuleMatchRules>\n${indented(lines)}\n</duplicateRuleMatchRules>`;
}

function filterXml(object: string, { when, filter }: RuleDraft): string {
  if (when === undefined) return '<duplicateRuleFilter xsi:nil="true"/>';
  const items = when.split(/,\s*/).map((text, index) => {
    const [, table = object, field = '', operation = '', value = ''] =
      /^(?:(\w+)\.)?(\w+) (\w+) ?(.*)$/.exec(text) ?? [];
    const lines = [
      `<field>${field}</field>`,
      `<operation>${operation}</operation>`,
      `<value>${value}</value>`,
      `<sortOrder>${index + 1}</sortOrder>`,
      `<table>${table}</table>`,
    ];
    return `<duplicateRuleFilterItems>\n${indented(lines)}\n</duplicateRuleFilterItems>`;
  });
  const bool =
    filter === undefined ? '<booleanFilter xsi:nil="true"/>' : `<booleanFilter>${filter}</booleanFilter>`;
  return `<duplicateRuleFilter>\n${indented([bool, ...items])}\n</duplicateRuleFilter>`;
}

function operations(words: string): readonly string[] {
  return words.split('+').filter((word) => word === 'Alert' || word === 'Report');
}

/** `Lead_Email: Email`, `Lead_Name inactive: FirstName~FirstName, Email [1 AND 2]`: `~` and a method, in brackets the filter. */
export function matchingRulesXml(...rules: readonly string[]): string {
  const entries = rules.map((text) => {
    const [, name = '', status = 'Active', fields = '', filter] =
      /^(\w+)(?: (\w+))?: ([^[]*)(?:\[(.*)\])?$/.exec(text) ?? [];
    const items = fields
      .trim()
      .split(/,\s*/)
      .filter((one) => one !== '')
      .map((one) => {
        const [field, method = 'Exact'] = one.split('~');
        return `<matchingRuleItems>\n${indented(['<blankValueBehavior>NullNotAllowed</blankValueBehavior>', `<fieldName>${field}</fieldName>`, `<matchingMethod>${method}</matchingMethod>`])}\n</matchingRuleItems>`;
      });
    const lines = [
      `<fullName>${name}</fullName>`,
      ...(filter === undefined ? [] : [`<booleanFilter>${filter}</booleanFilter>`]),
      `<label>${name.replaceAll('_', ' ')}</label>`,
      ...items,
      `<ruleStatus>${status}</ruleStatus>`,
    ];
    return `<matchingRules>\n${indented(lines)}\n</matchingRules>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<MatchingRules ${xmlns}>\n${indented(entries)}\n</MatchingRules>\n`;
}

function indented(lines: readonly string[]): string {
  return lines.join('\n').replace(/^(?=.)/gm, '    ');
}

/** `Lead.Email` → a duplicate rule's file, `Lead` → a file of matching rules; a path as it is. */
export function uriOf(name: string): string {
  if (name.includes('/')) return `${root}/${name}`;
  const folder = `${root}/force-app/main/default`;
  return name.includes('.')
    ? `${folder}/duplicateRules/${name}.duplicateRule-meta.xml`
    : `${folder}/matchingRules/${name}.matchingRule-meta.xml`;
}

export type Files = Readonly<Record<string, RuleDraft | string>>;

export function textOf(name: string, file: RuleDraft | string): string {
  if (typeof file === 'string') return file;
  const [object = '', rule = ''] = /([\w]+)\.(\w+)/.exec(name.split('/').at(-1)!)!.slice(1);
  return duplicateRuleXml(object, rule, file);
}

/** A project of rule files, by the names of {@link uriOf}. */
export function projectOf(files: Files, settings: Partial<Settings> = {}): Project {
  const project = createProject({ root, settings: { ...defaultSettings, ...settings } });
  for (const [name, file] of Object.entries(files)) project.setFile(uriOf(name), textOf(name, file));
  return project;
}

/** `warning silent-rule @Allow`, of all files or one: the severity, the id and the text that the finding stands on. */
export function found(project: Project, files: Files, only?: string): readonly string[] {
  return Object.entries(files).flatMap(([name, file]) =>
    (only !== undefined && only !== name) || !isRuleFile(name)
      ? []
      : project.findings(uriOf(name)).map(({ severity, ruleId, location }) => {
          const text = textOf(name, file).slice(location.start, location.end);
          return `${severity} ${ruleId} @${text}`;
        }),
  );
}

function isRuleFile(name: string): boolean {
  return !name.includes('.field') && !name.includes('.cls');
}
