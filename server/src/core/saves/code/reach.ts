import type { CodeFile } from './codeFile.ts';
import type { RecordingCodebase } from './recording.ts';

/** What a file's text says of where its saves could go. */
interface Look {
  readonly namesApi: boolean;
  readonly imports: readonly string[];
}

/** Kept as long as the file is. */
const looks = new WeakMap<CodeFile, Look>();

function lookAt(file: CodeFile): Look {
  let look = looks.get(file);
  if (look === undefined) {
    const { evidence } = file.language;
    const namesApi = evidence === null || evidence.apis.test(file.text);
    look = { namesApi, imports: namesApi ? [] : evidence.imports(file.text) };
    looks.set(file, look);
  }
  return look;
}

/** Whether a file, or one that it imports in one step or several, names an API that saves could go to. */
export function reachesApi(file: CodeFile, codebase: RecordingCodebase): boolean {
  const pending = [file];
  const seen = new Set<CodeFile>(pending);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { namesApi, imports } = lookAt(next);
    // A comment may say it: then the text has changed, and no unit.
    codebase.noteText(next, isSameLook);
    if (namesApi) return true;
    for (const specifier of imports) {
      const imported = codebase.firstFile(next.language.importCandidates(next.uri, specifier));
      if (imported === null || seen.has(imported)) continue;
      seen.add(imported);
      pending.push(imported);
    }
  }
  return false;
}

function isSameLook(a: CodeFile, b: CodeFile): boolean {
  const [these, those] = [lookAt(a), lookAt(b)];
  return these.namesApi === those.namesApi && these.imports.join('\n') === those.imports.join('\n');
}
