import { misspelt } from '../records/suggest.ts';
import type { Span } from '../text.ts';
import type { MetadataProblem } from './problem.ts';
import type { XmlDocument, XmlElement } from './xml.ts';

/** The elements that may stand in an element; null for one that holds text. */
export interface Shape {
  readonly [element: string]: Shape | null;
}

/** Enough to see that a file is of another kind. */
const mostProblems = 100;

/** Elements of rules that may stand several times in their parent. */
const repeatable: ReadonlySet<string> = new Set([
  'duplicateRuleFilterItems',
  'duplicateRuleMatchRules',
  'mappingFields',
  'operationsOnInsert',
  'operationsOnUpdate',
  'matchingRules',
  'matchingRuleItems',
]);

/** An element of a metadata file, read by its shape. */
export interface Node extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  /** Text without white space around it; null where the element is nil. */
  readonly text: string | null;
  readonly textSpan: Span;
  readonly children: readonly Node[];
}

export interface ShapedDocument {
  /** Null where there is no root, or another one. */
  readonly root: Node | null;
  readonly problems: MetadataProblem[];
}

/**
 * Reads a document by a shape. Unknown elements are warnings, as the schema grows with Salesforce's releases.
 * Where an element is not closed (half-written), the parser takes what follows it for its content: what the
 * element cannot hold and its parent can is given back to the parent.
 */
export function readShape(document: XmlDocument, rootName: string, shape: Shape): ShapedDocument {
  const problems: MetadataProblem[] = document.problems.map(({ start, end, message }) => ({
    span: { start, end },
    severity: 'error',
    message,
  }));
  const root = document.root;
  if (root === null) return { root: null, problems };
  if (localName(root) !== rootName) {
    const message = `The root element is <${root.name}>; a file of this name holds <${rootName}>.`;
    problems.push({ span: root.nameSpan, severity: 'error', message });
    return { root: null, problems };
  }
  return { root: shaped(root, shape, [], problems).node, problems };
}

/** `outer`: shapes of the parents that the content of an unclosed element may belong to. */
function shaped(
  element: XmlElement,
  shape: Shape,
  outer: readonly Shape[],
  problems: MetadataProblem[],
): { node: Node; escaped: XmlElement[] } {
  const children: Node[] = [];
  const escaped: XmlElement[] = [];
  const queue = element.children.toReversed();
  while (queue.length > 0) {
    const child = queue.pop()!;
    const name = localName(child);
    const fitsOuter = outer.some((one) => Object.hasOwn(one, name));
    const isSecond = fitsOuter && children.some((one) => one.name === name);
    if (Object.hasOwn(shape, name) && !isSecond) {
      const around = child.closed ? [] : [shape, ...outer];
      if (!repeatable.has(name) && children.some((one) => one.name === name)) {
        const message = `A second <${child.name}>: the first one counts here, and which Salesforce takes is not known.`;
        problems.push({ span: child.nameSpan, severity: 'warning', message });
      }
      const read = shaped(child, shape[name] ?? {}, around, problems);
      children.push(read.node);
      queue.push(...read.escaped.reverse());
    } else if (fitsOuter) {
      escaped.push(child);
    } else {
      if (name !== '' && problems.length < mostProblems) {
        problems.push(unknownElement(child, element, shape));
      }
      if (!child.closed) queue.push(...child.children.toReversed());
    }
  }
  const node: Node = {
    name: localName(element),
    nameSpan: element.nameSpan,
    start: element.start,
    end: element.end,
    text: element.nil ? null : element.text,
    textSpan: element.textSpan,
    children,
  };
  return { node, escaped };
}

function unknownElement(child: XmlElement, parent: XmlElement, shape: Shape): MetadataProblem {
  const free = Object.keys(shape).filter(
    (name) => repeatable.has(name) || !parent.children.some((one) => localName(one) === name),
  );
  const meant = misspelt(localName(child), free);
  const message = `<${child.name}> is not known in <${parent.name}>.`;
  const problem: MetadataProblem = { span: child.nameSpan, severity: 'warning', message };
  return meant === null ? problem : { ...problem, message: `${message} Did you mean <${meant}>?`, meant };
}

function localName(element: XmlElement): string {
  return element.name.slice(element.name.indexOf(':') + 1);
}

// ------------------------------------------------------------------------------------------------- accessors

export function childrenNamed(node: Node | null, name: string): Node[] {
  return node === null ? [] : node.children.filter((child) => child.name === name);
}

export function childNamed(node: Node | null, name: string): Node | null {
  return node?.children.find((child) => child.name === name) ?? null;
}

/** The text of a child element; null where the child is missing or nil. */
export function textOf(node: Node | null, name: string): string | null {
  return childNamed(node, name)?.text ?? null;
}
