import { ProjectSchema, type Schema } from '../../../metadata/objects.ts';

/** What type resolution asks about objects. Names may come in any case. */
export interface ObjectSchema {
  isObject(name: string): boolean;
  /** The object to which a relationship leads: `Contact`, `Account` → `Account`; null if it is not known. */
  parent(object: string, relationship: string): string | null;
  /** The object of a child relationship: `Account`, `Contacts` → `Contact`; null if it is not known. */
  children(object: string, relationship: string): string | null;
}

export function objectSchemaOf(schema: Schema): ObjectSchema {
  return {
    isObject: (name) => schema.isObject(name),
    parent: (object, relationship) => schema.relationship(object, relationship),
    children: (object, relationship) => schema.relationship(object, relationship),
  };
}

/** What can be told of objects without any metadata. */
export const standardSchema: ObjectSchema = objectSchemaOf(new ProjectSchema());
