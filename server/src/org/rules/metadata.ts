import type { Connection } from '@salesforce/core';
import { isObject, senseless } from '../rest.ts';
import { callMetadata } from '../soap.ts';
import { isNil } from './metadataXml.ts';

/** A component as the Metadata API gives it, text in each leaf. */
export type Component = Readonly<Record<string, unknown>> & { readonly fullName: string };

/** Full names of the components of some types, by type. */
export async function listMetadata(
  connection: Connection,
  types: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const answer = await callMetadata(connection, 'listMetadata', {
    queries: types.map((type) => ({ type })),
    asOfVersion: connection.version,
  });
  const names = new Map<string, string[]>(types.map((type) => [type, []]));
  for (const { type, fullName } of listOf(answer, 'result')) {
    if (typeof type !== 'string' || !isFullName(fullName)) throw senseless();
    names.get(type)?.push(fullName);
  }
  return names;
}

const componentsPerCall = 10;

/** Components by their full names; those that do not exist are left out. */
export async function readMetadata(
  connection: Connection,
  type: string,
  fullNames: readonly string[],
  progress: (done: number, all: number) => void = () => {},
): Promise<readonly Component[]> {
  const read: Component[] = [];
  for (let start = 0; start < fullNames.length; start += componentsPerCall) {
    progress(start, fullNames.length);
    const answer = await callMetadata(connection, 'readMetadata', {
      type,
      fullNames: fullNames.slice(start, start + componentsPerCall),
    });
    const result = (answer as { result?: unknown }).result;
    for (const record of listOf(isObject(result) ? result : {}, 'records')) {
      // What does not exist comes as a nil element.
      const { fullName } = record;
      if (fullName === undefined || isNil(fullName) || fullName === '') continue;
      if (!isFullName(fullName)) throw senseless();
      read.push({ ...record, fullName });
    }
  }
  return read;
}

/** Names become paths of files, so they must be what names of rules can be. */
function isFullName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z]\w{0,79}(\.[A-Za-z]\w{0,99})?$/.test(value);
}

/** One element is no array in XML that became JSON. */
function listOf(parent: object, name: string): readonly Record<string, unknown>[] {
  const value = (parent as Record<string, unknown>)[name];
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}
