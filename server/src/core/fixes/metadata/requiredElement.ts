import { isCustomObjectName } from '../../metadata/standardObjects.ts';
import { standardRules } from '../../metadata/standardRules.ts';
import type { XmlElement } from '../../metadata/xml.ts';
import { decidingCopies } from '../../rules/ruleFileReports.ts';
import type { XmlPart } from '../../templates/files/xml.ts';
import type { FixDraft } from '../fix.ts';
import type { MetadataFixRequest } from './request.ts';
import { child, insertChild, replaceElement, rootOf } from './xmlEdits.ts';

interface Choice {
  readonly part: XmlPart;
  /** What it means, behind the element in the title. */
  readonly meaning: string;
}

/** Adds an element that is missing or empty; where only a person can say what it is to hold, a fix for each value. */
export function addRequiredElement(request: MetadataFixRequest): readonly FixDraft[] {
  const { finding, reading, textOf } = request;
  const { uri, problems } = reading.file;
  const { location, message } = finding;
  const problem = problems.find((one) => one.message === message && one.span.start === location.start);
  const text = textOf(uri);
  const root = text === null ? null : rootOf(text);
  if (!problem?.missing || text === null || root === null) return [];
  const { missing } = problem;
  const parent = parentOf(root, missing, location.start);
  if (parent === null || !parent.closed) return [];
  return choices(missing, parent, request).flatMap(({ part, meaning }): FixDraft[] => {
    const old = child(parent, missing);
    const edit = old ? replaceElement(text, parent, old, part) : insertChild(text, parent, part);
    if (edit === null) return [];
    const value = typeof part[1] === 'string' ? ` ${part[1]}` : '';
    return [
      {
        id: 'add-required-element',
        title: `Add <${missing}>${value}: ${meaning}`,
        edits: [{ uri, edits: [edit] }],
      },
    ];
  });
}

/** A problem of a missing element stands at the parent's name, one of an empty element at its own. */
function parentOf(element: XmlElement, missing: string, offset: number): XmlElement | null {
  if (element.nameSpan.start === offset && child(element, missing) === null) return element;
  if (child(element, missing)?.nameSpan.start === offset) return element;
  for (const one of element.children) {
    const found = parentOf(one, missing, offset);
    if (found) return found;
  }
  return null;
}

function choices(missing: string, parent: XmlElement, request: MetadataFixRequest): readonly Choice[] {
  const { reading, ruleFiles } = request;
  const one = (value: string, meaning: string): readonly Choice[] => [{ part: [missing, value], meaning }];
  const object = reading.file.object ?? '';
  switch (missing) {
    case 'actionOnInsert':
    case 'actionOnUpdate': {
      const saves = missing === 'actionOnInsert' ? 'new records' : 'edits';
      return [
        ...one('Allow', `${saves} that are duplicates are saved, or alerted where an operation says so`),
        ...one('Block', `${saves} that are duplicates are refused, whatever options they carry`),
      ];
    }
    case 'isActive':
      return one('false', 'the rule stays off');
    case 'securityOption':
      return [
        ...one('EnforceSharingRules', 'the rule sees what the user who saves may see'),
        ...one('BypassSharingRules', 'the rule sees all records'),
      ];
    case 'masterLabel':
      return reading.kind === 'duplicate-rule'
        ? one(labelOf(nameOf(reading.file.fullName)), 'from its name')
        : [];
    case 'sortOrder': {
      const orders = decidingCopies(ruleFiles.duplicateRules(object)).map(({ rule }) => rule!.sortOrder ?? 0);
      return one(String(Math.max(0, ...orders) + 1), `behind the other ${object} rules of this project`);
    }
    case 'duplicateRuleMatchRules':
      return object === '' ? [] : matchRuleChoices(object, request);
    case 'matchRuleSObjectType':
    case 'table':
      return object === '' ? [] : one(object, "the rule's own object");
    case 'label': {
      const name = child(parent, 'fullName')?.text ?? '';
      return name === '' ? [] : one(labelOf(name), 'from its name');
    }
    case 'ruleStatus':
      return one('Inactive', 'the rule stays off');
    case 'matchingMethod':
      return one('Exact', 'values must be equal, but for case');
    default:
      return [];
  }
}

const mostChoices = 3;

/** The object's matching rules in the project, active ones first; else the standard one, where there is one. */
function matchRuleChoices(object: string, { ruleFiles }: MetadataFixRequest): readonly Choice[] {
  const isActive = (status: string) => /^active$/i.test(status);
  const own = [...ruleFiles.matchingRules(object)]
    .filter(({ rule }) => rule.name !== '')
    .sort((a, b) => Number(isActive(b.rule.status)) - Number(isActive(a.rule.status)))
    .map(({ rule }) => ({ name: rule.name, meaning: `by the matching rule ${rule.name} of this project` }));
  const standard = isCustomObjectName(object)
    ? undefined
    : standardRules.find((one) => one.object === object)?.matchRules[0]?.matchingRule;
  const all = standard
    ? [...own, { name: standard, meaning: "by Salesforce's standard matching rule" }]
    : own;
  return all.slice(0, mostChoices).map(({ name, meaning }) => ({
    part: [
      'duplicateRuleMatchRules',
      [
        ['matchRuleSObjectType', object],
        ['matchingRule', name],
      ],
    ],
    meaning,
  }));
}

function nameOf(fullName: string): string {
  return fullName.slice(fullName.indexOf('.') + 1);
}

function labelOf(name: string): string {
  return name.replaceAll('_', ' ');
}
