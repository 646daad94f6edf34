/**
 * Reads a value as programs print it: JSON, Python's repr, Node's util.inspect, Ruby's and Java's maps, cut off
 * at any place. Strings may have either quote, keys none; `None`, `nil` and `undefined` are null; what a printer
 * left out (`[Object]`) is null as well and told of in `elided`. Never throws.
 */
export interface LooseValue {
  readonly value: unknown;
  /** Behind the value. */
  readonly end: number;
  /** False where the text ends before the value does. */
  readonly closed: boolean;
  /** A printer left out nested values. */
  readonly elided: boolean;
}

const depthLimit = 60;

const keywords: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['null', null],
  ['None', null],
  ['nil', null],
  ['undefined', null],
  ['[Object]', null],
  ['[Array]', null],
]);

const closers = new Set(['}', ']', ')']);

/** The name of a class before its braces, `Error {`, `OrderedDict([`, or util.inspect's `<ref *1>`. */
const prefix = /(?:<ref \*\d{1,4}> ?)?[A-Za-z_$][\w$.]{0,100}(?:\(\d{1,9}\))? ?(?=[{[(])|<ref \*\d{1,4}> ?/y;
const leftOut = /\[(?:Object|Array|Circular[^\]\n]{0,20}|Function[^\]\n]{0,80}|[A-Z]\w{0,60})\]/y;
const bareKey = /[\w$.:-]{1,200}|\[[\w$.()]{1,100}\]/y;
const number = /^-?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?$/;
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** Reads the value that begins at an offset. */
export function readLoose(text: string, start: number): LooseValue {
  const reader = new Reader(text, start);
  const value = reader.value(0, ':');
  return { value, end: reader.at, closed: reader.closed, elided: reader.elided };
}

class Reader {
  readonly #text: string;
  at: number;
  closed = true;
  elided = false;

  constructor(text: string, start: number) {
    this.#text = text;
    this.at = start;
  }

  /** `separator` is what stands before it: a value behind `=` (Java) may hold commas. */
  value(depth: number, separator: string): unknown {
    this.#space();
    if (this.#isLeftOut()) return null;
    this.at += this.#length(prefix);
    const character = this.#text[this.at];
    if (character === undefined) {
      this.closed = false;
      return null;
    }
    if (depth > depthLimit) {
      this.at = this.#text.length;
      this.closed = false;
      return null;
    }
    if (character === '{') return this.#object(depth);
    if (character === '[') return this.#list(depth, ']');
    if (character === '(') return this.#list(depth, ')');
    if (character === '"' || character === "'" || character === '`') return this.#strings(character);
    return this.#bare(separator);
  }

  #object(depth: number): unknown {
    const entries = new Map<string, unknown>();
    const items: unknown[] = [];
    this.at++;
    for (;;) {
      this.#separators();
      const character = this.#text[this.at];
      if (character === undefined) {
        this.closed = false;
        break;
      }
      if (closers.has(character)) {
        this.at++;
        break;
      }
      const key = this.#key(character);
      if (key !== null && this.#text[this.at] !== undefined) {
        const separator = this.#separator();
        if (separator !== null) {
          entries.set(key, this.value(depth + 1, separator));
          continue;
        }
        if (key !== '') continue;
      }
      const before = this.at;
      items.push(this.value(depth + 1, ':'));
      if (this.at === before) this.at++;
    }
    return entries.size === 0 && items.length > 0 ? items : Object.fromEntries(entries);
  }

  /** Null where no key stands here. */
  #key(character: string): string | null {
    if (character === '"' || character === "'") return this.#string(character);
    if (this.#isLeftOut()) return '';
    const length = this.#length(bareKey);
    if (length === 0) return null;
    // A prefix of an attribute, `xsi:type`, belongs to the name; the colon behind the name does not.
    const whole = this.#text.slice(this.at, this.at + length);
    const colon = whole.indexOf(':');
    const name =
      colon > 0 && !/^(?:xsi|xsd|sf|urn|ns\d):/.test(whole) ? whole.slice(0, colon) : whole.replace(/:$/, '');
    this.at += Math.max(name.length, 1);
    return name;
  }

  #separator(): string | null {
    this.#space();
    const text = this.#text;
    if (text.startsWith('=>', this.at)) {
      this.at += 2;
      return ':';
    }
    const character = text[this.at];
    if (character !== ':' && character !== '=') return null;
    this.at++;
    return character;
  }

  #list(depth: number, closer: string): unknown {
    const items: unknown[] = [];
    this.at++;
    for (;;) {
      this.#separators();
      const character = this.#text[this.at];
      if (character === undefined) {
        this.closed = false;
        break;
      }
      if (closers.has(character)) {
        if (character === closer) this.at++;
        break;
      }
      const before = this.at;
      items.push(this.value(depth + 1, ':'));
      if (this.at === before) this.at++;
    }
    return items;
  }

  /** util.inspect of older Nodes breaks long strings: `'…' +\n '…'`. */
  #strings(quote: string): string {
    let read = this.#string(quote);
    for (;;) {
      const before = this.at;
      this.#space();
      if (this.#text[this.at] === '+') {
        this.at++;
        this.#space();
        const next = this.#text[this.at];
        if (next === '"' || next === "'") {
          read += this.#string(next);
          continue;
        }
      }
      this.at = before;
      return read;
    }
  }

  #string(quote: string): string {
    const text = this.#text;
    const pieces: string[] = [];
    let from = ++this.at;
    for (; this.at < text.length; this.at++) {
      const character = text[this.at];
      if (character === quote) {
        pieces.push(text.slice(from, this.at));
        this.at++;
        return pieces.join('');
      }
      if (character !== '\\') continue;
      pieces.push(text.slice(from, this.at));
      this.at++;
      pieces.push(this.#escape());
      from = this.at + 1;
    }
    this.closed = false;
    pieces.push(text.slice(from));
    return pieces.join('');
  }

  #escape(): string {
    const character = this.#text[this.at] ?? '';
    const digits = character === 'u' ? 4 : character === 'x' ? 2 : 0;
    if (digits === 0) return escapes[character] ?? character;
    const code = this.#text.slice(this.at + 1, this.at + 1 + digits);
    if (code.length !== digits || !/^[0-9a-f]+$/i.test(code)) return character;
    this.at += digits;
    return String.fromCharCode(Number.parseInt(code, 16));
  }

  #bare(separator: string): unknown {
    const text = this.#text;
    const start = this.at;
    for (; this.at < text.length; this.at++) {
      const character = text[this.at]!;
      if (closers.has(character)) break;
      if (
        separator === '='
          ? character === ',' && this.#isNextJavaEntry()
          : character === ',' || character === '\n'
      )
        break;
    }
    const bare = text.slice(start, this.at).trim();
    if (keywords.has(bare)) return keywords.get(bare);
    return separator !== '=' && number.test(bare) ? Number(bare) : bare;
  }

  #isNextJavaEntry(): boolean {
    javaEntry.lastIndex = this.at;
    return javaEntry.test(this.#text);
  }

  #isLeftOut(): boolean {
    const length = this.#length(leftOut);
    this.at += length;
    if (length > 0) this.elided = true;
    return length > 0;
  }

  #length(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    return pattern.exec(this.#text)?.[0].length ?? 0;
  }

  #space(): void {
    while (isSpace(this.#text.charCodeAt(this.at))) this.at++;
  }

  #separators(): void {
    const text = this.#text;
    while (isSpace(text.charCodeAt(this.at)) || text[this.at] === ',' || text[this.at] === ';') this.at++;
  }
}

const javaEntry = /, ?[A-Za-z_$][\w$]{0,60}(?:=|$)/y;

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
}
