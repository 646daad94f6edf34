import schema from '../../../../../schemas/duptest.schema.json' with { type: 'json' };
import type { Step } from './cursor.ts';

/** A part of the JSON schema, as far as editing looks at it. */
interface Part {
  readonly $ref?: string;
  readonly allOf?: readonly Part[];
  readonly oneOf?: readonly Part[];
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: boolean | Part;
  readonly items?: Part;
}

/** What may stand at a place of the format: one of several forms of it. */
export interface Shape {
  readonly part: Part;
  /** Pointers into the schema that lead here from the last key: `#/definitions/expect/properties/matches`. */
  readonly pointers: readonly string[];
}

/** Names of the project or the file that are no words of the format. */
export type NameKind =
  | 'object'
  | 'field'
  | 'user-field'
  | 'compared-field'
  | 'external-id'
  | 'rule'
  | 'matching-rule'
  | 'record'
  | 'seen-record'
  | 'data-file';

/** Maps whose keys are names. A test holds the pointers to the schema. */
export const namedKeys: Readonly<Record<string, NameKind>> = {
  '#/definitions/recordsByObject': 'object',
  '#/definitions/fields': 'field',
  '#/definitions/user/properties/fields': 'user-field',
  '#/definitions/expect/properties/rules': 'rule',
  '#/definitions/expect/properties/noMatch/oneOf/2': 'record',
};

/** Values that are names. */
export const namedValues: Readonly<Record<string, NameKind>> = {
  '#/properties/activate': 'rule',
  '#/properties/object': 'object',
  '#/definitions/test/properties/object': 'object',
  '#/definitions/save/properties/object': 'object',
  '#/definitions/batched/properties/object': 'object',
  '#/definitions/save/properties/record': 'record',
  '#/definitions/batched/properties/record': 'record',
  '#/definitions/save/properties/externalId': 'external-id',
  '#/definitions/batched/properties/externalId': 'external-id',
  '#/definitions/user/properties/sees': 'seen-record',
  '#/definitions/expect/properties/matches': 'record',
  '#/definitions/rule/properties/matches': 'record',
  '#/definitions/expect/properties/noMatch': 'record',
  '#/definitions/expect/properties/noMatch/oneOf/2/additionalProperties': 'compared-field',
  '#/definitions/reason/oneOf/3/properties/because': 'compared-field',
  '#/definitions/reason/oneOf/3/properties/by': 'matching-rule',
  '#/properties/records': 'data-file',
  '#/definitions/test/properties/records': 'data-file',
  '#/definitions/recordsByObject/additionalProperties': 'data-file',
};

/** What may stand where the steps lead. */
export function shapesAt(steps: readonly Step[]): readonly Shape[] {
  let shapes = expanded({ part: schema as Part, pointers: ['#'] });
  for (const step of steps)
    shapes = shapes.flatMap((shape) => ('key' in step ? behindKey(shape, step.key) : itemsOf(shape)));
  return shapes;
}

/** What may stand behind a key of a map. */
export function behindKey({ part, pointers }: Shape, key: string): readonly Shape[] {
  const pointer = pointers.at(-1)!;
  const { properties, additionalProperties: others } = part;
  const own = properties?.[key];
  if (own !== undefined) return expanded({ part: own, pointers: [`${pointer}/properties/${key}`] });
  if (typeof others !== 'object') return [];
  return expanded({ part: others, pointers: [`${pointer}/additionalProperties`] });
}

function itemsOf({ part, pointers }: Shape): readonly Shape[] {
  if (part.items === undefined) return [];
  return expanded({ part: part.items, pointers: [...pointers, `${pointers.at(-1)!}/items`] });
}

/** References followed, and alternatives one by one. */
function expanded(shape: Shape): readonly Shape[] {
  const { part, pointers } = shape;
  const pointer = pointers.at(-1)!;
  const inner = (one: Part, at: string) => expanded({ part: one, pointers: [...pointers, at] });
  const alternatives = (part.oneOf ?? []).flatMap((one, at) => inner(one, `${pointer}/oneOf/${at}`));
  const joined = (part.allOf ?? []).flatMap((one, at) => inner(one, `${pointer}/allOf/${at}`));
  const referred = part.$ref === undefined ? [] : inner(definition(part.$ref), part.$ref);
  return [shape, ...referred, ...joined, ...alternatives];
}

function definition(reference: string): Part {
  const name = reference.slice('#/definitions/'.length);
  return (schema.definitions as unknown as Readonly<Record<string, Part>>)[name]!;
}

/** The first description on the way to a place: the nearest to its key comes first. */
export function descriptionOf(shapes: readonly Shape[]): string | null {
  return shapes.find(({ part }) => part.description !== undefined)?.part.description ?? null;
}

export function isMapShape({ part }: Shape): boolean {
  return part.properties !== undefined || typeof part.additionalProperties === 'object';
}

/** Names that the keys of a map may be; null where they are words of the format, or made up. */
export function namesOfKeys({ pointers }: Shape): NameKind | null {
  return namedKeys[pointers.at(-1)!] ?? null;
}

/** Names that a value may be. */
export function namesOfValue({ pointers }: Shape): NameKind | null {
  for (const pointer of pointers.toReversed())
    if (namedValues[pointer] !== undefined) return namedValues[pointer];
  return null;
}
