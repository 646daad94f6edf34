import path from 'node:path';
import { checkRuleTests } from '../../core/ruleTests/check.ts';
import { type FileRecords, fileRecordSink } from '../../core/ruleTests/dataRecords.ts';
import { DataFiles } from '../../core/ruleTests/existing.ts';
import type { RuleTestFile } from '../../core/ruleTests/model.ts';
import { dataFileKey, parseRuleTests } from '../../core/ruleTests/parse.ts';
import type { RuleTestProject } from '../../core/ruleTests/run.ts';
import { ruleTestEnding } from '../../core/ruleTests/words.ts';
import { LineIndex } from '../../core/text.ts';
import { DataFileProblem, readDataFile } from '../../data/readDataFile.ts';
import type { Documents } from '../documents.ts';
import type { LoadedProject } from '../loadedProject.ts';
import { projectOf } from '../org/projectOf.ts';
import type { ProjectSource } from '../projectSource.ts';
import { pathOfUri } from '../uris.ts';
import type { Workspace } from '../workspace.ts';

export function isRuleTestFile(uri: string): boolean {
  return ruleTestEnding.test(uri);
}

/** The text of such a file, and what it is held to. */
export interface RuleTestText {
  readonly uri: string;
  readonly text: string;
  readonly lines: LineIndex;
  /** Where it is not clear which one the file belongs to, one that knows the standard rules alone. */
  readonly project: LoadedProject;
  readonly rules: RuleTestProject;
}

/** A file of rule tests, held to the rules and objects of its project. */
export interface OpenedRuleTests extends RuleTestText {
  readonly file: RuleTestFile;
}

/** Files of rule tests as they are now: in the editor, else on disk. */
export class RuleTestFiles {
  readonly #workspace: Workspace;
  readonly #documents: Documents;
  readonly #source: ProjectSource;

  constructor(workspace: Workspace, documents: Documents, source: ProjectSource) {
    this.#workspace = workspace;
    this.#documents = documents;
    this.#source = source;
  }

  /** Null for a file that cannot be read. */
  async text(uri: string): Promise<RuleTestText | null> {
    const text = this.#documents.text(uri) ?? (await this.#source.readFile(uri));
    if (text === null) return null;
    const project = (await projectOf(this.#workspace, uri)) ?? (await this.#workspace.looseProject());
    const { catalogOfFiles: catalog, schema } = project.analysis;
    return { uri, text, lines: new LineIndex(text), project, rules: { catalog, schema } };
  }

  /** Null for a file that cannot be read. */
  async open(uri: string): Promise<OpenedRuleTests | null> {
    const found = await this.text(uri);
    if (found === null) return null;
    return { ...found, file: checkRuleTests(parseRuleTests(uri, found.text), found.rules) };
  }

  /** The records of the files that the tests name. */
  async data({ uri, file }: OpenedRuleTests, signal: AbortSignal): Promise<DataFiles> {
    const read = new Map<string, FileRecords | string>();
    for (const reference of file.dataFiles)
      read.set(dataFileKey(reference), await recordsOf(uri, reference.path, signal));
    return new DataFiles((reference) => read.get(dataFileKey(reference)) ?? 'It was not read.');
  }
}

async function recordsOf(uri: string, name: string, signal: AbortSignal): Promise<FileRecords | string> {
  const tests = pathOfUri(uri);
  // A path of another computer would be asked for with the user's credentials.
  if (/^(?:[\\/]|[a-z]:)/i.test(name)) return 'Name it relative to the file of the tests.';
  if (tests === null) return 'The file of the tests is not on disk.';
  const sink = fileRecordSink();
  try {
    await readDataFile(path.resolve(path.dirname(tests), name), sink, { signal });
    return sink.end();
  } catch (error) {
    if (error instanceof DataFileProblem) return `${error.message}.`;
    throw error;
  }
}
