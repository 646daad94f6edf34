import type { Answer, CallersCodebase, RecordedCodebase } from './callers/callers.ts';
import type { ClassInFile, CodeFile } from './codeFile.ts';
import type { CodeFiles } from './codeFiles.ts';
import type { CodeLanguage, Language } from './language.ts';

/** Something that was asked of the code base, and the answer of then. */
export type { Answer };

/** The code base for one evaluation: notes what is asked. */
export class RecordingCodebase implements CallersCodebase {
  readonly answers: Answer[] = [];
  readonly #files: CodeFiles;
  readonly #noted = new Set<string>();
  readonly #onLook: (uri: string) => void;
  readonly #includeTests: boolean;

  /** @param onLook gets the URI of each file that is asked for, there or not */
  constructor(files: CodeFiles, onLook: (uri: string) => void, includeTests = false) {
    this.#files = files;
    this.#onLook = onLook;
    this.#includeTests = includeTests;
    const { state } = files;
    // Whatever is asked, then, has the answer of now as long as nothing is set at all.
    if (state !== null) this.answers.push({ isStillSo: () => files.state === state });
  }

  get state(): object | null {
    return this.#files.state;
  }

  file(uri: string): CodeFile | null {
    const file = this.#files.file(uri);
    if (!this.#isNew(`file ${uri}`)) return file;
    this.#onLook(uri);
    this.answers.push(stillSo(file, asksFile(this.#files, uri), isSame));
    return file;
  }

  firstFile(uris: readonly string[]): CodeFile | null {
    for (const uri of uris) {
      const file = this.file(uri);
      if (file !== null) return file;
    }
    return null;
  }

  classesNamed(language: CodeLanguage, name: string): readonly ClassInFile[] {
    const found = this.#files.classesNamed(language, name);
    if (this.#isNew(`class ${language} ${name}`))
      this.answers.push(stillSo(found, asksClasses(this.#files, language, name), isSameClasses));
    return found;
  }

  classesOf(language: CodeLanguage): readonly ClassInFile[] {
    return this.#files.classesOf(language);
  }

  filesWith(word: string, near: CodeFile): readonly CodeFile[] | null {
    const { language } = near;
    const ask = this.#asksFilesWith(word, language);
    const found = ask();
    if (!this.#isNew(`word ${word} ${language.id}`)) return found;
    for (const { uri } of found ?? []) this.#onLook(uri);
    this.answers.push(stillSo(found, ask, isSameFiles));
    return found;
  }

  #asksFilesWith(word: string, language: Language): () => readonly CodeFile[] | null {
    return () => this.#files.filesWith(word, language, (uri) => this.#counts(uri));
  }

  counts(uri: string): boolean {
    const counts = this.#counts(uri);
    if (!this.#includeTests && this.#isNew(`test ${uri}`))
      this.answers.push({ isStillSo: () => this.#counts(uri) === counts });
    return counts;
  }

  #counts(uri: string): boolean {
    return this.#includeTests || !this.#files.isTest(uri);
  }

  apart(): RecordedCodebase {
    return new RecordingCodebase(this.#files, this.#onLook, this.#includeTests);
  }

  note(answers: readonly Answer[]): void {
    if (this.state === null) this.answers.push(...answers);
  }

  /** Whether the answer to a question is to be noted. */
  #isNew(question: string): boolean {
    if (this.state !== null || this.#noted.has(question)) return false;
    this.#noted.add(question);
    return true;
  }
}

// Apart, so that the functions hold no answer.

function asksFile(files: CodeFiles, uri: string): () => CodeFile | null {
  return () => files.file(uri);
}

function asksClasses(files: CodeFiles, language: CodeLanguage, name: string): () => readonly ClassInFile[] {
  return () => files.classesNamed(language, name);
}

/** Holds on to the answer that was given last: the one before it may hold the only copy of an earlier text. */
function stillSo<T>(found: T, ask: () => T, areSame: (now: T, before: T) => boolean): Answer {
  let before = found;
  return {
    isStillSo() {
      const now = ask();
      const holds = areSame(now, before);
      if (holds) before = now;
      return holds;
    },
  };
}

/** Whether two versions of a file have the same units. */
export function isSame(a: CodeFile | null, b: CodeFile | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const [these, those] = [a.tree.statements, b.tree.statements];
  return these.length === those.length && these.every((statement, index) => statement === those[index]);
}

function isSameFiles(these: readonly CodeFile[] | null, those: readonly CodeFile[] | null): boolean {
  if (these === null || those === null) return these === those;
  return these.length === those.length && these.every((file, index) => isSame(file, those[index]!));
}

function isSameClasses(these: readonly ClassInFile[], those: readonly ClassInFile[]): boolean {
  return (
    these.length === those.length &&
    these.every(
      ({ file, definition }, index) =>
        definition === those[index]!.definition && isSame(file, those[index]!.file),
    )
  );
}
