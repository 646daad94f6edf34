import type { MatchRuleReference } from '../../metadata/model.ts';
import type { Schema } from '../../metadata/objects.ts';
import { standardRules } from '../../metadata/standardRules.ts';
import { isStandardRuleName } from '../../rules/ruleFileReports.ts';
import type { XmlPart } from '../../templates/files/xml.ts';
import type { FixDraft } from '../fix.ts';
import { counterpart } from './counterparts.ts';
import type { MetadataFixRequest } from './request.ts';
import { child, elementAt, insertChild, replaceElement, rootOf } from './xmlEdits.ts';

/** The mapping of a rule across objects: known pairs are filled in, for the others a place is left. */
export function addObjectMapping(request: MetadataFixRequest): FixDraft | null {
  const { finding, reading, textOf } = request;
  if (reading.kind !== 'duplicate-rule' || reading.file.rule === null) return null;
  const { uri, rule, elements } = reading.file;
  const index = elements!.matchRules.findIndex(
    ({ element }) => element.start <= finding.location.start && finding.location.end <= element.end,
  );
  const reference = rule.matchRules[index];
  const text = textOf(uri);
  const root = text === null ? null : rootOf(text);
  if (!reference || text === null || root === null) return null;
  const parent = elementAt(root, 'duplicateRuleMatchRules', elements!.matchRules[index]!.element.start);
  if (parent === null || !parent.closed) return null;
  const pairs = pairsOf(reference, rule.object, request);
  const part: XmlPart = [
    'objectMapping',
    [
      ['inputObject', rule.object],
      ...pairs.map(
        ([input, output]): XmlPart => [
          'mappingFields',
          [
            ['inputField', input],
            ['outputField', output],
          ],
        ],
      ),
      ['outputObject', reference.objectType],
    ],
  ];
  const old = child(parent, 'objectMapping');
  const edit = old ? replaceElement(text, parent, old, part) : insertChild(text, parent, part);
  if (edit === null) return null;
  const open = pairs.filter(([input]) => input === '').length;
  const toFill =
    open === 0 ? '' : `, with ${open === 1 ? 'a field' : `${open} fields`} of ${rule.object} to fill in`;
  return {
    id: 'add-object-mapping',
    title: `Add the objectMapping from ${rule.object} to ${reference.objectType}${toFill}`,
    edits: [{ uri, edits: [edit] }],
  };
}

/** Pairs of a field of the saved object and a field that the matching rule compares. */
function pairsOf(
  { objectType, matchingRule }: MatchRuleReference,
  object: string,
  { catalog, schema }: MetadataFixRequest,
): readonly (readonly [input: string, output: string])[] {
  const items = catalog.matchingRule(objectType, matchingRule)?.items ?? [];
  const fields = [...new Map(items.map(({ field }) => [field.toLowerCase(), field])).values()];
  if (fields.length > 0) {
    return fields.map((field) => [counterpart(objectType, object, field, schema) ?? '', field]);
  }
  const standard = isStandardRuleName(matchingRule)
    ? mappingOfStandardRule(object, objectType, schema)
    : null;
  return standard ?? [['', '']];
}

/** What orgs map for Salesforce's own rule on accounts. */
const standardAccountFields = [
  'Name',
  ...['City', 'Country', 'State', 'Street', 'PostalCode'].map((part) => `Billing${part}`),
  'Phone',
  'Website',
];

/** As Salesforce's own rules for leads and contacts have it, and their files in orgs for leads and accounts. */
function mappingOfStandardRule(object: string, objectType: string, schema: Schema) {
  if (/^lead$/i.test(object) && /^account$/i.test(objectType)) {
    return standardAccountFields.map(
      (field) => [counterpart('Account', 'Lead', field, schema)!, field] as const,
    );
  }
  const rule = standardRules.find((one) => one.object.toLowerCase() === object.toLowerCase());
  const reference = rule?.matchRules.find(
    (one) => one.mapping !== null && one.objectType.toLowerCase() === objectType.toLowerCase(),
  );
  return reference?.mapping?.map(({ inputField, outputField }) => [inputField, outputField] as const) ?? null;
}
