import type { CodeFile } from '../codeFile.ts';

interface Asked {
  readonly question: (file: CodeFile) => string | boolean;
  readonly answer: string | boolean;
}

/** What was asked of a file as a whole, beside its pieces: of its words, or of all that it imports. */
export type AskedOfFile = ReadonlyMap<string, Asked>;

const asked = new WeakMap<CodeFile, Map<string, Asked>>();

/** Asks a file as a whole, and notes it: what is found out by the answer holds as long as it is the same. */
export function askOfFile<T extends string | boolean>(
  file: CodeFile,
  name: string,
  question: (file: CodeFile) => T,
): T {
  const all = allAsked(file);
  let one = all.get(name);
  if (!one) {
    one = { question, answer: question(file) };
    all.set(name, one);
  }
  return one.answer as T;
}

/** Whether another version of a file gives the answers that were given before; takes over what was asked then. */
export function answersTheSame(file: CodeFile, before: AskedOfFile): boolean {
  let isSame = true;
  for (const [name, { question, answer }] of before) {
    if (askOfFile(file, name, question) !== answer) isSame = false;
  }
  return isSame;
}

export function allAsked(file: CodeFile): Map<string, Asked> {
  let all = asked.get(file);
  if (!all) {
    all = new Map();
    asked.set(file, all);
  }
  return all;
}
