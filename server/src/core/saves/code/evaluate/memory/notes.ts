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
    const name = `file ${uri}`;
    if (!this.#questions.has(name)) this.#questions.set(name, isStill(this.#own, file, fileAt(uri)));
    return file;
  }

  firstFile(uris: readonly string[]): CodeFile | null {
    const file = this.#codebase.firstFile(uris);
    if (file?.uri === this.#own) this.#questions.set(leadsBack, always);
    const name = `first ${uris.join(' ')}`;
    if (!this.#questions.has(name)) this.#questions.set(name, isStill(this.#own, file, firstFileAt(uris)));
    return file;
  }

  classesNamed(language: CodeLanguage, name: string): readonly ClassInFile[] {
    const found = this.#codebase.classesNamed(language, name);
    if (found.some(({ file }) => file.uri === this.#own)) this.#questions.set(leadsBack, always);
    const question = `class ${language} ${name}`;
    if (!this.#questions.has(question))
      this.#questions.set(question, areStill(this.#own, found, language, name));
    return found;
  }
}

export type Questions = Map<string, Question>;

// Questions outlast the code base that noted them: their functions stand here so that they hold nothing of it, and
// of files the versions that they were last asked of.

const always: Question = () => true;

function fileAt(uri: string): (codebase: Codebase) => CodeFile | null {
  return (codebase) => codebase.file(uri);
}

function firstFileAt(uris: readonly string[]): (codebase: Codebase) => CodeFile | null {
  return (codebase) => codebase.firstFile(uris);
}

function isStill(
  own: string,
  found: CodeFile | null,
  ask: (codebase: Codebase) => CodeFile | null,
): Question {
  let before = found;
  return (codebase) => {
    const now = ask(codebase);
    const holds = isSameToOthers(own, now, before);
    if (holds) before = now;
    return holds;
  };
}

function areStill(
  own: string,
  found: readonly ClassInFile[],
  language: CodeLanguage,
  name: string,
): Question {
  let before = found;
  return (codebase) => {
    const now = codebase.classesNamed(language, name);
    const holds =
      now.length === before.length &&
      now.every(({ file, definition }, index) => {
        const one = before[index]!;
        return isSameToOthers(own, file, one.file) && (file.uri === own || definition === one.definition);
      });
    if (holds) before = now;
    return holds;
  };
}

function isSameToOthers(own: string, now: CodeFile | null, before: CodeFile | null): boolean {
  return now?.uri === own ? before?.uri === own : isSame(now, before);
}
