import { fullNameOf } from '../../files.ts';
import { fieldKey } from '../../outcome/fieldNames.ts';
import type { Location, Span } from '../../text.ts';
import { rootElementOf } from '../elements.ts';
import { duplicateRuleNamed } from './describeNamed.ts';
import { fieldOf } from './fields.ts';
import { filterOf, numberedItems, numbersIn } from './filterNumbers.ts';
import { duplicateRuleOf, type Named, namedBy, objectOfFile } from './named.ts';
import type { RuleFile, RuleFileProject } from './project.ts';
import { around, elementsOf, type RuleElement, readRuleDocument, textIn } from './ruleDocument.ts';
import { touches, type Word, wordAt } from './words.ts';

/** What is named at an offset of a rule's file, and where it stands; null where nothing is. */
export function targetAt({ uri, text }: RuleFile, offset: number): (Span & { readonly named: Named }) | null {
  const root = rootElementOf(uri);
  const word = root && wordAt(readRuleDocument(text, root), offset);
  const named = word && namedAt(word, uri);
  return named && { start: word.span.start, end: word.span.end, named };
}

/** A tag stands for the rule that it holds. */
function namedAt({ element, isValue }: Word, uri: string): Named | null {
  if (isValue && element.name !== 'label') return namedBy(element, uri);
  if (element.name === 'DuplicateRule') return duplicateRuleOf(uri);
  if (element.name !== 'matchingRules' && element.name !== 'label') return null;
  const name = textIn(around(element, 'matchingRules'), 'fullName');
  return name === '' ? null : { kind: 'matching-rule', object: objectOfFile(uri), name };
}

/**
 * Where the rule, object, field or item that is named at an offset of a rule's file is defined; null where that is in
 * no file.
 */
export function definitionInRuleFile(file: RuleFile, offset: number): Location | null {
  const root = rootElementOf(file.uri);
  const word = root && wordAt(readRuleDocument(file.text, root), offset);
  if (word === null) return null;
  if (word.isValue && word.element.info?.holds === 'boolean-filter') {
    const item = itemAt(word.element, file.text, offset);
    return item && { uri: file.uri, ...placeOf(item) };
  }
  const named = namedAt(word, file.uri);
  return named && locationOf(named, file.project);
}

function itemAt(filter: RuleElement, text: string, offset: number): RuleElement | null {
  const wanted = numbersIn(filter, text).find((one) => touches(one, offset))?.number;
  return numberedItems(filter).find(({ number }) => number === wanted)?.element ?? null;
}

/** The field of an item, else its tag. */
function placeOf(item: RuleElement): Span {
  const field = item.children.find(({ name }) => name === 'fieldName' || name === 'field');
  const { start, end } = field !== undefined && field.text !== '' ? field.textSpan : item.nameSpan;
  return { start, end };
}

/** The file that defines what is named; null where none does. */
export function locationOf(named: Named, project: RuleFileProject): Location | null {
  switch (named.kind) {
    case 'object':
      return project.schema.objectFile(homeOf(named.name));
    case 'field':
      return fieldOf(named.object, named.name, project.schema)?.location ?? null;
    case 'matching-rule': {
      const source = project.catalog.matchingRule(named.object, named.name)?.source;
      return source?.kind === 'file' ? source.location : null;
    }
    case 'duplicate-rule': {
      const source = duplicateRuleNamed(named.object, named.name, project)?.source;
      return source?.kind === 'file' ? source.location : null;
    }
  }
}

function homeOf(object: string): string {
  return /^personaccount$/i.test(object) ? 'Account' : object;
}

/** Where the rules of a project's files name something: a matching rule, a field, an object. */
export function referencesInRuleFiles(
  named: Named,
  files: Iterable<{ readonly uri: string; readonly text: string }>,
): readonly Location[] {
  const word = named.kind === 'field' ? fieldKey(named.name) : named.name.toLowerCase();
  const found: Location[] = [];
  for (const { uri, text } of files) {
    // A rule stands in the name of its file, too.
    const isMentioned = text.toLowerCase().includes(word) || fullNameOf(uri).toLowerCase().includes(word);
    const root = rootElementOf(uri);
    if (!isMentioned || root === null) continue;
    for (const element of elementsOf(readRuleDocument(text, root))) {
      const other = namedBy(element, uri);
      if (other === null || !isSame(other, named)) continue;
      found.push({ uri, start: element.textSpan.start, end: element.textSpan.end });
    }
  }
  return found;
}

function isSame(one: Named, other: Named): boolean {
  if (one.kind === 'object' || other.kind === 'object')
    return one.kind === other.kind && sameName(one.name, other.name);
  if (one.kind !== other.kind) return false;
  if (one.kind !== 'field') return sameName(one.name, other.name) && sameName(one.object, other.object);
  const isSameObject = sameName(homeOf(one.object), homeOf(other.object));
  return isSameObject && fieldKey(one.name) === fieldKey(other.name);
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The places of a file that belong to the one at an offset: the tags of an element, an item and its number. */
export function highlightsInRuleFile({ uri, text }: RuleFile, offset: number): readonly Span[] {
  const root = rootElementOf(uri);
  const document = root && readRuleDocument(text, root);
  const word = document && wordAt(document, offset);
  if (word === null || document === null) return [];
  const { element } = word;
  if (word.isValue && element.info?.holds === 'boolean-filter') {
    const item = itemAt(element, text, offset);
    return item === null ? [] : numberSpans(item, text);
  }
  if (!word.isValue) {
    const tags = [element.nameSpan, ...(element.endNameSpan === null ? [] : [element.endNameSpan])];
    const isItem = element.name === 'matchingRuleItems' || element.name === 'duplicateRuleFilterItems';
    return isItem ? [...tags, ...numbersOf(element, text)] : tags;
  }
  const named = namedBy(element, uri);
  if (named === null) return [element.textSpan];
  const item = around(element, 'matchingRuleItems') ?? around(element, 'duplicateRuleFilterItems');
  const same = referencesInRuleFiles(named, [{ uri, text }]);
  return [...same, ...(item === null ? [] : numbersOf(item, text))];
}

function numberSpans(item: RuleElement, text: string): readonly Span[] {
  return [placeOf(item), ...numbersOf(item, text)];
}

/** Where the booleanFilter names an item. */
function numbersOf(item: RuleElement, text: string): readonly Span[] {
  const filter = filterOf(item);
  const number = numberedItems(item).find(({ element }) => element === item)?.number;
  if (filter === null || number === undefined) return [];
  return numbersIn(filter, text).filter((one) => one.number === number);
}
