import { fullNameOf, kindOf } from '../../core/files.ts';
import { standardField } from './fieldText.ts';
import type { SandboxField } from './model.ts';

/** A project shows that its org has person accounts by rules for them. */
export function hasPersonAccounts(files: ReadonlyMap<string, string>): boolean {
  for (const path of files.keys()) {
    const kind = kindOf(path);
    const isRule = kind === 'duplicate-rule' || kind === 'matching-rule';
    if (isRule && /^PersonAccount(?:\.|$)/i.test(fullNameOf(path))) return true;
  }
  return false;
}

const standard: readonly string[] = [
  'LastName string 80',
  'FirstName string 40',
  'Salutation picklist Mr.|Ms.|Mrs.|Dr.|Prof.|Mx.',
  'IsPersonAccount= boolean',
  'PersonEmail email',
  'PersonMobilePhone phone',
  'PersonHomePhone phone',
  'PersonTitle string 128',
  'PersonBirthdate date',
  'PersonMailingStreet textarea 255',
  'PersonMailingCity string 40',
  'PersonMailingState string 80',
  'PersonMailingPostalCode string 20',
  'PersonMailingCountry string 80',
];

/** What accounts have besides where some of them are people; fields of contacts come with names in `__pc`. */
export function personFields(onContacts: readonly SandboxField[]): readonly SandboxField[] {
  const own = onContacts
    .filter(({ name }) => /__c$/i.test(name))
    .map((field) => ({
      ...field,
      name: field.name.replace(/__c$/i, '__pc'),
      relationshipName: field.relationshipName?.replace(/__r$/i, '__pr') ?? null,
      childRelationshipName: null,
      // Blank on business accounts.
      required: false,
    }));
  return [...standard.map(standardField), ...own];
}
