import { type FieldList, listed, type StandardFieldInfo } from './standardFields/parts.ts';
import { account, contact, individual, lead, personAccount } from './standardFields/people.ts';
import { asset, campaign, caseFields, contract, opportunity, product } from './standardFields/sales.ts';
import { profile, user, userRole } from './standardFields/users.ts';

export type { StandardFieldInfo } from './standardFields/parts.ts';

/** After the object reference: the fields of standard objects that rules, their conditions and records use. */
const lists: ReadonlyMap<string, readonly FieldList[]> = new Map(
  Object.entries<readonly FieldList[]>({
    account: [account, personAccount],
    personaccount: [account, personAccount],
    contact: [contact],
    lead: [lead],
    individual: [individual],
    opportunity: [opportunity],
    case: [caseFields],
    campaign: [campaign],
    asset: [asset],
    contract: [contract],
    product2: [product],
    user: [user],
    profile: [profile],
    userrole: [userRole],
  }),
);

/** Fields of every custom object. Its name may be a text or be counted: that stands in the object's metadata. */
const ofCustomObjects = listed(`
Name|Name|
OwnerId|Owner ID|Lookup(User,Group)
RecordTypeId|Record Type ID|Record Type`);

interface Index {
  readonly all: readonly StandardFieldInfo[];
  readonly byName: ReadonlyMap<string, StandardFieldInfo>;
}

const indexes = new Map<string, Index>();
const nothing: Index = { all: [], byName: new Map() };

function indexOf(object: string): Index {
  const key = object.toLowerCase();
  const found = lists.get(key);
  if (!found) return nothing;
  let index = indexes.get(key);
  if (index === undefined) {
    const fields = found.flatMap((list) => list());
    const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
    index = { all: [...byName.values()], byName };
    indexes.set(key, index);
  }
  return index;
}

/** The common fields of a standard object (any case), as its metadata spells them; empty for others. Always the same list. */
export function standardFields(object: string): readonly StandardFieldInfo[] {
  return indexOf(object).all;
}

/** What is known of a common field of a standard object (both in any case) without an org; else null. */
export function standardField(object: string, field: string): StandardFieldInfo | null {
  return indexOf(object).byName.get(field.toLowerCase()) ?? null;
}

/** Whether accounts have the field only where some of them are people. */
export function isPersonAccountField(field: string): boolean {
  const name = field.toLowerCase();
  if (!indexOf('account').byName.has(name)) return false;
  const isIn = (list: FieldList): boolean => list().some((one) => one.name.toLowerCase() === name);
  return isIn(personAccount) && !isIn(account);
}

/** The fields that custom objects have without being defined. */
export function fieldsOfCustomObjects(): readonly StandardFieldInfo[] {
  return ofCustomObjects();
}
