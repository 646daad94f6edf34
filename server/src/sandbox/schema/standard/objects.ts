import { standardField } from '../../../core/metadata/standardFields.ts';
import { standardField as fieldOfText, withSystemFields } from '../fieldText.ts';
import type { SandboxField, SandboxObject } from '../model.ts';
import { activities } from './activities.ts';
import type { ObjectDraft } from './draft.ts';
import { duplicates } from './duplicates.ts';
import { people } from './people.ts';
import { sales } from './sales.ts';
import { setup } from './setup.ts';

const drafts: readonly ObjectDraft[] = [...people, ...sales, ...activities, ...setup, ...duplicates];

/** The objects that every org has here, besides the project's own. */
export const standardObjects: readonly SandboxObject[] = drafts.map((draft) => ({
  name: draft.name,
  label: draft.label ?? draft.name,
  labelPlural: draft.plural,
  keyPrefix: draft.keyPrefix,
  custom: false,
  createable: draft.readOnly !== true,
  setup: draft.setup === true,
  ...(draft.partlyKnown && { partlyKnown: true }),
  fields: withSystemFields(draft.fields.map(fieldOf), draft.owner ?? null).map((field) => ({
    ...field,
    label: labelOf(draft.name, field.name) ?? field.label,
  })),
  compactLayout: draft.compactLayout,
  nameField: draft.nameField ?? 'Name',
}));

function labelOf(object: string, field: string): string | null {
  return standardField(object, field)?.label ?? null;
}

/** The set of an item is given once and for all. */
function fieldOf(text: string): SandboxField {
  const field = fieldOfText(text);
  return field.name === 'DuplicateRecordSetId' ? { ...field, createOnly: true } : field;
}
