import { OrgError } from './problems.ts';

const identifier = /^[A-Za-z]\w{0,79}$/;
const idPattern = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

/** An API name as it may stand in an address or a query. @throws OrgError bad-record */
export function checkedName(name: string, what: 'object' | 'field'): string {
  if (identifier.test(name)) return name;
  throw new OrgError(
    'bad-record',
    `The name of ${what === 'object' ? 'the object' : 'a field'} is no API name.`,
  );
}

/** A record id of 15 or 18 letters and digits. @throws OrgError bad-record */
export function checkedId(id: string): string {
  if (isId(id)) return id;
  throw new OrgError('bad-record', 'A record id has 15 or 18 letters and digits.');
}

export function isId(text: string): boolean {
  return idPattern.test(text);
}

/** Ids of 15 and 18 characters name the same record where the first 15 agree. */
export function idKey(id: string): string {
  return id.slice(0, 15);
}

export interface RuleName {
  readonly object: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** `Lead.ns__Lead_Email` in its parts. @throws OrgError bad-record */
export function ruleName(fullName: string): RuleName {
  const match = /^([A-Za-z]\w{0,79})\.(?:([A-Za-z][A-Za-z0-9]{0,14})__)?([A-Za-z]\w{0,79})$/.exec(fullName);
  if (match === null)
    throw new OrgError('bad-record', 'The name of the rule is not of the form Object.Rule_Name.');
  return { object: match[1]!, namespace: match[2] ?? null, name: match[3]! };
}
