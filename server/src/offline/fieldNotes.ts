import type { CompiledRule } from '../core/matching/model.ts';
import type { Schema } from '../core/metadata/objects.ts';
import { fieldKey } from '../core/outcome/fieldNames.ts';
import type { RuleCatalog } from '../core/outcome/model.ts';
import { fieldUses } from '../core/records/fieldUses.ts';
import { KnownFields } from '../core/records/knownFields.ts';
import type { SampleRecord } from '../core/records/model.ts';

interface ExistingFields {
  readonly object: string;
  readonly fields: readonly string[];
}

/**
 * What of a record and of existing ones no rule sees: fields that nobody knows, and that those which rules compare are
 * not there. Without it the answer that nothing matches looks like one about the record that was meant.
 */
export function fieldNotes(
  record: SampleRecord,
  existing: readonly ExistingFields[],
  rules: readonly CompiledRule[],
  project: { readonly catalog: RuleCatalog; readonly schema: Schema },
): readonly string[] {
  const known = new KnownFields(project);
  const given = [{ object: record.object, fields: record.fields.map(({ name }) => name) }, ...existing];
  const unknown = given.flatMap(({ object, fields }) =>
    fields.flatMap((name) => {
      if (known.isField(object, name)) return [];
      return known.problem(object, name)?.message ?? `${object} has no field ${name} that is known here.`;
    }),
  );
  return [...new Set([...unknown, ...blankInRecord(record, project.catalog), ...absent(existing, rules)])];
}

function blankInRecord({ object, id, fields }: SampleRecord, catalog: RuleCatalog): readonly string[] {
  if (id !== null) return [];
  const compared = catalog
    .rulesFor(object)
    .filter(({ active }) => active)
    .flatMap((rule) => fieldUses(rule, catalog).uses.map(({ field }) => field));
  const filled = fields.filter(({ value }) => value !== null && value !== '').map(({ name }) => name);
  if (compared.length === 0 || hasOneOf(compared, filled)) return [];
  return [`All fields that the rules of ${object} look at are blank in the record: ${listed(compared)}.`];
}

function absent(existing: readonly ExistingFields[], rules: readonly CompiledRule[]): readonly string[] {
  return existing.flatMap(({ object, fields }) => {
    const compared = rules
      .filter((rule) => rule.object.toLowerCase() === object.toLowerCase())
      .flatMap(({ items }) => items.map(({ field }) => field));
    if (compared.length === 0 || hasOneOf(compared, fields)) return [];
    return [`No existing record of ${object} holds a field that the rules compare: ${listed(compared)}.`];
  });
}

/** The name of a person is made of two fields. */
function hasOneOf(compared: readonly string[], names: readonly string[]): boolean {
  const there = new Set(names.map(fieldKey));
  return compared.map(fieldKey).some((key) => there.has(key) || (key === 'name' && there.has('lastname')));
}

function listed(fields: readonly string[]): string {
  return [...new Map(fields.map((field) => [fieldKey(field), field])).values()].join(', ');
}
