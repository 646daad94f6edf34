import type { CodeBody } from '../bind/symbols.ts';

const saves = new WeakMap<CodeBody, boolean>();

/** Whether a save can stand in the body: told from its text alone, without parsing it. */
export function hasSaveWord(body: CodeBody): boolean {
  let known = saves.get(body);
  if (known === undefined) {
    known = scanSaves(body.text);
    saves.set(body, known);
  }
  return known;
}

/** Looks for the words of saves where a statement or a method's name can begin; most others are prose. */
function scanSaves(text: string): boolean {
  const word = /\b(?:insert|update|upsert|convertLead)\b/gi;
  for (let match = word.exec(text); match; match = word.exec(text)) {
    let at = match.index - 1;
    while (at >= 0 && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at--;
    if (at < 0) return true;
    const before = text[at]!;
    if ('\r\n;{}):.'.includes(before)) return true;
    if (before === '/' && text[at - 1] === '*') return true;
    if (/\b(?:else|do)$/i.test(text.slice(Math.max(0, at - 4), at + 1))) return true;
  }
  return false;
}

/**
 * Names of a body in one text: each between spaces. A set for each body of a project, with strings of its own, takes
 * several times as much.
 */
export interface NamesInBody extends Iterable<string> {
  has(name: string): boolean;
}

class JoinedNames implements NamesInBody {
  readonly #joined: string;

  constructor(names: ReadonlySet<string>) {
    this.#joined = ` ${[...names].join(' ')} `;
  }

  has(name: string): boolean {
    return this.#joined.includes(` ${name} `);
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#joined.trim().split(' ')[Symbol.iterator]();
  }
}

const noNames: NamesInBody = new Set();

function joined(names: ReadonlySet<string>): NamesInBody {
  return names.size === 0 ? noNames : new JoinedNames(names);
}

const called = new WeakMap<CodeBody, NamesInBody>();

/** Names before an opening parenthesis, in lower case; some that stand in comments or strings are among them. */
export function calledNames(body: CodeBody): NamesInBody {
  let known = called.get(body);
  if (!known) {
    known = joined(scanCalls(body.text));
    called.set(body, known);
  }
  return known;
}

function scanCalls(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = text.indexOf('('); at >= 0; at = text.indexOf('(', at + 1)) {
    let end = at;
    while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
    let start = end;
    while (start > 0 && isWord(text.charCodeAt(start - 1))) start--;
    if (start < end) names.add(text.slice(start, end).toLowerCase());
  }
  return names;
}

const members = new WeakMap<CodeBody, NamesInBody>();

/** Names after a dot that are not called, in lower case. */
export function memberNames(body: CodeBody): NamesInBody {
  let known = members.get(body);
  if (!known) {
    known = joined(scanMembers(body.text));
    members.set(body, known);
  }
  return known;
}

function scanMembers(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) {
    let start = at + 1;
    while (isSpace(text.charCodeAt(start))) start++;
    let end = start;
    while (isWord(text.charCodeAt(end))) end++;
    if (start < end && text.charCodeAt(end) !== 40) names.add(text.slice(start, end).toLowerCase());
  }
  return names;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
  );
}

/** All words of the body, in lower case; some that stand in comments or strings are among them. */
export function wordsOf(body: CodeBody): ReadonlySet<string> {
  return new Set(body.text.toLowerCase().match(/\w+/g));
}

/** While somebody types a name, each of its beginnings is asked for, and never again. */
const mostExpressions = 1_000;
const mostNamesOfBody = 100;

const expressions = new Map<string, RegExp>();
const mentioned = new WeakMap<CodeBody, Map<string, boolean>>();

/** Whether the name stands in the body as a whole word, in any case. */
export function mentions(body: CodeBody, name: string): boolean {
  let known = mentioned.get(body);
  if (!known) {
    known = new Map();
    mentioned.set(body, known);
  }
  let answer = known.get(name);
  if (answer === undefined) {
    answer = scanMention(body, name);
    if (known.size >= mostNamesOfBody) known.clear();
    known.set(name, answer);
  }
  return answer;
}

function scanMention(body: CodeBody, name: string): boolean {
  let expression = expressions.get(name);
  if (!expression) {
    expression = new RegExp(`\\b${name.replace(/\W/g, '')}\\b`, 'i');
    if (expressions.size >= mostExpressions) expressions.clear();
    expressions.set(name, expression);
  }
  return expression.test(body.text);
}
