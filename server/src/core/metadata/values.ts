import { nearest } from '../records/suggest.ts';
import type { Span } from '../text.ts';
import type { MetadataProblem } from './problem.ts';
import { childNamed, type Node } from './shape.ts';

/** What scripts and CumulusCI fill in before a deployment: `{{SEQUENCE}}`, `${order}`, `%%%NAMESPACE%%%`. */
export const placeholder = /\{\{.*\}\}|\$\{.*\}|%%%\w+%%%|___\w+___/;

/** Reads values of elements and notes what is missing or not known. */
export class ValueReader {
  readonly problems: MetadataProblem[];

  constructor(problems: MetadataProblem[]) {
    this.problems = problems;
  }

  /** The text of a required element; null, and an error, where it is missing, nil or empty. */
  required(parent: Node, name: string): string | null {
    const element = childNamed(parent, name);
    const text = element?.text ?? '';
    if (text !== '') return text;
    if (element === null)
      this.error(parent.nameSpan, `<${parent.name}> lacks the required element <${name}>.`, name);
    else this.error(element.nameSpan, `The required element <${name}> is empty.`, name);
    return null;
  }

  /** A value out of a list, spelled as in it; null, and a warning, for another one. */
  oneOf<T extends string>(element: Node | null, allowed: readonly T[], ignoreCase = false): T | null {
    const text = element?.text ?? '';
    if (element === null || text === '') return null;
    const same = (value: string): boolean =>
      ignoreCase ? value.toLowerCase() === text.toLowerCase() : value === text;
    const value = allowed.find(same);
    if (value === undefined) this.#unknown(element, either(allowed), allowed);
    return value ?? null;
  }

  /** A place that was left to be filled in: an element that is neither nil nor has a text. */
  filled(parent: Node, name: string): string {
    const element = childNamed(parent, name);
    if (element?.text === '') {
      const message = `<${name}> is empty. Name a field, or write xsi:nil="true" where none is compared.`;
      const { start, end } = element.nameSpan;
      this.problems.push({ span: { start, end }, severity: 'warning', message });
    }
    return element?.text ?? '';
  }

  boolean(element: Node | null): boolean | null {
    const text = element?.text ?? '';
    if (element === null || text === '') return null;
    if (text === 'true' || text === '1') return true;
    if (text === 'false' || text === '0') return false;
    this.#unknown(element, 'true or false', ['true', 'false']);
    return null;
  }

  integer(element: Node | null): number | null {
    const text = element?.text ?? '';
    if (element === null || text === '') return null;
    if (/^-?\d{1,9}$/.test(text)) return Number(text);
    this.#unknown(element, 'a whole number');
    return null;
  }

  /** A number that counts from 1; what is below is a warning. */
  sortOrder(element: Node | null): number | null {
    const value = this.integer(element);
    if (element !== null && value !== null && value < 1) {
      const message = `The sortOrder ${value} is below 1: the duplicate rules of an object count from 1, and a deployment of others fails ("SortOrder must be in sequential order from 1.").`;
      this.problems.push({ span: element.textSpan, severity: 'warning', message });
    }
    return value;
  }

  /** Where a part of the element's text stands in the file: all of the text where it is written with entities. */
  static within({ text, textSpan }: Node, part: Span): Span {
    if (text === null || textSpan.end - textSpan.start !== text.length) return textSpan;
    return { start: textSpan.start + part.start, end: textSpan.start + part.end };
  }

  error(span: MetadataProblem['span'], message: string, missing?: string): void {
    const { start, end } = span;
    this.problems.push({ span: { start, end }, severity: 'error', message, ...(missing && { missing }) });
  }

  #unknown(element: Node, expected: string, allowed: readonly string[] = []): void {
    const text = element.text ?? '';
    if (placeholder.test(text)) return;
    const meant = nearest(text, allowed);
    const message = `"${text}" is not a known value of <${element.name}>; expected: ${expected}.`;
    this.problems.push({
      span: element.textSpan,
      severity: 'warning',
      message: meant === null ? message : `${message} Did you mean ${meant}?`,
    });
  }
}

function either(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
