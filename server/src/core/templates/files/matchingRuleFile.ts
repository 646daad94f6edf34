import type { MatchingRuleItem } from '../../metadata/model.ts';
import { readXml, type XmlElement } from '../../metadata/xml.ts';
import type { TextEdit } from '../../text.ts';
import { metadataNamespace, type XmlPart, xmlDocument, xmlLines } from './xml.ts';

export interface MatchingRuleText {
  readonly name: string;
  readonly label: string;
  readonly items: readonly MatchingRuleItem[];
}

/** A new file of matching rules, with one. */
export function matchingRuleFile(rule: MatchingRuleText): string {
  return xmlDocument('MatchingRules', metadataNamespace, [partOf(rule)]);
}

function partOf({ name, label, items }: MatchingRuleText): XmlPart {
  return [
    'matchingRules',
    [
      ['fullName', name],
      ['label', label],
      ...items.map(
        ({ field, method, matchBlanks }): XmlPart => [
          'matchingRuleItems',
          [
            ['blankValueBehavior', matchBlanks ? 'MatchBlanks' : 'NullNotAllowed'],
            ['fieldName', field],
            ['matchingMethod', method],
          ],
        ],
      ),
      ['ruleStatus', 'Active'],
    ],
  ];
}

/**
 * What adds a rule to a file of matching rules, written as the file is: indentation, line ends, prefix. Rules that stand
 * in the order of their names stay in it. Nothing else of the file changes. Null where the file is not well-formed.
 */
export function addedMatchingRule(text: string, rule: MatchingRuleText): TextEdit | null {
  const { root, problems } = readXml(text);
  if (root === null || problems.length > 0 || !root.closed) return null;
  const [prefix, local] = splitName(root.name);
  if (local !== 'MatchingRules') return null;
  const siblings = root.children.filter(({ name }) => splitName(name)[1] === 'matchingRules');
  const style = styleOf(text, root, siblings[0] ?? null);
  const written = writtenRule(rule, prefix, style);
  const before = siblings.length === 0 ? null : firstBehind(rule.name, siblings);
  if (before !== null) return insertion(before.start, written + style.lineEnd + style.indent);
  const last = siblings.at(-1);
  if (last) return insertion(last.end, style.lineEnd + style.indent + written);
  return intoEmpty(text, root, written, style);
}

interface Style {
  readonly lineEnd: string;
  /** In front of a rule. */
  readonly indent: string;
  /** What each level adds. */
  readonly step: string;
}

function writtenRule(rule: MatchingRuleText, prefix: string, { lineEnd, indent, step }: Style): string {
  const lines = xmlLines(prefixed(partOf(rule), prefix), '').map((line) => {
    const levels = (line.length - line.trimStart().length) / 4;
    return (lineEnd === '' ? '' : indent + step.repeat(levels)) + line.trimStart();
  });
  return lines.join(lineEnd).slice(lineEnd === '' ? 0 : indent.length);
}

function prefixed([name, content]: XmlPart, prefix: string): XmlPart {
  const inner =
    content === null || typeof content === 'string' ? content : content.map((one) => prefixed(one, prefix));
  return [prefix + name, inner];
}

/** Of rules in the order of their names, the first behind the new one; null where it comes last, or there is no order. */
function firstBehind(name: string, siblings: readonly XmlElement[]): XmlElement | null {
  const names = siblings.map(nameOf);
  const isOrdered = names.every((one, index) => index === 0 || names[index - 1]! <= one);
  return isOrdered ? (siblings[names.findIndex((one) => one > name)] ?? null) : null;
}

function nameOf({ children }: XmlElement): string {
  return children.find(({ name }) => splitName(name)[1] === 'fullName')?.text ?? '';
}

const lineEnds = /\r\n|\n|\r/;

/** As its first rule stands there; where there is none, as Salesforce writes, with the file's line ends. */
function styleOf(text: string, root: XmlElement, first: XmlElement | null): Style {
  const lineEnd = (lineEnds.exec(text.slice(root.start)) ?? lineEnds.exec(text))?.[0] ?? '';
  if (first === null) return { lineEnd, indent: '    ', step: '    ' };
  const indent = whiteBefore(text, first.start);
  if (indent === null) return { lineEnd: '', indent: '', step: '' };
  const child = first.children[0];
  const inner = child ? whiteBefore(text, child.start) : null;
  const outer = whiteBefore(text, root.start) ?? '';
  const fallback = indent.startsWith(outer) && indent !== outer ? indent.slice(outer.length) : '    ';
  const step = inner?.startsWith(indent) && inner !== indent ? inner.slice(indent.length) : fallback;
  return { lineEnd, indent, step };
}

/** The white space between the line's beginning and an element; null where something else stands there. */
function whiteBefore(text: string, offset: number): string | null {
  let start = offset;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  const isLineStart = start === 0 || text[start - 1] === '\n' || text[start - 1] === '\r';
  return isLineStart && start > 0 ? text.slice(start, offset) : null;
}

/** The root holds no rule: it may be empty, self-closing, or hold comments. */
function intoEmpty(text: string, root: XmlElement, written: string, { lineEnd, indent }: Style): TextEdit {
  const tag = text.slice(root.start, root.end);
  const block = lineEnd + indent + written;
  if (/\/>$/.test(tag)) {
    const slash = root.start + tag.lastIndexOf('/');
    const newText = `>${block}${lineEnd}</${root.name}>`;
    return { span: { start: slash, end: root.end }, newText };
  }
  const close = root.start + tag.lastIndexOf('</');
  const white = /\s*$/.exec(text.slice(root.start, close))![0];
  const isOnOwnLine = /[\r\n]/.test(white);
  return insertion(close - white.length, isOnOwnLine ? block : block + lineEnd);
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

function splitName(name: string): readonly [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return [name.slice(0, colon + 1), name.slice(colon + 1)];
}
