import { fullNameOf } from '../../core/files.ts';
import { readXml, type XmlElement } from '../../core/metadata/xml.ts';
import { LineIndex } from '../../core/text.ts';
import { childrenNamed, localName, textIn } from './elementText.ts';
import type { Change, ComponentType, DeployMessage, DeployOptions, NewComponent } from './model.ts';
import { type Manifest, manifestOf, type PackageFiles } from './package.ts';

/** What a package asks for, and what is wrong before any component is looked at. */
export interface PackageContents {
  readonly changes: readonly Change[];
  readonly messages: readonly DeployMessage[];
}

/** A kind of file that holds components. */
interface FileType {
  /** Name of the type in a manifest. */
  readonly name: string;
  readonly folder: string;
  readonly suffix: string;
  readonly root: string;
  /** The type of what is inside, and its element; null: the file is one component. */
  readonly parts: { readonly type: ComponentType; readonly element: string } | null;
  /** The type of the file itself as a component; null where it is but the sum of its parts. */
  readonly type: ComponentType | null;
}

const fileTypes: readonly FileType[] = [
  {
    name: 'DuplicateRule',
    folder: 'duplicateRules',
    suffix: 'duplicateRule',
    root: 'DuplicateRule',
    parts: null,
    type: 'DuplicateRule',
  },
  {
    name: 'MatchingRules',
    folder: 'matchingRules',
    suffix: 'matchingRule',
    root: 'MatchingRules',
    parts: { type: 'MatchingRule', element: 'matchingRules' },
    type: null,
  },
  {
    name: 'CustomObject',
    folder: 'objects',
    suffix: 'object',
    root: 'CustomObject',
    parts: { type: 'CustomField', element: 'fields' },
    type: 'CustomObject',
  },
  {
    name: 'Settings',
    folder: 'settings',
    suffix: 'settings',
    root: 'LeadConfigSettings',
    parts: null,
    type: 'LeadConfigSettings',
  },
];

/** Types that a manifest may name here. */
const knownTypes = new Set([
  ...fileTypes.map(({ name }) => name),
  'MatchingRule',
  'CustomField',
  'LeadConfigSettings',
]);

/** `rulesOf`: full names of an object's matching rules in the org. @throws BadPackage where a manifest cannot be read */
export function contentsOf(
  files: PackageFiles,
  options: DeployOptions,
  rulesOf: (object: string) => readonly string[],
): PackageContents {
  const manifest = manifestOf(files.texts.get('package.xml')!, 'package.xml');
  const changes: Change[] = [];
  const messages: DeployMessage[] = [];
  const found = new Set<string>();
  for (const [path, text] of files.texts) {
    if (/(?:^|\/)(?:package|destructiveChanges(?:Pre|Post)?)\.xml$/.test(path)) continue;
    const read = readFile(path, text, manifest, options);
    changes.push(...read.changes);
    messages.push(...read.messages);
    for (const key of read.found) found.add(key);
  }
  messages.push(...missing(manifest, found, options));
  for (const [path, text] of files.texts) {
    if (/^destructiveChanges(?:Pre|Post)?\.xml$/.test(path))
      addDeletions(path, text, rulesOf, { changes, messages });
  }
  return { changes, messages };
}

interface ReadFile extends PackageContents {
  /** Keys of what the manifest may name. */
  readonly found: readonly string[];
}

function readFile(path: string, text: string, manifest: Manifest, options: DeployOptions): ReadFile {
  const [folder = ''] = path.split('/');
  const type = fileTypes.find((one) => one.folder === folder);
  const nothing: ReadFile = { changes: [], messages: [], found: [] };
  if (!type || (type.name === 'Settings' && fullNameOf(path) !== 'LeadConfig')) {
    const name = typeOfFolder(path, manifest);
    // What is beside a component's file (-meta.xml) or in a folder of components belongs to it.
    if (name === null)
      return { ...nothing, messages: [failure('', fullNameOf(path), path, 'Not in package.xml')] };
    return { ...nothing, found: [keyOf(name, fullNameOf(path)), `${name}:*`] };
  }
  const fullName = fullNameOf(path);
  const isNamed = names(manifest, type.name, fullName) || options.autoUpdatePackage;
  const { root, problems } = readXml(text);
  const bad = problems[0] ?? (root && localName(root) === type.root ? null : noRoot(type, root));
  if (bad || !root) {
    const parsing = `Error parsing file: ${bad?.message ?? 'there is no element'}`;
    return {
      ...nothing,
      found: [keyOf(type.name, fullName)],
      messages: [failure(type.name, fullName, path, parsing, placeOf(text, bad?.start ?? 0))],
    };
  }
  const component = (one: ComponentType, name: string, element: XmlElement): NewComponent => ({
    kind: 'put',
    type: one,
    fullName: name,
    element,
    text,
    fileName: path,
  });
  const parts = type.parts
    ? childrenNamed(root, type.parts.element).map((element) =>
        component(type.parts!.type, `${fullName}.${textIn(element, 'fullName') ?? ''}`, element),
      )
    : [];
  const wanted = parts.filter((part) => isNamed || names(manifest, part.type, part.fullName));
  const own = type.type !== null && isNamed ? [component(type.type, fullName, root)] : [];
  const changes = [...own, ...wanted];
  const isInManifest = isNamed || changes.length > 0;
  return {
    changes,
    messages: isInManifest ? [] : [failure(type.name, fullName, path, 'Not in package.xml')],
    found: [keyOf(type.name, fullName), ...parts.map((part) => keyOf(part.type, part.fullName))],
  };
}

function noRoot(
  type: FileType,
  root: XmlElement | null,
): { readonly message: string; readonly start: number } {
  const name = root ? localName(root) : '';
  return { message: `the root element is ${name}, not ${type.root}`, start: root?.start ?? 0 };
}

function names(manifest: Manifest, type: string, fullName: string): boolean {
  const members = manifest.get(type);
  return members !== undefined && (members.has('*') || members.has(fullName));
}

function keyOf(type: string, fullName: string): string {
  return `${type}:${fullName}`;
}

/** The type of a manifest that a file of an unknown folder belongs to; null where none may be meant. */
function typeOfFolder(path: string, manifest: Manifest): string | null {
  const unknown = [...manifest.keys()].filter((name) => !knownTypes.has(name) || name === 'Settings');
  const name = fullNameOf(path);
  return unknown.find((type) => manifest.get(type)!.has(name)) ?? unknown[0] ?? null;
}

/** What the manifest names and the zip does not hold, or this org cannot. */
function missing(
  manifest: Manifest,
  found: ReadonlySet<string>,
  options: DeployOptions,
): readonly DeployMessage[] {
  const messages: DeployMessage[] = [];
  for (const [type, members] of manifest) {
    for (const member of members) {
      const isLeadConfig = type === 'Settings' && /^(?:LeadConfig|\*)$/.test(member);
      if (!knownTypes.has(type) || (type === 'Settings' && !isLeadConfig)) {
        const what = type === 'Settings' ? `settings ${member}` : `components of type ${type}`;
        messages.push(failure(type, member, 'package.xml', `The embedded org holds no ${what}.`));
      } else if (member !== '*' && !found.has(keyOf(type, member)) && !options.allowMissingFiles) {
        const problem = `An object '${member}' of type ${type} was named in package.xml, but was not found in zipped directory`;
        messages.push(failure(type, member, 'package.xml', problem));
      }
    }
  }
  return messages;
}

function addDeletions(
  path: string,
  text: string,
  rulesOf: (object: string) => readonly string[],
  { changes, messages }: { readonly changes: Change[]; readonly messages: DeployMessage[] },
): void {
  for (const [named, members] of manifestOf(text, path)) {
    const type = named === 'MatchingRules' ? 'MatchingRule' : named;
    for (const member of members) {
      if (!isComponentType(type)) {
        messages.push(failure(type, member, path, `The embedded org holds no components of type ${type}.`));
      } else if (member === '*') {
        messages.push(failure(type, member, path, 'Wildcards are not supported in destructive changes.'));
      } else {
        const names = named === 'MatchingRules' ? rulesOf(member) : [member];
        for (const fullName of names) changes.push({ kind: 'delete', type, fullName, fileName: path });
      }
    }
  }
}

function isComponentType(type: string): type is ComponentType {
  return /^(?:DuplicateRule|MatchingRule|CustomObject|CustomField)$/.test(type);
}

export function failure(
  componentType: string,
  fullName: string,
  fileName: string,
  problem: string,
  place: { readonly line: number | null; readonly column: number | null } = { line: null, column: null },
): DeployMessage {
  const nothing = { id: '', created: false, changed: false, deleted: false, success: false } as const;
  return { ...nothing, componentType, fullName, fileName, problem, problemType: 'Error', ...place };
}

/** Line and column of an offset, from 1. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const { line, character } = new LineIndex(text).position(offset);
  return { line: line + 1, column: character + 1 };
}
