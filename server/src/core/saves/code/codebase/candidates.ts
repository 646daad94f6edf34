import type { CodeFile } from '../codeFile.ts';

const known = new WeakMap<CodeFile, Map<string, readonly string[]>>();

/** Where an import of a file may lead: see {@link import('../language.ts').Language.importCandidates}. */
export function candidatesOf(file: CodeFile, specifier: string): readonly string[] {
  const ofFile = known.get(file) ?? new Map<string, readonly string[]>();
  known.set(file, ofFile);
  let candidates = ofFile.get(specifier);
  if (!candidates) {
    candidates = file.language.importCandidates(file.uri, specifier);
    ofFile.set(specifier, candidates);
  }
  return candidates;
}
