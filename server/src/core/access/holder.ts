import { fullNameOf } from '../files.ts';
import { type Leaf, scanLeaves } from '../metadata/leafScan.ts';
import type { AccessHolder, AccessPlace, ObjectAccess } from './model.ts';
import { placeAt } from './place.ts';

/** Whose places a reader wants to see; of the others it is enough that they are on. */
const worthAPlace = /^(?:CustomizeApplication|ModifyMetadata|ModifyAllData|ViewAllData|ApiUserOnly)$/i;

/** Standard profiles whose files have another name than Setup shows. */
const standardNames: Readonly<Record<string, string>> = {
  Admin: 'System Administrator',
  Standard: 'Standard User',
  ReadOnly: 'Read Only',
  MarketingProfile: 'Marketing User',
  SolutionManager: 'Solution Manager',
  ContractManager: 'Contract Manager',
  StandardAul: 'Standard Platform User',
  'Minimum Access - Salesforce': 'Minimum Access - Salesforce',
};

const roots: Readonly<Record<AccessHolder['kind'], string>> = {
  profile: 'Profile',
  'permission-set': 'PermissionSet',
  'permission-set-group': 'PermissionSetGroup',
  'muting-permission-set': 'MutingPermissionSet',
};

/** Reads a profile, a permission set or a muting one; null where the text holds none, or breaks off. Never throws. */
export function readHolder(kind: AccessHolder['kind'], uri: string, text: string): AccessHolder | null {
  if (!new RegExp(`<(?:\\w+:)?${roots[kind]}[\\s>/]`).test(text)) return null;
  const fullName = fullNameOf(uri);
  const own = new Map<string, string>();
  const entries = new Entries();
  const isWhole = scanLeaves(text, 2, (leaf) => {
    if (leaf.path === '') {
      if (!own.has(leaf.name)) own.set(leaf.name, leaf.value);
    } else if (sections.has(leaf.path)) entries.add(leaf);
  });
  if (!isWhole) return null;
  const whole: AccessPlace = { uri, line: null };
  const on = (section: string, key: string, flag: string, place: (name: string) => boolean) =>
    new Map(
      [...entries.of(section)].flatMap((entry) => {
        const name = entry.get(key);
        if (name === undefined || !isTrue(entry.get(flag))) return [];
        const at = place(name.value) ? placeAt(uri, text, name.start) : whole;
        return [[name.value, at] as const];
      }),
    );
  const lowered = (map: ReadonlyMap<string, AccessPlace>) =>
    new Map([...map].map(([name, at]) => [name.toLowerCase(), at]));
  return {
    kind,
    name:
      kind === 'profile'
        ? (own.get('custom') !== 'true' && standardNames[fullName]) || fullName
        : own.get('label') || fullName,
    fullName,
    license: own.get(kind === 'profile' ? 'userLicense' : 'license') || null,
    custom: own.has('custom') ? own.get('custom') === 'true' : null,
    description: own.get('description') || null,
    userPermissions: on('userPermissions', 'name', 'enabled', (name) => worthAPlace.test(name)),
    customPermissions: lowered(on('customPermissions', 'name', 'enabled', () => true)),
    objects: new Map([...entries.of('objectPermissions')].flatMap(objectAccess)),
    // Few of them are ever asked for, and there are thousands.
    editableFields: lowered(on('fieldPermissions', 'field', 'editable', () => false)),
    place: whole,
  };
}

const sections: ReadonlySet<string> = new Set([
  'userPermissions',
  'customPermissions',
  'objectPermissions',
  'fieldPermissions',
]);

type Entry = ReadonlyMap<string, Leaf>;

/** Leaves put together that stand in one element. */
class Entries {
  readonly #bySection = new Map<string, Map<number, Map<string, Leaf>>>();

  add(leaf: Leaf): void {
    const section = this.#bySection.get(leaf.path) ?? new Map<number, Map<string, Leaf>>();
    this.#bySection.set(leaf.path, section);
    const entry = section.get(leaf.parent) ?? new Map<string, Leaf>();
    section.set(leaf.parent, entry);
    if (!entry.has(leaf.name)) entry.set(leaf.name, leaf);
  }

  of(section: string): Iterable<Entry> {
    return this.#bySection.get(section)?.values() ?? [];
  }
}

function objectAccess(entry: Entry): readonly (readonly [string, ObjectAccess])[] {
  const object = entry.get('object')?.value;
  if (object === undefined) return [];
  const says = (name: string) => isTrue(entry.get(name));
  return [
    [
      object.toLowerCase(),
      {
        create: says('allowCreate'),
        edit: says('allowEdit'),
        viewAll: says('viewAllRecords'),
        modifyAll: says('modifyAllRecords'),
      },
    ],
  ];
}

function isTrue(leaf: Leaf | undefined): boolean {
  return leaf !== undefined && /^(?:true|1)$/.test(leaf.value);
}
