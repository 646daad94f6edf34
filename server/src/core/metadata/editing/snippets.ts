import { fullNameOf } from '../../files.ts';
import { childElement, type MetadataElement } from '../elements.ts';
import type { EditorAbilities } from './complete.ts';
import { choose, escaped, indentationUnit, stop } from './layout.ts';
import { nextConditionOrder, nextRuleOrder } from './orders.ts';
import type { RuleFile } from './project.ts';
import type { RuleElement } from './ruleDocument.ts';

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
  return takesSnippets && asksAgain && element.holds !== 'elements' && hasValues(element);
}

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
    const lines = contentOf(element).map(
      (child) => `${inner}${this.#child(child, element, parent, depth + 1)}`,
    );
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

  /** @param depth 0 where the element stands alone, so that values can be offered at once */
  #value(element: MetadataElement, parent: RuleElement | null, depth: number): string {
    const { uri } = this.#file;
    const object = fullNameOf(uri).split('.')[0] ?? '';
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
      case 'object':
      case 'condition-table':
        return depth === 0 && this.#asksAgain ? this.#stop() : this.#stop(object);
      default:
        return this.#stop();
    }
  }

  #stop(content = ''): string {
    return stop(++this.#stops, content);
  }
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

export { childElement, escaped };
