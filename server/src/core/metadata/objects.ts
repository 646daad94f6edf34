import { fullNameOf, segmentsOf } from '../files.ts';
import type { Location } from '../text.ts';
import { scanLeaves } from './leafScan.ts';
import { isCustomObjectName, isStandardObject } from './standardObjects.ts';
import { standardRelationship } from './standardRelationships.ts';

export { isCustomObjectName, isStandardObject } from './standardObjects.ts';

/** A field as the project's metadata describes it. */
export interface FieldInfo {
  /** API name as the metadata spells it. */
  readonly name: string;
  readonly label: string | null;
  /** Checkbox, Date, DateTime, Email, Lookup, MasterDetail, Text, … as the metadata says; null if it does not. */
  readonly type: string | null;
  /** The objects that a lookup leads to. */
  readonly referenceTo: readonly string[];
  /** Name of the list of children on the other side; custom ones are used as `<name>__r`. */
  readonly relationshipName: string | null;
  readonly externalId: boolean;
  readonly unique: boolean;
  /** The field's file, or its `<fullName>` in an object's file. */
  readonly location: Location;
}

export interface ObjectInfo {
  /** API name as the metadata spells it. */
  readonly name: string;
  readonly label: string | null;
}

/** Objects and fields: those of the project's metadata and the standard ones. All names in any case. */
export interface Schema {
  /** Whether a name is that of an object, by the project's metadata, the standard objects, or its form (`__c`). */
  isObject(name: string): boolean;
  /** An object that the project's metadata mentions; null for others. */
  object(name: string): ObjectInfo | null;
  /** A field that the project's metadata describes; null for others. */
  field(object: string, field: string): FieldInfo | null;
  /** The objects that the project's metadata mentions. */
  objects(): readonly ObjectInfo[];
  /** The fields of an object that the project's metadata describes: reads all of their files. */
  fields(object: string): readonly FieldInfo[];
  /**
   * The object that a relationship leads to, up (`Account`, `Parent__r`) or down (`Contacts`); null where
   * that is not known or not one object.
   */
  relationship(object: string, relationship: string): string | null;
}

/** The text of a file; a function is called when the text is first needed, and may find it gone. */
export type LazyText = string | (() => string | null);

interface FieldFile {
  readonly uri: string;
  readonly object: string;
  readonly text: LazyText;
  info: FieldInfo | null | undefined;
}

interface ObjectFile {
  readonly uri: string;
  readonly object: string;
  readonly text: LazyText;
  label: string | null | undefined;
  fields: ReadonlyMap<string, FieldInfo> | undefined;
}

/** The objects and fields of a project's files. A file is read when something in it is first asked for. */
export class ProjectSchema implements Schema {
  readonly #byUri = new Map<string, FieldFile | ObjectFile>();
  /** Lower-case object name, then lower-case field name; several packages may hold the same field. */
  readonly #fields = new Map<string, Map<string, FieldFile[]>>();
  readonly #objects = new Map<string, ObjectFile[]>();
  #childLists: Map<string, string | null> | null = null;

  /** Adds or replaces a file `objects/<O>/fields/<F>.field-meta.xml` or `<O>.object(-meta.xml)`. */
  setFile(uri: string, text: LazyText): void {
    this.removeFile(uri);
    const name = fullNameOf(uri);
    if (/\.field-meta\.xml$/i.test(uri)) {
      const segments = segmentsOf(uri);
      const object = segments.at(-3);
      if (object === undefined || segments.at(-2)?.toLowerCase() !== 'fields') return;
      const file: FieldFile = { uri, object, text, info: undefined };
      this.#byUri.set(uri, file);
      const ofObject = getOrAdd(this.#fields, object.toLowerCase(), () => new Map<string, FieldFile[]>());
      getOrAdd(ofObject, name.toLowerCase(), () => []).push(file);
      return;
    }
    const file: ObjectFile = { uri, object: name, text, label: undefined, fields: undefined };
    this.#byUri.set(uri, file);
    getOrAdd(this.#objects, name.toLowerCase(), () => []).push(file);
  }

  removeFile(uri: string): void {
    const file = this.#byUri.get(uri);
    this.#childLists = null;
    if (file === undefined) return;
    this.#byUri.delete(uri);
    const object = file.object.toLowerCase();
    if ('fields' in file) {
      removeFrom(this.#objects, object, file);
      return;
    }
    const ofObject = this.#fields.get(object)!;
    removeFrom(ofObject, fullNameOf(uri).toLowerCase(), file);
    if (ofObject.size === 0) this.#fields.delete(object);
  }

  isObject(name: string): boolean {
    return isStandardObject(name) || isCustomObjectName(name) || this.object(name) !== null;
  }

  object(name: string): ObjectInfo | null {
    const lower = name.toLowerCase();
    const files = this.#objects.get(lower);
    if (files !== undefined) {
      const labelled = files.find((file) => labelOf(file) !== null) ?? files[0]!;
      return { name: labelled.object, label: labelOf(labelled) };
    }
    const anyField = this.#fields.get(lower)?.values().next().value?.[0];
    return anyField === undefined ? null : { name: anyField.object, label: null };
  }

  /** The file that describes an object; null where the project has none. */
  objectFile(name: string): Location | null {
    const file = this.#objects.get(name.toLowerCase())?.[0];
    return file === undefined ? null : { uri: file.uri, start: 0, end: 0 };
  }

  field(object: string, field: string): FieldInfo | null {
    const home = homeOf(object.toLowerCase(), field.toLowerCase());
    for (const file of this.#fields.get(home.object)?.get(home.field) ?? []) {
      const info = infoOf(file);
      if (info !== null) return info;
    }
    for (const file of this.#objects.get(home.object) ?? []) {
      const info = fieldsOf(file).get(home.field);
      if (info !== undefined) return info;
    }
    return null;
  }

  objects(): readonly ObjectInfo[] {
    const names = new Set([...this.#objects.keys(), ...this.#fields.keys()]);
    return [...names].flatMap((name) => this.object(name) ?? []);
  }

  fields(object: string): readonly FieldInfo[] {
    const lower = object.toLowerCase();
    const names = new Set([
      ...(this.#fields.get(lower)?.keys() ?? []),
      ...(this.#objects.get(lower) ?? []).flatMap((file) => [...fieldsOf(file).keys()]),
    ]);
    return [...names].flatMap((name) => this.field(object, name) ?? []);
  }

  relationship(object: string, relationship: string): string | null {
    if (!/__r$/i.test(relationship)) return standardRelationship(object, relationship);
    const lookup = this.field(object, relationship.slice(0, -1) + 'c');
    if (lookup !== null) return lookup.referenceTo.length === 1 ? lookup.referenceTo[0]! : null;
    this.#childLists ??= this.#readChildLists();
    return this.#childLists.get(listKey(object, relationship.slice(0, -'__r'.length))) ?? null;
  }

  /** Reads every field of the project: only done once somebody asks for a custom list of children. */
  #readChildLists(): Map<string, string | null> {
    const lists = new Map<string, string | null>();
    const add = (child: string, info: FieldInfo | null): void => {
      if (info?.relationshipName == null) return;
      for (const parent of info.referenceTo) {
        const key = listKey(parent, info.relationshipName);
        const before = lists.get(key);
        lists.set(key, before === undefined || before === child ? child : null);
      }
    };
    for (const file of this.#byUri.values()) {
      if ('fields' in file) for (const info of fieldsOf(file).values()) add(file.object, info);
      else if (read(file.text).includes('<relationshipName>')) add(file.object, infoOf(file));
    }
    return lists;
  }
}

/** Where the metadata keeps a field: custom fields of tasks and events at Activity, `__pc` ones at Contact. */
function homeOf(object: string, field: string): { object: string; field: string } {
  if ((object === 'task' || object === 'event') && field.endsWith('__c'))
    return { object: 'activity', field };
  if (object === 'account' && field.endsWith('__pc')) {
    return { object: 'contact', field: field.slice(0, -'pc'.length) + 'c' };
  }
  return { object, field };
}

function listKey(object: string, relationshipName: string): string {
  return `${object}.${relationshipName}`.toLowerCase();
}

function read(text: LazyText): string {
  return typeof text === 'string' ? text : (text() ?? '');
}

function infoOf(file: FieldFile): FieldInfo | null {
  if (file.info === undefined) {
    const text = read(file.text);
    const values = new FieldValues();
    scanLeaves(text, 1, ({ name, value }) => values.add(name, value));
    const name = fullNameOf(file.uri);
    file.info = text === '' ? null : values.info(name, { uri: file.uri, start: 0, end: 0 });
  }
  return file.info;
}

function labelOf(file: ObjectFile): string | null {
  if (file.label === undefined) {
    let label: string | null = null;
    scanLeaves(read(file.text), 1, (leaf) => {
      if (leaf.name === 'label') label ??= leaf.value;
    });
    file.label = label;
  }
  return file.label;
}

function fieldsOf(file: ObjectFile): ReadonlyMap<string, FieldInfo> {
  file.fields ??= readFields(file.uri, read(file.text));
  return file.fields;
}

function readFields(uri: string, text: string): ReadonlyMap<string, FieldInfo> {
  const fields = new Map<string, FieldInfo>();
  // In source format the object's own file is large and holds no fields.
  if (!text.includes('<fields>')) return fields;
  let name: { value: string; location: Location } | null = null;
  let values = new FieldValues();
  let field = -1;
  const finishField = (): void => {
    if (name !== null) fields.set(name.value.toLowerCase(), values.info(name.value, name.location));
    name = null;
    values = new FieldValues();
  };
  scanLeaves(text, 2, (leaf) => {
    if (leaf.path !== 'fields') return;
    if (leaf.parent !== field) finishField();
    field = leaf.parent;
    if (leaf.name === 'fullName') {
      name = { value: leaf.value, location: { uri, start: leaf.start, end: leaf.end } };
    } else values.add(leaf.name, leaf.value);
  });
  finishField();
  return fields;
}

/** Collects the few values of a field that matter. */
class FieldValues {
  readonly #single = new Map<string, string>();
  readonly #referenceTo: string[] = [];

  add(name: string, value: string): void {
    if (name === 'referenceTo') this.#referenceTo.push(value);
    else if (!this.#single.has(name)) this.#single.set(name, value);
  }

  info(name: string, location: Location): FieldInfo {
    return {
      name,
      label: this.#single.get('label') ?? null,
      type: this.#single.get('type') ?? null,
      referenceTo: this.#referenceTo,
      relationshipName: this.#single.get('relationshipName') ?? null,
      externalId: this.#single.get('externalId') === 'true',
      unique: this.#single.get('unique') === 'true',
      location,
    };
  }
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function removeFrom<T>(map: Map<string, T[]>, key: string, file: T): void {
  const rest = (map.get(key) ?? []).filter((one) => one !== file);
  if (rest.length === 0) map.delete(key);
  else map.set(key, rest);
}
