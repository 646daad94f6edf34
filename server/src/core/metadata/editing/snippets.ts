import type { MetadataElement } from '../elements.ts';
import { standardMatchingRules } from '../standardRules.ts';
import type { EditorAbilities } from './complete.ts';
import { choose, indentationUnit, stop } from './layout.ts';
import { mappedFields } from './mapping.ts';
import { objectOfFile } from './named.ts';
import { nextConditionOrder, nextRuleOrder } from './orders.ts';
import type { RuleFile } from './project.ts';
import { around, type RuleElement, textIn } from './ruleDocument.ts';

/** Where an element is to stand. */
export interface Place {
  readonly parent: RuleElement | null;
  readonly file: RuleFile;
  /** Of the names in this file. */
  readonly prefix: string;
  readonly abilities: EditorAbilities;
}

/** The element with what it needs, as a snippet. */
export function snippetFor(element: MetadataElement, place: Place): string {
  const writer = new Writer(place);
  return writer.write(element, place.parent);
}

/** A whole file. */
export function fileSnippet(
  root: MetadataElement,
  file: RuleFile,
  abilities: EditorAbilities,
  withDeclaration: boolean,
): string {
  const writer = new Writer({ parent: null, file, prefix: '', abilities });
  const namespaces = [
    'xmlns="http://soap.sforce.com/2006/04/metadata"',
    ...(root.name === 'DuplicateRule' ? ['xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'] : []),
  ];
  const body = writer.write(root, null, namespaces.join(' '));
  return withDeclaration ? `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n` : body;
}

/** Whether the first place to type at in the snippet is one where values are offered. */
export function leadsOnIn(element: MetadataElement, { takesSnippets, asksAgain }: EditorAbilities): boolean {
  const isNamed = element.name in typedFirst || (element.holds !== 'elements' && hasValues(element));
  return takesSnippets && asksAgain && isNamed;
}

/** Elements in which another child than the first is the one to begin with. */
const typedFirst: Readonly<Record<string, string>> = { matchingRuleItems: 'fieldName' };

function hasValues({ holds }: MetadataElement): boolean {
  return holds !== 'text' && holds !== 'own-name' && holds !== 'condition-value';
}

class Writer {
  readonly #file: RuleFile;
  readonly #prefix: string;
  readonly #asksAgain: boolean;
  readonly #unit: string;
  #stops = 0;

  constructor({ file, prefix, abilities }: Place) {
    this.#file = file;
    this.#prefix = prefix;
    this.#asksAgain = abilities.asksAgain;
    this.#unit = indentationUnit(file.text);
  }

  write(element: MetadataElement, parent: RuleElement | null, attributes = '', depth = 0): string {
    const name = `${this.#prefix}${element.name}`;
    const start = attributes === '' ? `<${name}>` : `<${name} ${attributes}>`;
    if (element.holds !== 'elements') return `${start}${this.#value(element, parent, depth)}</${name}>`;
    const inner = this.#unit.repeat(depth + 1);
    const children = contentOf(element);
    const linesOf = new Map<MetadataElement, readonly string[]>();
    // Places to type at are numbered in the order in which they are written.
    for (const child of children.toSorted((a, b) => rankIn(element, a) - rankIn(element, b))) {
      const isPair = child.name === 'mappingFields';
      const written = isPair
        ? this.#pairs(child, parent, depth + 1)
        : [this.#child(child, element, parent, depth + 1)];
      linesOf.set(child, written);
    }
    const lines = children.flatMap((child) => linesOf.get(child)!.map((line) => `${inner}${line}`));
    return [start, ...lines, `${this.#unit.repeat(depth)}</${name}>`].join('\n');
  }

  #child(
    child: MetadataElement,
    element: MetadataElement,
    parent: RuleElement | null,
    depth: number,
  ): string {
    const isNil = child.canBeNil && element.name !== 'DuplicateRule' && !child.required;
    const isEmptyFilter = child.name === 'duplicateRuleFilter';
    if (isNil || isEmptyFilter) return `<${this.#prefix}${child.name} xsi:nil="true"/>`;
    return this.write(child, parent, '', depth);
  }

  /** A pair for each field that the matching rule compares. */
  #pairs(element: MetadataElement, parent: RuleElement | null, depth: number): readonly string[] {
    const fields = mappedFields(parent, this.#file);
    if (fields.length === 0) return [this.write(element, parent, '', depth)];
    const inner = this.#unit.repeat(depth + 1);
    const tag = (name: string, content: string): string =>
      `<${this.#prefix}${name}>${content}</${this.#prefix}${name}>`;
    return fields.map(({ input, output }) =>
      tag(
        element.name,
        [
          '',
          `${inner}${tag('inputField', this.#stop(input))}`,
          `${inner}${tag('outputField', this.#stop(output))}`,
          this.#unit.repeat(depth),
        ].join('\n'),
      ),
    );
  }

  /** @param depth 0 where the element stands alone, so that values can be offered at once */
  #value(element: MetadataElement, parent: RuleElement | null, depth: number): string {
    const object = objectOfFile(this.#file.uri);
    switch (element.holds) {
      case 'rule-order':
        return this.#stop(String(nextRuleOrder(this.#file)));
      case 'condition-order':
        return this.#stop(String(nextConditionOrder(parent)));
      case 'boolean':
        return depth === 0 && this.#asksAgain ? this.#stop() : choose(++this.#stops, ['true', 'false']);
      case 'choice':
      case 'matching-method':
        return depth === 0 && this.#asksAgain
          ? this.#stop()
          : choose(
              ++this.#stops,
              element.choices.filter((choice) => !choice.isReadOnly).map(({ value }) => value),
            );
      case 'object': {
        const other = textIn(around(parent, 'duplicateRuleMatchRules'), 'matchRuleSObjectType');
        const named = element.name === 'outputObject' && other !== '' ? other : object;
        return depth === 0 && this.#asksAgain ? this.#stop() : this.#stop(named);
      }
      case 'condition-table':
        return depth === 0 && this.#asksAgain ? this.#stop() : this.#stop(object);
      case 'matching-rule':
        return depth === 0 && this.#asksAgain ? this.#stop() : this.#matchingRule(object);
      default:
        return this.#stop();
    }
  }

  #matchingRule(object: string): string {
    const isOf = (one: { readonly object: string }): boolean =>
      one.object.toLowerCase() === object.toLowerCase();
    const { matchingRules } = this.#file.project.catalog;
    const names = [...matchingRules, ...standardMatchingRules].filter(isOf).map(({ name }) => name);
    const choices = [...new Set(names)].filter((name) => /^\w+$/.test(name));
    return choices.length < 2 ? this.#stop(choices[0]) : choose(++this.#stops, choices);
  }

  #stop(content = ''): string {
    return stop(++this.#stops, content);
  }
}

function rankIn(element: MetadataElement, { name }: MetadataElement): number {
  return typedFirst[element.name] === name ? 0 : 1;
}

/** What a new element begins with: what is required, and what people expect to see. */
function contentOf(element: MetadataElement): readonly MetadataElement[] {
  const usual: Readonly<Record<string, readonly string[]>> = {
    DuplicateRule: [
      'alertText',
      'description',
      'duplicateRuleFilter',
      'operationsOnInsert',
      'operationsOnUpdate',
    ],
    duplicateRuleMatchRules: ['objectMapping'],
    matchingRuleItems: ['blankValueBehavior'],
    duplicateRuleFilter: ['booleanFilter', 'duplicateRuleFilterItems'],
  };
  const also = usual[element.name] ?? [];
  return element.children.filter(({ name, required }) => required || also.includes(name));
}
