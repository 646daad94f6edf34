import type { Syntax } from '../../../tree.ts';
import type { LibraryValue, Value } from '../../../values.ts';
import { made } from '../../shared/made.ts';
import { text } from '../../shared/reading.ts';

const prefix = 'lwc.Schema ';

/** `import LEAD_OBJECT from '@salesforce/schema/Lead'`, `import EMAIL from '@salesforce/schema/Lead.Email'`. */
export function schemaModule(specifier: string): LibraryValue | null {
  const [, path] = /^@salesforce\/schema\/(\w[\w.]*)$/.exec(specifier) ?? [];
  return path ? made.library(prefix + path) : null;
}

export function schemaMember(receiver: LibraryValue, name: string, at: Syntax): Value | undefined {
  if (!receiver.type.startsWith(prefix)) return undefined;
  if (name === 'default') return receiver;
  const [object = '', ...fields] = receiver.type.slice(prefix.length).split('.');
  if (name === 'objectApiName') return text(at, object);
  return name === 'fieldApiName' && fields.length > 0 ? text(at, fields.join('.')) : undefined;
}

/** The object that an import of the schema names; null for an import of something else. */
export function schemaObject(value: LibraryValue): string | null {
  return value.type.startsWith(prefix) ? (value.type.slice(prefix.length).split('.')[0] ?? null) : null;
}
