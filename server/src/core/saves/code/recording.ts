import type { Answer, CallersCodebase, RecordedCodebase } from './callers/callers.ts';
import type { ClassInFile, CodeFile } from './codeFile.ts';
import type { CodeFiles } from './codeFiles.ts';
import type { CodeLanguage } from './language.ts';

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
    if (this.state !== null) return file;
    this.#note(`file ${uri}`, () => {
      this.#onLook(uri);
      return { isStillSo: () => isSame(this.#files.file(uri), file) };
    });
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
    if (this.state !== null) return found;
    this.#note(`class ${language} ${name}`, () => ({
      isStillSo: () => isSameClasses(this.#files.classesNamed(language, name), found),
    }));
    return found;
  }

  classesOf(language: CodeLanguage): readonly ClassInFile[] {
    return this.#files.classesOf(language);
  }

  filesWith(word: string, near: CodeFile): readonly CodeFile[] | null {
    const files = () => this.#files.filesWith(word, near.language, (uri) => this.#counts(uri));
    const found = files();
    this.#note(`word ${word} ${near.language.id}`, () => {
      for (const { uri } of found ?? []) this.#onLook(uri);
      return { isStillSo: () => isSameFiles(files(), found) };
    });
    return found;
  }

  counts(uri: string): boolean {
    const counts = this.#counts(uri);
    if (!this.#includeTests)
      this.#note(`test ${uri}`, () => ({ isStillSo: () => this.#counts(uri) === counts }));
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

  #note(question: string, answer: () => Answer): void {
    if (this.state !== null || this.#noted.has(question)) return;
    this.#noted.add(question);
    this.answers.push(answer());
  }
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
