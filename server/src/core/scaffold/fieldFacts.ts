import { scanLeaves } from '../metadata/leafScan.ts';
import type { FieldInfo } from '../metadata/objects.ts';
import type { ScaffoldProject } from './model.ts';

/** What the file of a custom field says that bears on the values which it takes. */
export interface FieldFacts {
  readonly required: boolean;
  /** A record without it gets a value all the same. */
  readonly hasDefault: boolean;
  /** Characters; null: not said. */
  readonly length: number | null;
}

const unsaid: FieldFacts = { required: false, hasDefault: false, length: null };

/** Of fields in files of their own; those within an object's file are not looked at. */
export function fieldFacts({ location }: FieldInfo, { text }: ScaffoldProject): FieldFacts {
  const content = /\.field-meta\.xml$/i.test(location.uri) ? text(location.uri) : null;
  if (content === null) return unsaid;
  const values = new Map<string, string>();
  scanLeaves(content, 1, ({ name, value }) => {
    if (!values.has(name)) values.set(name, value);
  });
  const length = Number(values.get('length') ?? 'none');
  return {
    required: values.get('required') === 'true',
    hasDefault: values.has('defaultValue'),
    length: Number.isInteger(length) ? length : null,
  };
}
