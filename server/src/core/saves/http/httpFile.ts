import type { Span } from '../../text.ts';
import type { Body, Comment, HandRequest, HttpDocument, Piece } from './document.ts';

interface Line extends Span {
  readonly text: string;
}

/**
 * Reads an HTTP file as REST Client and JetBrains' HTTP client write it: requests between `###` lines, each a
 * request line, headers, an empty line and a body, with `@name = value` and scripts around it. Never throws.
 */
export function readHttpFile(text: string): HttpDocument {
  const variables = new Map<string, string>();
  const reader = new Reader(linesOf(text), variables);
  const requests: HandRequest[] = [];
  while (!reader.isAtEnd) {
    const request = reader.request();
    if (request !== null) requests.push(request);
  }
  return { requests, comments: reader.comments };
}

function linesOf(text: string): readonly Line[] {
  return [...text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)].map(({ 0: whole, index }) => {
    const line = whole.replace(/[\r\n]+$/, '');
    return { text: line, start: index, end: index + line.length };
  });
}

const separator = /^###/;
const comment = /^\s*(?:#|\/\/)(.*)$/;
const setting = /^\s*@([\w.-]+)\s*=(.*)$/;
const httpVersion = /\sHTTP\/[\d.]+$/;
const requestLine = /^(\s*)(?:([A-Z]+)\s+)?(\S.*)$/;
const header = /^(\s*)([\w!#$%&'*+.^`|~{}-]+)(\s*:\s*)(.*)$/;
/** What is done with the answer: a script, a file that it is written or compared to. */
const afterwards = /^\s*(?:>>?!?\s|<>\s)/;

class Reader {
  readonly comments: Comment[] = [];
  readonly #lines: readonly Line[];
  readonly #variables: Map<string, string>;
  #at = 0;

  constructor(lines: readonly Line[], variables: Map<string, string>) {
    this.#lines = lines;
    this.#variables = variables;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#lines.length;
  }

  get #line(): Line | undefined {
    return this.#lines[this.#at];
  }

  /** What stands up to the next separator; null where that is no request. */
  request(): HandRequest | null {
    const named = this.#head();
    const first = this.#line;
    const match = first && !separator.test(first.text) ? requestLine.exec(first.text) : null;
    if (first === undefined || match === null) {
      this.#skip();
      return null;
    }
    const [, indent = '', method = 'GET', written = ''] = match;
    const url = written.trimEnd().replace(httpVersion, '').trimEnd();
    const start = first.start + indent.length;
    this.#at++;
    const address = this.#continued(piece(url, first.start + first.text.indexOf(url, indent.length)));
    const headers = this.#headers();
    const body = this.#body();
    const last = this.#lines[this.#at - 1] ?? first;
    this.#skip();
    return {
      name: named,
      method: { text: method, start, end: start + (match[2] ?? url).length },
      url: address,
      headers,
      body,
      variables: this.#variables,
      start,
      end: last.end,
    };
  }

  /** Comments, variables and scripts before a request; gives its name. */
  #head(): string {
    let name = '';
    for (let line = this.#line; line !== undefined; line = this.#line) {
      const own = comment.exec(line.text);
      const set = setting.exec(line.text);
      if (separator.test(line.text)) {
        name = line.text.replace(/^#+/, '').trim() || name;
        this.#note(line);
      } else if (own) {
        name = /^\s*@name[\s=]+(\S+)/.exec(own[1]!)?.[1] ?? name;
        this.#note(line);
      } else if (set) {
        if (!this.#variables.has(set[1]!)) this.#variables.set(set[1]!, set[2]!.trim());
      } else if (/^\s*</.test(line.text)) {
        this.#script();
        continue;
      } else if (line.text.trim() !== '') break;
      this.#at++;
    }
    return name;
  }

  /** `< {% … %}`, `> {% … %}`, over as many lines as it takes, or `< name-of-a-file`. */
  #script(): void {
    const first = this.#line!.text;
    this.#at++;
    if (!first.includes('{%') || first.includes('%}')) return;
    for (let line = this.#line; line !== undefined && !separator.test(line.text); line = this.#line) {
      this.#at++;
      if (line.text.includes('%}')) return;
    }
  }

  /** An address goes on in lines that begin with blanks, `?` or `&`. */
  #continued(first: Piece): Piece {
    let whole = first;
    for (let line = this.#line; line !== undefined; line = this.#line) {
      if (!/^(?:\s+[^\s#]|[?&])/.test(line.text) || header.test(line.text)) break;
      whole = { text: whole.text + line.text.trim(), start: whole.start, end: line.end };
      this.#at++;
    }
    return whole;
  }

  #headers(): HandRequest['headers'] {
    const headers: { name: Piece; value: Piece }[] = [];
    for (let line = this.#line; line !== undefined; line = this.#line) {
      if (line.text.trim() === '' || separator.test(line.text) || afterwards.test(line.text)) break;
      const match = header.exec(line.text);
      if (comment.test(line.text)) this.#note(line);
      else if (match) {
        const [, indent, name, colon, value] = match as unknown as readonly [...string[]];
        const start = line.start + indent!.length;
        headers.push({
          name: piece(name!, start),
          value: piece(value!.trimEnd(), start + name!.length + colon!.length),
        });
      }
      this.#at++;
    }
    return headers;
  }

  #body(): Body {
    const from = this.#at;
    for (let line = this.#line; line !== undefined; line = this.#line) {
      if (separator.test(line.text) || afterwards.test(line.text)) break;
      this.#at++;
    }
    const lines = this.#lines.slice(from, this.#at);
    const written = lines.filter(({ text }) => text.trim() !== '');
    const [first, last] = [written[0], written.at(-1)];
    if (first === undefined || last === undefined) return 'none';
    if (/^\s*<@?\S*\s+\S/.test(first.text) && !/^\s*<[\w?!]/.test(first.text)) return 'from-a-file';
    const text = lines.map((line) => line.text).join('\n');
    return { text, start: first.start, end: last.end };
  }

  /** To the next separator. */
  #skip(): void {
    for (let line = this.#line; line !== undefined && !separator.test(line.text); line = this.#line) {
      this.#at++;
    }
  }

  #note({ text, start, end }: Line): void {
    const indent = /^\s*/.exec(text)![0].length;
    this.comments.push({ text: text.trim().replace(/^(?:#+|\/\/)/, ''), start: start + indent, end });
  }
}

function piece(text: string, start: number): Piece {
  return { text, start, end: start + text.length };
}
