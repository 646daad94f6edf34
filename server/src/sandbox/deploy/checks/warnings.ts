import type { SandboxSchema } from '../../schema/model.ts';
import { split } from '../draft.ts';
import { childrenNamed, textIn } from '../elementText.ts';
import type { Change, NewComponent } from '../model.ts';
import { isModelled } from './fields.ts';

/** What of a component that is deployed means nothing in this org; null: all of it does. */
export function warningOf(change: Change, schema: SandboxSchema): string | null {
  if (change.kind === 'delete') return null;
  if (change.type === 'MatchingRule') return blankFields(change, schema);
  if (change.type === 'CustomObject') return unusedParts(change);
  return null;
}

function blankFields({ fullName, element }: NewComponent, schema: SandboxSchema): string | null {
  const [object] = split(fullName);
  const items = childrenNamed(element, 'matchingRuleItems');
  const names = items.map((item) => textIn(item, 'fieldName') ?? '');
  const unknown = names.filter((name) => !/__p?c$/i.test(name) && !isModelled(schema, object, name));
  if (unknown.length === 0) return null;
  const all = unknown.map((name) => `${object}.${name}`).join(', ');
  return `The embedded org has no field ${all}: it is blank in all records.`;
}

const unused = ['recordTypes', 'validationRules'];

function unusedParts({ element }: NewComponent): string | null {
  const there = unused.filter((name) => childrenNamed(element, name).length > 0);
  return there.length === 0 ? null : `The embedded org takes no notice of ${there.join(' and ')}.`;
}
