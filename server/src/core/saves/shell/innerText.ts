import type { Node } from 'web-tree-sitter';

/** Commands within a word or a here-document, as the shell that runs them reads them. */
export interface InnerScript {
  readonly text: string;
  /** Where each character, and the end, stands in the text around. */
  readonly offsets: readonly number[];
  /** The variables in it are those of the script around. */
  readonly isExpanded: boolean;
}

/** Null for a word that is no one text. */
export function innerScript(node: Node): InnerScript | null {
  const { text, startIndex } = node;
  switch (node.type) {
    case 'raw_string':
      return plain(text, 1, startIndex);
    case 'string':
      return expanded(node, 1, /^\\["\\$`]/);
    case 'heredoc_body':
      return isQuoted(node) ? plain(text, 0, startIndex) : expanded(node, 0, /^\\[\\$`]/);
    default:
      return null;
  }
}

function plain(text: string, quote: number, start: number): InnerScript {
  const inner = text.slice(quote, text.length - quote);
  return { text: inner, offsets: range(start + quote, inner.length + 1), isExpanded: false };
}

/** Escapes are taken away, and `$(…)`, which the script around has run already. */
function expanded(node: Node, quote: number, escaped: RegExp): InnerScript {
  const { text: whole, startIndex } = node;
  const run = node.namedChildren.filter((child) => child?.type === 'command_substitution');
  const characters: string[] = [];
  const offsets: number[] = [];
  const end = whole.length - quote;
  for (let at = quote; at < end; ) {
    const inside = run.find((child) => child!.startIndex - startIndex === at);
    offsets.push(at + startIndex);
    if (inside) {
      characters.push('$', '_');
      offsets.push(at + startIndex);
      at = inside.endIndex - startIndex;
      continue;
    }
    if (escaped.test(whole.slice(at, at + 2))) at++;
    characters.push(whole[at]!);
    at++;
  }
  return { text: characters.join(''), offsets: [...offsets, end + startIndex], isExpanded: true };
}

/** `<<'EOF'`: nothing is put in. */
function isQuoted(body: Node): boolean {
  const start = body.parent?.namedChildren.find((child) => child?.type === 'heredoc_start');
  return /['"\\]/.test(start?.text ?? '');
}

function range(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}
