import type { ClassInFile, Codebase, CodeFile } from '../../codeFile.ts';
import type { CodeLanguage } from '../../language.ts';
import { isSame } from '../../recording.ts';

/** Noted where another file has led back to the file itself. */
export const leadsBack = 'the file itself';

type Question = (codebase: Codebase) => boolean;

/** The code base, noting what it was asked: what was found out holds as long as it answers the same. */
export class NotedCodebase implements Codebase {
  readonly #codebase: Codebase;
  readonly #own: string;
  readonly #questions: Map<string, Question>;

  /** @param own the file for which it is asked: what changes in it is told apart elsewhere */
  constructor(codebase: Codebase, own: string, questions: Map<string, Question>) {
    this.#codebase = codebase;
    this.#own = own;
    this.#questions = questions;
  }

  get state(): object | null {
    return this.#codebase.state ?? null;
  }

  file(uri: string): CodeFile | null {
    const file = this.#codebase.file(uri);
    this.#note(`file ${uri}`, (codebase) => this.#isSame(codebase.file(uri), file));
    return file;
  }

  firstFile(uris: readonly string[]): CodeFile | null {
    const file = this.#codebase.firstFile(uris);
    if (file?.uri === this.#own) this.#note(leadsBack, () => true);
    this.#note(`first ${uris.join(' ')}`, (codebase) => this.#isSame(codebase.firstFile(uris), file));
    return file;
  }

  classesNamed(language: CodeLanguage, name: string): readonly ClassInFile[] {
    const found = this.#codebase.classesNamed(language, name);
    if (found.some(({ file }) => file.uri === this.#own)) this.#note(leadsBack, () => true);
    this.#note(`class ${language} ${name}`, (codebase) => {
      const now = codebase.classesNamed(language, name);
      return (
        now.length === found.length &&
        now.every(({ file, definition }, index) => {
          const before = found[index]!;
          return file.uri === this.#own
            ? before.file.uri === this.#own
            : definition === before.definition && isSame(file, before.file);
        })
      );
    });
    return found;
  }

  #isSame(now: CodeFile | null, before: CodeFile | null): boolean {
    return now?.uri === this.#own ? before?.uri === this.#own : isSame(now, before);
  }

  #note(name: string, question: Question): void {
    if (!this.#questions.has(name)) this.#questions.set(name, question);
  }
}

export type Questions = Map<string, Question>;
