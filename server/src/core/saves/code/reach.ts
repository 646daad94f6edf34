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
  readonly namesApi: boolean;
  readonly imports: readonly string[];
}

/**
 * Tells whether a file, or one that it imports in one step or several, names an API that saves could go to. Others are
 * not even parsed.
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
    const pending = [uri];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const at = next;
      onLook(at);
      const look = this.#look(at);
      answers.push({ isStillSo: () => isSame(this.#look(at), look) });
      if (look?.namesApi) return { reachesApi: true, answers };
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
    const namesApi = evidence === null || evidence.apis.test(text);
    const specifiers = namesApi ? [] : evidence.imports(text);
    look = {
      text,
      namesApi,
      imports: specifiers.flatMap((specifier) => language.importCandidates(uri, specifier)),
    };
    this.#looks.set(uri, look);
    return look;
  }
}

function isSame(a: Look | null, b: Look | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.namesApi !== b.namesApi) return false;
  return a.imports.length === b.imports.length && a.imports.every((uri, index) => uri === b.imports[index]);
}
