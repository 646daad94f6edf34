import { defaultSettings } from '../../config/settings.ts';
import { codeFixes } from '../../fixes/code/fixes.ts';
import type { Fix, FixRequest } from '../../fixes/fix.ts';
import { ProjectSchema } from '../../metadata/objects.ts';
import { codeRecordsAt } from '../../records/code/at.ts';
import { codeRecordLenses } from '../../records/code/lenses.ts';
import type { RecordLens, RecordReading } from '../../records/model.ts';
import { objectSpelling } from '../../records/objects.ts';
import type { Span } from '../../text.ts';
import type { FileFacts } from '../facts.ts';
import type { FrontEnd, FrontEndContext } from '../frontEnd.ts';
import { CallerSearch } from './callers/callers.ts';
import { sitesAtCallers } from './callers/sites.ts';
import type { CodeFacts, CodeFile, FactsOf } from './codeFile.ts';
import { CodeFiles } from './codeFiles.ts';
import type { GrammarName, Language } from './language.ts';
import { Reach } from './reach.ts';
import { type Answer, isSame, RecordingCodebase } from './recording.ts';
import type { RecordInCode } from './savedRecords.ts';
import type { SyntaxParser } from './syntaxParser.ts';
import { languageOf } from './worthReading.ts';

export interface CodeFrontEndOptions {
  readonly languages: readonly Language[];
  readonly factsOf: FactsOf;
  /** Lets go of what `factsOf` keeps of versions before this one. */
  readonly forgetVersions?: (file: CodeFile) => void;
  /** For a project that is read, asked and dropped: nothing is kept for the next version of a file. */
  readonly once?: boolean;
}

/** Facts that were found, and what they were found from. */
interface Known {
  /** Null where it was not parsed: no API can be reached from it. */
  readonly file: CodeFile | null;
  readonly answers: readonly Answer[];
  readonly code: CodeFacts | null;
  /** What callers in other files were judged by. */
  readonly ofCallers: readonly Answer[];
  readonly facts: FileFacts;
}

/**
 * Integration code of all languages that are read with a grammar. Grammars come from outside, when they are
 * loaded: until then there are no facts of their files.
 */
export class CodeFrontEnd implements FrontEnd {
  readonly language = 'code';
  readonly #languages: readonly Language[];
  readonly #factsOf: FactsOf;
  readonly #forgetVersions: (file: CodeFile) => void;
  readonly #files: CodeFiles;
  readonly #reach: Reach;
  readonly #known = new Map<string, Known>();
  /** Files that were asked for in the evaluation of others. */
  readonly #lookedAt = new Set<string>();
  #context: FrontEndContext = {
    settings: defaultSettings,
    schema: new ProjectSchema(),
    watchedFields: new Set(),
  };
  #generation = 0;

  constructor({ languages, factsOf, forgetVersions = () => {}, once = false }: CodeFrontEndOptions) {
    this.#languages = languages;
    this.#factsOf = factsOf;
    this.#forgetVersions = forgetVersions;
    this.#files = new CodeFiles(languages, { once });
    this.#reach = new Reach(this.#files);
  }

  claims(uri: string): boolean {
    return languageOf(uri, this.#languages) !== null;
  }

  get files(): Iterable<string> {
    return this.#files.uris;
  }

  /** Grows when facts of files other than the one last set may have changed. */
  get generation(): number {
    return this.#generation;
  }

  text(uri: string): string | null {
    return this.#files.text(uri);
  }

  // ----------------------------------------------------------------------------------------------------- in

  setFile(uri: string, text: string): void {
    const wasAskedFor = this.#files.holdsAskedWord(uri);
    if (this.#files.set(uri, text)) this.#noteChange(uri, wasAskedFor);
    if (this.#files.text(uri) === null) this.#known.delete(uri);
    if (this.#files.forgetOldWords()) this.#generation++;
  }

  removeFile(uri: string): void {
    if (this.#files.language(uri)) this.#noteChange(uri, this.#files.holdsAskedWord(uri));
    this.#files.remove(uri);
    this.#known.delete(uri);
  }

  closeFile(uri: string): void {
    if (!this.#files.isEdited(uri)) return;
    this.#files.close(uri);
    const known = this.#known.get(uri);
    if (known) this.#tidy(uri, known.file);
    this.#dropTreesReadForOthers();
  }

  /** While a file is edited, others are read to answer what no longer matters once it is closed. */
  #dropTreesReadForOthers(): void {
    for (const uri of this.#files.uris) {
      if (!this.#files.isEdited(uri) && !this.#known.get(uri)?.file) this.#files.dropTree(uri);
    }
  }

  /** Of a file that nobody edits, its facts are kept and what they were found from: not what was found before. */
  #tidy(uri: string, file: CodeFile | null): void {
    if (this.#files.isEdited(uri)) return;
    if (file !== null) this.#forgetVersions(file);
    else this.#files.dropTree(uri);
  }

  #noteChange(uri: string, wasAskedFor: boolean): void {
    const files = this.#files;
    const isAskedFor = wasAskedFor || files.holdsAskedWord(uri) || this.#lookedAt.has(uri);
    if (files.state !== null || isAskedFor || files.language(uri)?.classesAreGlobal) this.#generation++;
  }

  setContext(context: FrontEndContext): void {
    this.#context = context;
    this.#known.clear();
  }

  /** Grammars of files that cannot be read without them. */
  get neededGrammars(): readonly GrammarName[] {
    return this.#files.neededGrammars;
  }

  setParser(parser: SyntaxParser): void {
    if (!this.#files.setParser(parser)) return;
    this.#known.clear();
    this.#generation++;
  }

  /** A grammar that will not come: its files stay without facts. */
  giveUp(grammar: GrammarName): void {
    this.#files.giveUp(grammar);
  }

  // ---------------------------------------------------------------------------------------------------- out

  /** Reads the files, one a step: the evaluation of one may look at any other. */
  *prepare(): Generator<void> {
    for (const uri of [...this.#files.uris]) {
      if (this.#isLeftOut(uri) || !this.#reach.of(uri, () => {}).reachesApi) continue;
      this.#files.file(uri);
      yield;
    }
  }

  #isLeftOut(uri: string): boolean {
    return !this.#context.settings.includeTests && this.#isTest(uri);
  }

  #isTest(uri: string): boolean {
    return this.#files.isTest(uri);
  }

  /** @throws what the reading or the evaluation of the file has thrown */
  facts(uri: string): FileFacts {
    const isTest = this.#isTest(uri);
    if (isTest && !this.#context.settings.includeTests) return leftOut;
    const known = this.#known.get(uri);
    const isSo = known !== undefined && this.#isStillSo(uri, known);
    if (isSo && known.ofCallers.every(({ isStillSo }) => isStillSo())) return known.facts;
    const onLook = (asked: string) => {
      if (asked !== uri) this.#lookedAt.add(asked);
    };
    if (isSo && known.file && known.code) {
      return this.#withCallers(uri, known.file, known.code, known.answers, isTest, onLook);
    }
    const reach = this.#reach.of(uri, onLook);
    if (!reach.reachesApi) {
      const nothing = { file: null, code: null, ofCallers: [], facts: unread };
      this.#known.set(uri, { ...nothing, answers: reach.answers });
      this.#tidy(uri, null);
      return unread;
    }
    const file = this.#files.file(uri);
    const failure = this.#files.failure(uri);
    if (failure !== null) throw failure;
    if (file === null) return unread;
    const codebase = new RecordingCodebase(this.#files, onLook);
    const code = this.#factsOf(file, codebase, { ...this.#context, isTest });
    this.#tidy(uri, file);
    const answers = [...reach.answers, ...codebase.answers];
    return this.#withCallers(uri, file, code, answers, isTest, onLook);
  }

  /** The facts, with what callers in all files make of refusals. */
  #withCallers(
    uri: string,
    file: CodeFile,
    code: CodeFacts,
    answers: readonly Answer[],
    isTest: boolean,
    onLook: (uri: string) => void,
  ): FileFacts {
    const codebase = new RecordingCodebase(this.#files, onLook, this.#context.settings.includeTests);
    const sites = sitesAtCallers(code.sites, file, new CallerSearch(codebase));
    const facts = this.#fileFacts(uri, { sites, observations: code.observations }, isTest);
    this.#known.set(uri, { file, answers, code, ofCallers: codebase.answers, facts });
    return facts;
  }

  #isStillSo(uri: string, { file, answers }: Known): boolean {
    if (file !== null && !isSame(file, this.#files.file(uri))) return false;
    return answers.every(({ isStillSo }) => isStillSo());
  }

  #fileFacts(uri: string, { sites, observations }: CodeFacts, isTest: boolean): FileFacts {
    const files = this.#files;
    return {
      sites,
      observations,
      // They may change while all units stay as they are: read when asked for.
      get comments() {
        return files.comments(uri);
      },
      declaredSuppressions: [],
      generated: false,
      isTest,
    };
  }

  /** The record literals of a file whose objects are wanted; none in tests that are left out. */
  records(uri: string, isWanted: (object: string) => boolean): readonly RecordLens[] {
    const { settings, schema } = this.#context;
    const records = this.#recordsIn(uri).filter(({ inTest }) => settings.includeTests || !inTest);
    return codeRecordLenses(records, isWanted, (object) => objectSpelling(object, schema));
  }

  recordsAt(uri: string, text: string, span: Span): RecordReading | null {
    const file = this.#isLeftOut(uri) ? null : this.#files.file(uri);
    if (file === null || file.text !== text) return null;
    return codeRecordsAt(file, this.#recordsIn(uri), span, this.#context.schema);
  }

  #recordsIn(uri: string): readonly RecordInCode[] {
    this.facts(uri);
    return this.#known.get(uri)?.code?.records ?? [];
  }

  fixes(request: FixRequest): readonly Fix[] {
    const { uri } = request.finding.location;
    const file = this.#files.file(uri);
    if (!file) return [];
    const { schema } = this.#context;
    const fileAt = (at: string) => {
      const other = this.#files.file(at);
      return other ? { file: other, comments: this.#files.comments(at) } : null;
    };
    return codeFixes(request, { file, schema, comments: this.#files.comments(uri), fileAt });
  }
}

const unread: FileFacts = {
  sites: [],
  observations: [],
  comments: [],
  declaredSuppressions: [],
  generated: false,
  isTest: false,
};
const leftOut: FileFacts = { ...unread, isTest: true };
