import { fullNameOf, kindOf, segmentsOf } from '../../core/files.ts';
import { readXml, type XmlElement } from '../../core/metadata/xml.ts';
import { applyEdits } from '../../core/text.ts';
import { leaf } from '../soap/xml.ts';
import { childrenNamed, childTexts, documentText, elementText, textIn } from './elementText.ts';
import type { ComponentType, NewComponent } from './model.ts';

/** Where a component stands in the org's files. */
interface Place {
  readonly path: string;
  /** The element, where the file holds other components too. */
  readonly element: XmlElement | null;
}

/** A copy of the org's metadata files that components can be put into and taken from, before it is theirs. */
export class MetadataDraft {
  readonly files: Map<string, string>;

  constructor(files: ReadonlyMap<string, string>) {
    this.files = new Map(files);
  }

  has(type: ComponentType, fullName: string): boolean {
    return this.#placeOf(type, fullName) !== null;
  }

  /** The component's element as the org keeps it, which tells whether another is the same; null if there is none. */
  textOf(type: ComponentType, fullName: string): string | null {
    const place = this.#placeOf(type, fullName);
    if (!place) return null;
    const root = place.element ?? readXml(this.files.get(place.path)!).root;
    return root && bodyOf(type, root);
  }

  put({ type, fullName, element }: NewComponent): void {
    const place = this.#placeOf(type, fullName);
    if (type === 'CustomObject') this.#putObject(place, fullName, element);
    else this.#write(type, fullName, place, bodyOf(type, element));
  }

  /** Puts back what {@link textOf} gave; null: takes the component away. */
  restore(type: ComponentType, fullName: string, text: string | null): void {
    if (text === null) this.remove(type, fullName);
    else if (type === 'CustomObject') {
      this.#putObject(
        this.#placeOf(type, fullName),
        fullName,
        readXml(`<CustomObject>${text}</CustomObject>`).root!,
      );
    } else this.#write(type, fullName, this.#placeOf(type, fullName), text);
  }

  remove(type: ComponentType, fullName: string): void {
    const place = this.#placeOf(type, fullName);
    if (!place) return;
    if (type === 'CustomObject') this.#removeObject(fullName);
    else if (place.element) this.#replaceElement(place.path, place.element, '');
    else this.files.delete(place.path);
  }

  /** Full names of the components of a type. */
  names(type: ComponentType): readonly string[] {
    const names: string[] = [];
    for (const [path, text] of this.files) {
      const kind = kindOf(path);
      if (type === 'DuplicateRule' && kind === 'duplicate-rule') names.push(fullNameOf(path));
      if (type === 'CustomObject' && kind === 'object') names.push(fullNameOf(path));
      if (type === 'CustomField' && kind === 'field') names.push(fieldName(path));
      if (type === 'CustomField' && kind === 'object')
        names.push(...partsOf(fullNameOf(path), text, 'fields'));
      if (type === 'MatchingRule' && kind === 'matching-rule') {
        names.push(...partsOf(fullNameOf(path), text, 'matchingRules'));
      }
    }
    return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  }

  /** Full names of an object's matching rules. */
  rulesOf(object: string): readonly string[] {
    return this.names('MatchingRule').filter((name) => same(split(name)[0], object));
  }

  #write(type: ComponentType, fullName: string, place: Place | null, body: string): void {
    const [object, name] = split(fullName);
    if (type === 'MatchingRule' || (type === 'CustomField' && place?.element)) {
      const tag = type === 'MatchingRule' ? 'matchingRules' : 'fields';
      const text = `<${tag}>${leaf('fullName', name)}${body}</${tag}>`;
      if (place?.element) this.#replaceElement(place.path, place.element, text);
      else this.#append(object, text);
      return;
    }
    const path = place?.path ?? newPath(type, object, name, fullName);
    const root = type === 'LeadConfigSettings' ? 'LeadConfigSettings' : type;
    const own = type === 'CustomField' ? leaf('fullName', name) : '';
    this.files.set(path, documentText(root, [own + body]));
  }

  /** Adds a rule to its object's file. */
  #append(object: string, text: string): void {
    for (const [path, file] of this.files) {
      if (kindOf(path) !== 'matching-rule' || !same(fullNameOf(path), object)) continue;
      const { root } = readXml(file);
      if (!root) continue;
      const rules = root.children.map((child) => elementText(child));
      this.files.set(path, documentText('MatchingRules', [...rules, text]));
      return;
    }
    this.files.set(`matchingRules/${object}.matchingRule`, documentText('MatchingRules', [text]));
  }

  /** An object's own elements; fields stay as they are. */
  #putObject(place: Place | null, fullName: string, element: XmlElement): void {
    const path = place?.path ?? `objects/${fullName}/${fullName}.object-meta.xml`;
    const before = place && readXml(this.files.get(path) ?? '').root;
    const fields = before ? childrenNamed(before, 'fields').map((field) => elementText(field)) : [];
    this.files.set(
      path,
      documentText('CustomObject', [...childTexts(element, ['fields', 'fullName']), ...fields]),
    );
  }

  #removeObject(fullName: string): void {
    for (const path of [...this.files.keys()]) {
      const kind = kindOf(path);
      const isOwn = kind === 'object' && same(fullNameOf(path), fullName);
      if (isOwn || (kind === 'field' && same(split(fieldName(path))[0], fullName))) this.files.delete(path);
    }
  }

  #replaceElement(path: string, { start, end }: XmlElement, newText: string): void {
    this.files.set(path, applyEdits(this.files.get(path)!, [{ span: { start, end }, newText }]));
  }

  #placeOf(type: ComponentType, fullName: string): Place | null {
    const [object, name] = split(fullName);
    for (const [path, text] of this.files) {
      const kind = kindOf(path);
      const isWhole =
        (type === 'DuplicateRule' && kind === 'duplicate-rule' && isDuplicateRule(path, fullName)) ||
        (type === 'CustomObject' && kind === 'object' && same(fullNameOf(path), fullName)) ||
        (type === 'CustomField' && kind === 'field' && same(fieldName(path), fullName)) ||
        (type === 'LeadConfigSettings' && kind === 'lead-settings');
      if (isWhole) return { path, element: null };
      const holds =
        (type === 'MatchingRule' && kind === 'matching-rule') ||
        (type === 'CustomField' && kind === 'object');
      if (!holds || !same(fullNameOf(path), object)) continue;
      const tag = type === 'MatchingRule' ? 'matchingRules' : 'fields';
      const { root } = readXml(text);
      const element =
        root && childrenNamed(root, tag).find((one) => same(textIn(one, 'fullName') ?? '', name));
      if (element) return { path, element };
    }
    return null;
  }
}

/** The elements of a component besides its name. */
function bodyOf(type: ComponentType, element: XmlElement): string {
  return childTexts(element, type === 'CustomObject' ? ['fullName', 'fields'] : ['fullName']).join('');
}

function partsOf(object: string, text: string, tag: string): readonly string[] {
  const { root } = readXml(text);
  const parts = root ? childrenNamed(root, tag) : [];
  return parts.map((part) => `${object}.${textIn(part, 'fullName') ?? ''}`);
}

/** Rules of person accounts go by the name of accounts as well. */
function isDuplicateRule(path: string, fullName: string): boolean {
  const own = fullNameOf(path);
  return same(own, fullName) || (/^PersonAccount\./i.test(own) && same(own.slice('Person'.length), fullName));
}

function newPath(type: ComponentType, object: string, name: string, fullName: string): string {
  if (type === 'DuplicateRule') return `duplicateRules/${fullName}.duplicateRule`;
  if (type === 'CustomField') return `objects/${object}/fields/${name}.field-meta.xml`;
  return 'settings/LeadConfig.settings';
}

function fieldName(path: string): string {
  return `${segmentsOf(path).at(-3) ?? ''}.${fullNameOf(path)}`;
}

export function split(fullName: string): readonly [object: string, name: string] {
  const dot = fullName.indexOf('.');
  return dot < 0 ? ['', fullName] : [fullName.slice(0, dot), fullName.slice(dot + 1)];
}

export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
