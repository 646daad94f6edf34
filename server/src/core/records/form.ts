import type { ProjectSchema } from '../metadata/objects.ts';
import type { ObjectDescription } from '../orgData/model.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { actionsOfRule } from '../outcome/words.ts';
import { fieldForm } from './fieldKinds.ts';
import { fieldUses, keyOfUse } from './fieldUses.ts';
import type { FormField, RecordForm } from './formModel.ts';
import { objectSpelling } from './objects.ts';

/**
 * What to ask a person for a record of an object (any case): the fields at which its active duplicate rules
 * look, in the order in which the rules come. `description` is the org's; null without one.
 */
export function recordForm(
  object: string,
  catalog: RuleCatalog,
  schema: ProjectSchema,
  description: ObjectDescription | null,
): RecordForm {
  const active = catalog.rulesFor(object).filter(({ active: isActive }) => isActive);
  const name = description?.name ?? objectSpelling(object, schema);
  const problems = new Set<string>();
  const usedBy = new Map<string, { field: string; texts: Set<string> }>();
  for (const rule of active) {
    const { uses, problems: found } = fieldUses(rule, catalog);
    for (const problem of found) problems.add(problem);
    for (const use of uses) {
      const known = usedBy.get(keyOfUse(use)) ?? { field: use.field, texts: new Set() };
      known.texts.add(use.text);
      usedBy.set(keyOfUse(use), known);
    }
  }
  const fields = [...usedBy.values()].map(
    ({ field, texts }): FormField => ({
      ...fieldForm(name, field, schema, description),
      usedBy: [...texts],
    }),
  );
  if (active.length === 0) problems.add(noRule(name, catalog));
  return {
    object: name,
    fields,
    rules: active.map((rule) => `${rule.label || rule.name}: ${actionsOfRule(rule)}`),
    problems: [...problems],
  };
}

function noRule(object: string, catalog: RuleCatalog): string {
  return catalog.isComplete(object)
    ? `${object} has no active duplicate rule: nothing would be found.`
    : `No active duplicate rule of ${object} is known: read the rules from the org to see whether it has one.`;
}
