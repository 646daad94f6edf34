import type { DuplicateRule, MatchingRule, MatchRuleReference } from '../metadata/model.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import { inputField, isRunning } from '../outcome/matchingFields.ts';
import type { RuleCatalog } from '../outcome/model.ts';

/** A field of the saved object that a rule looks at. */
export interface FieldUse {
  /** As the rule spells it. */
  readonly field: string;
  /** "Exact, blank never matches, by Lead Email". */
  readonly text: string;
}

export interface RuleUses {
  readonly uses: readonly FieldUse[];
  /** What is not known, or not compared at all. */
  readonly problems: readonly string[];
}

/** The fields that a rule compares, and those of its condition on the record. */
export function fieldUses(rule: DuplicateRule, catalog: RuleCatalog): RuleUses {
  const uses: FieldUse[] = [];
  const problems: string[] = [];
  for (const reference of rule.matchRules) {
    const matching = catalog.matchingRule(reference.objectType, reference.matchingRule);
    if (!isRunning(matching)) {
      problems.push(
        `Matching rule ${nameOf(reference, matching)} is not active (${matching!.status}): '${rule.label}' does not compare by it.`,
      );
      continue;
    }
    const found =
      matching && matching.items.length > 0 ? known(rule, reference, matching) : published(rule, reference);
    uses.push(...found.uses);
    problems.push(...found.problems);
  }
  for (const { table, field, valueField } of rule.filter?.conditions ?? []) {
    if (table.toLowerCase() === 'user') continue;
    for (const name of [field, valueField]) {
      if (name && !name.includes('.'))
        uses.push({ field: name, text: `in the condition of '${rule.label}'` });
    }
  }
  return { uses: uses.flatMap((use) => expanded(use, rule.object)), problems };
}

function known(rule: DuplicateRule, reference: MatchRuleReference, matching: MatchingRule): RuleUses {
  const problems: string[] = [];
  const uses = matching.items.flatMap(({ field, method, matchBlanks }): FieldUse[] => {
    const input = inputField(rule, reference, field);
    if (input === null) {
      problems.push(
        `'${rule.label}' maps no field of ${rule.object} to ${reference.objectType}.${field}, which ${nameOf(reference, matching)} compares.`,
      );
      return [];
    }
    const blanks = matchBlanks ? 'blank matches blank' : 'blank never matches';
    const other = reference.mapping ? `, with ${reference.objectType}.${field}` : '';
    return [{ field: input, text: `${method}, ${blanks}${other}, by ${nameOf(reference, matching)}` }];
  });
  return { uses, problems };
}

/** What is published of Salesforce's own matching rules: their bodies are in no file. */
const publishedFields: Readonly<Record<string, readonly string[]>> = {
  account: ['Name', 'BillingCity', 'BillingPostalCode'],
  contact: [
    'FirstName',
    'LastName',
    'Title',
    'AccountId',
    'Email',
    'Phone',
    'MailingStreet',
    'MailingCity',
    'MailingPostalCode',
  ],
  lead: ['FirstName', 'LastName', 'Title', 'Company', 'Email', 'Phone', 'Street', 'City', 'PostalCode'],
  personaccount: [
    'FirstName',
    'LastName',
    'PersonEmail',
    'BillingStreet',
    'BillingCity',
    'BillingPostalCode',
  ],
};

/** What is published of one of Salesforce's own matching rules, whatever its version; null for other rules. */
export function publishedFieldsOf(matchingRule: string): readonly string[] | null {
  const standard = /^standard_(account|contact|lead|person_?account)_/i.exec(matchingRule)?.[1];
  return standard === undefined ? null : publishedFields[standard.toLowerCase().replace('_', '')]!;
}

function published(rule: DuplicateRule, reference: MatchRuleReference): RuleUses {
  const name = nameOf(reference, null);
  const standard = /^standard_(account|contact|lead|person_?account)_/i.exec(reference.matchingRule)?.[1];
  const mapped = reference.mapping?.map(({ inputField: field }) => field);
  const isSame = reference.objectType.toLowerCase() === rule.object.toLowerCase();
  const own = standard && isSame ? publishedFields[standard.toLowerCase().replace('_', '')] : undefined;
  const fields = mapped ?? own;
  if (!fields) {
    const problem = `What matching rule ${name} of ${reference.objectType} compares is not known: read the rules from the org, or add its file to the project.`;
    return { uses: [], problems: [problem] };
  }
  const other = mapped ? `, with ${reference.objectType}` : '';
  const how = standard ? "Salesforce's own comparison" : 'compared';
  const problems = standard
    ? [`Not all is published of ${name}, Salesforce's own matching rule: it may compare more fields.`]
    : [`How matching rule ${name} of ${reference.objectType} compares is not known.`];
  return { uses: fields.map((field) => ({ field, text: `${how}${other}, by ${name}` })), problems };
}

function nameOf({ matchingRule }: MatchRuleReference, matching: MatchingRule | null): string {
  return matching?.label || matchingRule;
}

/** Name of a person is made of two fields, and a person account spells a contact's fields its own way. */
function expanded(use: FieldUse, object: string): FieldUse[] {
  const isPerson = /^(?:lead|contact|personaccount)$/i.test(object);
  const names = isPerson && /^name$/i.test(use.field) ? ['FirstName', 'LastName'] : [use.field];
  return names.map((field) => ({
    ...use,
    field: object === 'PersonAccount' ? ofPersonAccount(field) : field,
  }));
}

const contactFields =
  /^(?:email|mobilephone|homephone|otherphone|assistantphone|assistantname|title|department|birthdate|leadsource|(?:mailing|other)(?:street|city|state|postalcode|country))$/i;

function ofPersonAccount(field: string): string {
  return contactFields.test(field) ? `Person${field}` : field;
}

/** One key for the spellings of one field. */
export function keyOfUse({ field }: FieldUse): string {
  return fieldKey(field);
}
