import { fullNameOf, kindOf, segmentsOf } from '../../core/files.ts';
import { readXml, type XmlElement } from '../../core/metadata/xml.ts';
import { standardField, withSystemFields } from './fieldText.ts';
import { customPrefix, type SandboxField, type SandboxObject, SandboxSchema } from './model.ts';
import { hasPersonAccounts, personFields } from './personAccounts.ts';
import { autoNumber, childrenOf, customField, textOf } from './projectFields.ts';
import { standardObjects } from './standard/objects.ts';

interface ObjectDraft {
  name: string;
  label: string | null;
  plural: string | null;
  nameField: XmlElement | null;
  readonly fields: Map<string, SandboxField>;
}

/** The built-in objects with the custom fields of a project, and the project's custom objects. */
export function schemaOf(files: ReadonlyMap<string, string>): SandboxSchema {
  const drafts = new Map<string, ObjectDraft>();
  const draftOf = (name: string): ObjectDraft => {
    const key = name.toLowerCase();
    const draft = drafts.get(key) ?? { name, label: null, plural: null, nameField: null, fields: new Map() };
    drafts.set(key, draft);
    return draft;
  };
  for (const [path, text] of files) {
    const kind = kindOf(path);
    if (kind === 'field') addField(path, text, draftOf);
    else if (kind === 'object') addObject(draftOf(fullNameOf(path)), text);
  }
  const onPeople = drafts.get('contact')?.fields.values() ?? [];
  const personal = hasPersonAccounts(files) ? personFields([...onPeople]) : [];
  const standard = standardObjects.map((object) => {
    const draft = drafts.get(object.name.toLowerCase());
    drafts.delete(object.name.toLowerCase());
    const more = [...(object.name === 'Account' ? personal : []), ...(draft?.fields.values() ?? [])];
    return more.length > 0 ? { ...object, fields: [...object.fields, ...more] } : object;
  });
  const custom = [...drafts.values()]
    .filter(({ name }) => /__c$/i.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(customObject);
  return new SandboxSchema([...standard, ...custom]);
}

function addField(path: string, text: string, draftOf: (name: string) => ObjectDraft): void {
  const object = segmentsOf(path).at(-3);
  const { root } = readXml(text);
  const field = root && customField(root, fullNameOf(path));
  if (object !== undefined && field) draftOf(object).fields.set(field.name.toLowerCase(), field);
}

function addObject(draft: ObjectDraft, text: string): void {
  const { root } = readXml(text);
  if (!root) return;
  draft.label = textOf(root, 'label');
  draft.plural = textOf(root, 'pluralLabel');
  draft.nameField = childrenOf(root, 'nameField')[0] ?? null;
  for (const element of childrenOf(root, 'fields')) {
    const field = customField(element, null);
    if (field) draft.fields.set(field.name.toLowerCase(), field);
  }
}

function customObject(draft: ObjectDraft, index: number): SandboxObject {
  const isNumbered = draft.nameField !== null && textOf(draft.nameField, 'type') === 'AutoNumber';
  const nameLabel = draft.nameField && textOf(draft.nameField, 'label');
  const name = {
    ...standardField(isNumbered ? 'Name= string 80' : 'Name string 80'),
    autoNumber: isNumbered && textOf(draft.nameField!, 'displayFormat') ? autoNumber(draft.nameField!) : null,
  };
  const own = [...draft.fields.values()];
  // The records of a detail belong to whoever owns their master.
  const owner = own.some(({ cascadeDelete }) => cascadeDelete === true) ? null : 'queue';
  return {
    name: draft.name,
    label: draft.label ?? draft.name,
    labelPlural: draft.plural ?? draft.label ?? draft.name,
    keyPrefix: customPrefix(index),
    custom: true,
    createable: true,
    setup: false,
    fields: [...withSystemFields([{ ...name, label: nameLabel ?? name.label }], owner), ...own],
    compactLayout: ['Name', ...own.slice(0, 3).map((field) => field.name)],
    nameField: 'Name',
  };
}
