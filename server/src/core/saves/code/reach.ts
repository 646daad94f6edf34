import type { Language } from './language.ts';
import type { Answer } from './recording.ts';

/** Texts of files that are worth reading. */
export interface CodeTexts {
  text(uri: string): string | null;
  language(uri: string): Language | null;
}

/** What a file's text says of where its saves could go. */
interface Look {
  readonly text: string;
  /** Two bits for each pair of {@link Language.evidence}. */
  readonly found: number;
  readonly imports: readonly string[];
}

/**
 * Tells whether a file, with those that it imports in one step or several, has what it takes to save: an API's address
 * and what sends, or a client and a verb. Others are not even parsed.
 */
export class Reach {
  readonly #texts: CodeTexts;
  readonly #looks = new Map<string, Look>();

  constructor(texts: CodeTexts) {
    this.#texts = texts;
  }

  /** @param onLook gets the URI of each file that is looked at, there or not */
  of(
    uri: string,
    onLook: (uri: string) => void,
  ): { readonly reachesApi: boolean; readonly answers: readonly Answer[] } {
    const answers: Answer[] = [];
    const seen = new Set([uri]);
    let found = 0;
    const pending = [uri];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const at = next;
      onLook(at);
      const look = this.#look(at);
      answers.push({ isStillSo: () => isSame(this.#look(at), look) });
      found |= look?.found ?? 0;
      if (hasPair(found)) return { reachesApi: true, answers };
      for (const imported of look?.imports ?? []) {
        if (seen.has(imported)) continue;
        seen.add(imported);
        pending.push(imported);
      }
    }
    return { reachesApi: false, answers };
  }

  #look(uri: string): Look | null {
    const text = this.#texts.text(uri);
    const language = this.#texts.language(uri);
    if (text === null || language === null) {
      this.#looks.delete(uri);
      return null;
    }
    let look = this.#looks.get(uri);
    if (look?.text === text) return look;
    const { evidence } = language;
    const found = evidence === null ? allFound : foundIn(text, evidence.pairs);
    const specifiers = evidence === null || hasPair(found) ? [] : evidence.imports(text);
    look = {
      text,
      found,
      imports: specifiers.flatMap((specifier) => language.importCandidates(uri, specifier)),
    };
    this.#looks.set(uri, look);
    return look;
  }
}

const allFound = 3;

function foundIn(text: string, pairs: readonly (readonly [RegExp, RegExp])[]): number {
  return pairs.reduce(
    (found, [first, second], index) =>
      found | (((first.test(text) ? 1 : 0) | (second.test(text) ? 2 : 0)) << (2 * index)),
    0,
  );
}

function hasPair(found: number): boolean {
  for (let rest = found; rest > 0; rest >>= 2) if ((rest & 3) === 3) return true;
  return false;
}

function isSame(a: Look | null, b: Look | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.found !== b.found) return false;
  return a.imports.length === b.imports.length && a.imports.every((uri, index) => uri === b.imports[index]);
}
