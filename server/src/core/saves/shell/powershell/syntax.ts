import type { Span } from '../../../text.ts';
import { joined, type Variable, type Word } from '../script.ts';

/** A word of PowerShell, with the block that it is, or that stands in it: `(…)`, `{…}`, `@{…}`, `$(…)`. */
export interface PsWord extends Word {
  readonly raw: string;
  /** What the word is, if it is nothing else. */
  readonly block: PsBlock | null;
  /** All blocks in it, also those within strings. */
  readonly inner: readonly PsBlock[];
}

export interface PsBlock extends Span {
  readonly opener: '(' | '@(' | '$(' | '@{' | '{' | '';
  readonly pipelines: readonly PsPipeline[];
}

export interface PsPipeline {
  /** Its commands or expressions. */
  readonly elements: readonly (readonly PsWord[])[];
  /** What stands behind it. */
  readonly joint: 'end' | '&&' | '||';
}

/** Deeper than any script that a person wrote. */
const mostDepth = 100;

/** Reads a script as far as words, strings, blocks and pipelines. Never throws. */
export function readSyntax(text: string): PsBlock {
  return new Scanner(text).block('', 0, 0);
}

const openers = ['@{', '@(', '$(', '{', '('] as const;
const goesOn = /^\s*(?:else|elseif|catch|finally|while|until)\b/i;
const controls = /^(?:if|foreach|for|while|do|switch|function|filter|try|trap|begin|process|end)$/i;

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  block(opener: PsBlock['opener'], start: number, depth: number): PsBlock {
    const closer = opener.endsWith('{') ? '}' : opener === '' ? '' : ')';
    const pipelines: PsPipeline[] = [];
    let elements: PsWord[][] = [];
    let words: PsWord[] = [];
    const endElement = () => {
      if (words.length > 0) elements.push(words);
      words = [];
    };
    const endPipeline = (joint: PsPipeline['joint']) => {
      endElement();
      if (elements.length > 0) pipelines.push({ elements, joint });
      elements = [];
    };
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at]!;
      const two = this.#text.slice(this.#at, this.#at + 2);
      if (char === closer) {
        this.#at++;
        break;
      }
      if (two === '<#') this.#skipTo('#>', 2);
      else if (char === '#') this.#skipTo('\n', 0);
      else if (char === '\n') {
        this.#at++;
        const last = words.at(-1)?.raw ?? '';
        if (opener !== '(' && !/(?:^[+=]|,)$/.test(last) && (words.length > 0 || elements.length === 0))
          endPipeline('end');
      } else if (/\s/.test(char)) this.#at++;
      else if (char === '`') this.#at += 2;
      else if (two === '&&' || two === '||') {
        this.#at += 2;
        endPipeline(two);
      } else if (char === '|') {
        this.#at++;
        endElement();
      } else if (char === ';') {
        this.#at++;
        endPipeline('end');
      } else if (/[)}]/.test(char)) this.#at++;
      else {
        const found = this.#word(opener === '@{', depth);
        words.push(...found);
        const isEnd = found[0]?.block?.opener === '{' && controls.test(words[0]?.raw ?? '');
        if (isEnd && words.length > 1 && !goesOn.test(this.#text.slice(this.#at, this.#at + 20))) {
          const next = /^[ \t]*([^\s;)}])/.exec(this.#text.slice(this.#at, this.#at + 20));
          if (next && next[1] !== '{' && !/^(?:begin|process|end)$/i.test(words[0]!.raw)) endPipeline('end');
        }
      }
    }
    endPipeline('end');
    return { opener, pipelines, start, end: this.#at };
  }

  #skipTo(end: string, from: number): void {
    const found = this.#text.indexOf(end, this.#at + from);
    this.#at = found < 0 ? this.#text.length : end === '\n' ? found : found + end.length;
  }

  #opener(): PsBlock['opener'] {
    return openers.find((one) => this.#text.startsWith(one, this.#at)) ?? '';
  }

  #nested(opener: PsBlock['opener'], depth: number): PsBlock {
    const start = this.#at;
    this.#at += opener.length;
    if (depth > mostDepth) return { opener, pipelines: [], start, end: this.#at };
    return this.block(opener, start, depth + 1);
  }

  #word(isTable: boolean, depth: number): PsWord[] {
    const start = this.#at;
    const parts: (string | Variable)[] = [];
    const inner: PsBlock[] = [];
    let block: PsBlock | null = null;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at]!;
      const rest = this.#text.slice(this.#at, this.#at + 3);
      if (/[\s;|)}]/.test(char) || rest.startsWith('&&')) break;
      const isFirst = this.#at === start;
      if (char === '`') {
        if (/^`\r?\n/.test(rest)) break;
        parts.push(this.#text[this.#at + 1] ?? '');
        this.#at += 2;
      } else if (/^@["']\r?\n?/.test(rest) && /[\r\n]/.test(this.#text[this.#at + 2] ?? '')) {
        parts.push(...this.#hereString(inner, depth));
      } else if (char === "'") parts.push(this.#single());
      else if (char === '"') parts.push(...this.#double(inner, depth));
      else if (rest.startsWith('${')) {
        const end = this.#text.indexOf('}', this.#at);
        parts.push({ variable: nameOf(this.#text.slice(this.#at + 2, end < 0 ? undefined : end)) });
        this.#at = end < 0 ? this.#text.length : end + 1;
      } else if (this.#opener() !== '') {
        // `foreach($x in $y){`
        if (!isFirst && char === '{') break;
        const nested = this.#nested(this.#opener(), depth);
        inner.push(nested);
        const isAlone = isFirst || /^\[[\w.[\]]+\]$/.test(this.#text.slice(start, nested.start));
        if (isAlone) block = nested;
        parts.push({ variable: null });
        if (isFirst && nested.opener === '{') break;
      } else if (char === '$') {
        const name = /^\$((?:\w+:)?\w+|[?^$])/.exec(this.#text.slice(this.#at, this.#at + 200));
        this.#at += name ? name[0].length : 1;
        parts.push(name ? { variable: nameOf(name[1]!) } : '$');
        // `$x=1`, `$x+=1`
        const assigned = /^(?:\+=|=(?!=))/.exec(this.#text.slice(this.#at, this.#at + 2));
        if (assigned && isFirst) return [this.#made(start, parts, block, inner), this.#operator(assigned[0])];
      } else if (isTable && char === '=') {
        if (isFirst) return [this.#operator('=')];
        return [this.#made(start, parts, block, inner), this.#operator('=')];
      } else {
        parts.push(char);
        this.#at++;
      }
    }
    if (this.#at === start) this.#at++;
    const isWhole = block !== null && block.end === this.#at;
    return [this.#made(start, parts, isWhole ? block : null, inner)];
  }

  #made(
    start: number,
    parts: readonly (string | Variable)[],
    block: PsBlock | null,
    inner: PsBlock[],
  ): PsWord {
    return {
      parts: joined(parts),
      raw: this.#text.slice(start, this.#at),
      block,
      inner,
      start,
      end: this.#at,
    };
  }

  #operator(operator: string): PsWord {
    const start = this.#at;
    this.#at += operator.length;
    return { parts: [operator], raw: operator, block: null, inner: [], start, end: this.#at };
  }

  #single(): string {
    const found = /^'((?:[^']|'')*)'?/.exec(this.#text.slice(this.#at))!;
    this.#at += found[0].length;
    return found[1]!.replaceAll("''", "'");
  }

  #double(inner: PsBlock[], depth: number): (string | Variable)[] {
    this.#at++;
    return this.#expanded((rest) => (rest.startsWith('""') ? 0 : rest.startsWith('"') ? 1 : 0), inner, depth);
  }

  #hereString(inner: PsBlock[], depth: number): (string | Variable)[] {
    const quote = this.#text[this.#at + 1]!;
    this.#at = this.#text.indexOf('\n', this.#at) + 1;
    if (quote === '"') {
      return this.#expanded((rest) => (/^\r?\n"@/.exec(rest) ?? [''])[0].length, inner, depth, true);
    }
    const end = this.#text.indexOf("\n'@", this.#at);
    const text = this.#text.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end + 3;
    return [text];
  }

  /** @param closes how many characters end the string here; 0 for none */
  #expanded(
    closes: (rest: string) => number,
    inner: PsBlock[],
    depth: number,
    isHere = false,
  ): (string | Variable)[] {
    const parts: (string | Variable)[] = [];
    while (this.#at < this.#text.length) {
      const rest = this.#text.slice(this.#at, this.#at + 200);
      const closing = closes(rest);
      if (closing > 0) {
        this.#at += closing;
        return parts;
      }
      if (rest.startsWith('`')) {
        parts.push(rest[1] === 'n' ? '\n' : rest[1] === 't' ? '\t' : (rest[1] ?? ''));
        this.#at += 2;
      } else if (!isHere && rest.startsWith('""')) {
        parts.push('"');
        this.#at += 2;
      } else if (rest.startsWith('$(')) {
        inner.push(this.#nested('$(', depth));
        parts.push({ variable: onlyVariable(inner.at(-1)!) });
      } else {
        const name = /^\$(?:\{([^}]*)\}|((?:\w+:(?=\w))?\w+))/.exec(rest);
        if (name) parts.push({ variable: nameOf(name[1] ?? name[2]!) });
        else parts.push(rest[0]!);
        this.#at += name ? name[0].length : 1;
      }
    }
    return parts;
  }
}

/** `$($name)` */
function onlyVariable({ pipelines }: PsBlock): string | null {
  const [word, ...more] = pipelines[0]?.elements[0] ?? [];
  const [part, ...others] = word?.parts ?? [];
  const isAlone = pipelines.length === 1 && pipelines[0]!.elements.length === 1 && more.length === 0;
  return isAlone && others.length === 0 && typeof part === 'object' ? part.variable : null;
}

/** Names are the same in upper and lower case, and without their scope. */
function nameOf(name: string): string {
  return name.replace(/^(?:env|global|script|local|private|using):/i, '').toLowerCase();
}
