import type { CodeFile } from '../../saves/code/codeFile.ts';
import type { Node } from '../../saves/code/refusal/children.ts';
import { nodesIn } from '../../saves/code/refusal/children.ts';
import { type CodeIndex, indexOf } from '../../saves/code/refusal/codeIndex.ts';
import type { Statement } from '../../saves/code/tree.ts';
import type { CommentText } from '../../saves/facts.ts';
import { locate, type Place, type Span, type TextEdit } from '../../text.ts';
import type { FileEdits } from '../fix.ts';
import { type Layout, layoutOf, lineStart } from '../layout.ts';
import { commentAbove, hash, slashes } from '../suppress.ts';
import { isMentioned, type NameScope, ofFile } from './names.ts';
import { shownStyle, type TextStyle } from './textStyle.ts';

/** A file of integration code in which a fix writes. */
export class CodeScene {
  readonly file: CodeFile;
  readonly comments: readonly CommentText[];
  readonly index: CodeIndex;
  readonly layout: Layout;
  readonly style: TextStyle;
  readonly #given = new Set<string>();

  constructor(file: CodeFile, comments: readonly CommentText[]) {
    this.file = file;
    this.comments = comments;
    this.index = indexOf(file.tree, file.language.id);
    this.layout = layoutOf(file.text);
    this.style = shownStyle(file.text);
  }

  get source(): string {
    return this.file.text;
  }

  get isPython(): boolean {
    return this.file.language.id === 'python';
  }

  get isTyped(): boolean {
    return this.file.language.id === 'typescript' && /\.[cm]?tsx?$/.test(this.file.uri);
  }

  /** Where a node stands in the file. */
  span(node: Place): Span {
    const { start, end } = locate(node);
    return { start, end };
  }

  code(node: Place): string {
    const { start, end } = locate(node);
    return this.source.slice(start, end);
  }

  /** The innermost statement that the node is, or stands in. */
  statementAround(node: Node): Statement | null {
    if (isStatement(node)) return node;
    for (const at of this.index.ancestors(node)) if (isStatement(at)) return at;
    return null;
  }

  /** The statement of the top level that the node stands in. */
  topStatement(node: Node): Node {
    let top = node;
    for (const at of this.index.ancestors(node)) top = at;
    return top;
  }

  /** The first of the names that means nothing yet where it is to stand, else the last one with a number. */
  fresh(scope: NameScope, ...wanted: readonly string[]): string {
    const names = this.isPython ? wanted.map(inSnakeCase) : wanted;
    const last = names.at(-1)!;
    let name = names.find((one) => this.isFree(one, scope));
    for (let number = 2; !name; number++) {
      if (this.isFree(`${last}${number}`, scope)) name = `${last}${number}`;
    }
    this.#given.add(name);
    return name;
  }

  /** Keeps a name from being given. */
  take(name: string): void {
    this.#given.add(name);
  }

  isFree(name: string, scope: NameScope = ofFile(this)): boolean {
    return !this.#given.has(name) && !isMentioned(name, scope, this);
  }

  /** Whether an offset stands within a string, where a line of code would become a part of it. */
  isInText(offset: number): boolean {
    for (const node of nodesIn(this.index.roots)) {
      if (node.kind !== 'text') continue;
      const { start, end } = locate(node);
      if (start < offset && offset < end) return true;
    }
    return false;
  }

  /** Not within a string, nor in a line that the one above continues in, nor among the text of JSX. */
  mayStandAbove(offset: number): boolean {
    const { source } = this;
    const start = lineStart(source, offset);
    if (/\\[ \t]*\r?\n?$/.test(source.slice(Math.max(0, start - 3), start))) return false;
    const mayBeJsx = /\.(?:[jt]sx|js)$/.test(this.file.uri);
    if (mayBeJsx && /^[ \t]*[{<]/.test(source.slice(start, offset + 1))) return false;
    return !this.isInText(start);
  }

  /** A comment of its own line above the one on which an offset stands; none without a text. */
  commentAbove(offset: number, text: string | null): TextEdit[] {
    return text === null ? [] : [commentAbove(this.source, offset, text, this.isPython ? hash : slashes)];
  }

  edits(edits: readonly TextEdit[]): FileEdits[] {
    return [{ uri: this.file.uri, edits }];
  }
}

const statements: ReadonlySet<string> = new Set([
  'expression',
  'declare',
  'if',
  'loop',
  'switch',
  'try',
  'return',
  'throw',
  'jump',
  'block',
  'with',
  'function-statement',
  'class',
  'import',
  'export',
]);

export function isStatement(node: Node): node is Statement {
  return statements.has(node.kind);
}

function inSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
