import type { Sandbox } from '../../../../server/src/sandbox/server.ts';

/** E-mail address of two leads and a contact among the embedded org's demo records. */
export const known = 'ada.byron@analytical-engines.example';

/** Id of the first record of an object whose field has a value. */
export function idOf(sandbox: Sandbox, object: string, field: string, value: string): string {
  for (const record of sandbox.org.store.records(object)) {
    if (record.values.get(field) === value) return record.id;
  }
  throw new Error(`No ${object} has ${field} ${value}`);
}
