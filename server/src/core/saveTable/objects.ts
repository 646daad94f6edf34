import { type FileKind, fullNameOf } from '../files.ts';
import type { Schema } from '../metadata/objects.ts';
import { isCustomObjectName, isStandardObject, standardSpelling } from '../metadata/standardObjects.ts';
import type { RuleCatalog } from '../outcome/model.ts';

/** Objects that have rules, also inactive and assumed ones, by name; person accounts are accounts. */
export function objectsWithRules({ duplicateRules }: RuleCatalog): readonly string[] {
  const names = duplicateRules.map(({ object }) => (object === 'PersonAccount' ? 'Account' : object));
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()].sort((a, b) =>
    a < b ? -1 : 1,
  );
}

/** An object as its rules, the project's metadata or Salesforce spell it; null where none of them knows it. */
export function objectNamed(
  name: string,
  catalog: RuleCatalog,
  schema: Pick<Schema, 'object'>,
): string | null {
  if (/^personaccount$/i.test(name)) return 'Account';
  const withRules = objectsWithRules(catalog).find((one) => one.toLowerCase() === name.toLowerCase());
  if (withRules !== undefined) return withRules;
  const inMetadata = schema.object(name);
  if (inMetadata !== null) return inMetadata.name;
  if (isStandardObject(name)) return standardSpelling(name);
  return isCustomObjectName(name) ? name : null;
}

/** Whether more than its form tells that there is such an object: rules, the project's metadata or Salesforce. */
export function isMentioned(name: string, catalog: RuleCatalog, schema: Pick<Schema, 'object'>): boolean {
  const withRules = objectsWithRules(catalog).some((one) => one.toLowerCase() === name.toLowerCase());
  return withRules || schema.object(name) !== null || isStandardObject(name);
}

/** The object that a file of rules is about, by its name; null for other files. */
export function objectOfRuleFile(uri: string, kind: FileKind | null): string | null {
  if (kind === 'matching-rule') return fullNameOf(uri);
  return kind === 'duplicate-rule' ? fullNameOf(uri).split('.')[0]! : null;
}
