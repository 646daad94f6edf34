import { fullNameOf } from '../files.ts';
import { scanLeaves } from '../metadata/leafScan.ts';
import { accessKindOf } from './files.ts';
import { readHolder } from './holder.ts';
import { mergeHolders } from './merge.ts';
import type {
  Access,
  AccessHolder,
  CustomPermission,
  PermissionReader,
  PermissionSetGroup,
  SharingDefault,
} from './model.ts';
import { permissionReaders } from './permissionReaders.ts';
import { SwitchFields } from './switchFields.ts';

/** A file's text; null: it cannot be read. */
export interface AccessFile {
  readonly uri: string;
  text(): string | null;
}

/** Reads what files say of who may do what. Never throws; what cannot be read is among `unread`. */
export function readAccess(files: Iterable<AccessFile>): Access {
  const reading = readAccessInSteps(files);
  for (let step = reading.next(); ; step = reading.next()) if (step.done) return step.value;
}

/**
 * The same, a file a step, so that others get their turn: a large project takes a second. Texts are asked for one at a
 * time and not kept, as profiles are large.
 */
export function* readAccessInSteps(files: Iterable<AccessFile>): Generator<void, Access> {
  const holders: AccessHolder[] = [];
  const muting: AccessHolder[] = [];
  const groups: PermissionSetGroup[] = [];
  const customPermissions: CustomPermission[] = [];
  const sharing: SharingDefault[] = [];
  const unread: string[] = [];
  const later: AccessFile[] = [];
  const fields = new SwitchFields();
  for (const file of files) {
    const { uri } = file;
    const kind = accessKindOf(uri);
    if (kind === null) continue;
    yield;
    if (kind === 'reader') {
      fields.add(uri, '');
      later.push(file);
      continue;
    }
    const text = file.text();
    const read = <T>(value: T | null, list: T[]) => {
      if (value === null) unread.push(uri);
      else list.push(value);
    };
    if (text === null) unread.push(uri);
    else if (kind === 'profile' || kind === 'permission-set') read(readHolder(kind, uri, text), holders);
    else if (kind === 'muting-permission-set') read(readHolder(kind, uri, text), muting);
    else if (kind === 'permission-set-group') read(readGroup(uri, text), groups);
    else if (kind === 'custom-permission') read(readCustomPermission(uri, text), customPermissions);
    else if (kind === 'object') {
      fields.add(uri, text);
      sharing.push(...sharingDefault(uri, text));
      later.push({ uri, text: () => text });
    }
  }
  const known = new Set(customPermissions.map(({ name }) => name.toLowerCase()));
  const readers: PermissionReader[] = [];
  for (const { uri, text } of later) {
    yield;
    const read = text() ?? '';
    readers.push(...permissionReaders(uri, read, known));
    fields.look(uri, read);
  }
  return {
    holders: mergeHolders(holders),
    groups,
    muting: mergeHolders(muting),
    customPermissions,
    sharing,
    readers,
    switchFields: fields.found(),
    unread,
  };
}

function readGroup(uri: string, text: string): PermissionSetGroup | null {
  if (!/<(?:\w+:)?PermissionSetGroup[\s>/]/.test(text)) return null;
  let label: string | null = null;
  const permissionSets: string[] = [];
  const mutingPermissionSets: string[] = [];
  const isWhole = scanLeaves(text, 1, ({ name, value }) => {
    if (name === 'label') label = value;
    else if (name === 'permissionSets') permissionSets.push(value);
    else if (name === 'mutingPermissionSets') mutingPermissionSets.push(value);
  });
  if (!isWhole) return null;
  const fullName = fullNameOf(uri);
  return {
    name: label || fullName,
    fullName,
    permissionSets,
    mutingPermissionSets,
    place: { uri, line: null },
  };
}

function readCustomPermission(uri: string, text: string): CustomPermission | null {
  if (!/<(?:\w+:)?CustomPermission[\s>/]/.test(text)) return null;
  const own = new Map<string, string>();
  if (!scanLeaves(text, 1, ({ name, value }) => own.set(name, value))) return null;
  return {
    name: fullNameOf(uri),
    label: own.get('label') || null,
    description: own.get('description') || null,
    place: { uri, line: null },
  };
}

function sharingDefault(uri: string, text: string): readonly SharingDefault[] {
  const found: SharingDefault[] = [];
  scanLeaves(text, 1, ({ name, value }) => {
    if (name === 'sharingModel' && value !== '') {
      found.push({ object: fullNameOf(uri), internal: value, place: { uri, line: null } });
    }
  });
  return found;
}
