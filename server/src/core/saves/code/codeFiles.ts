import type { Tree } from 'web-tree-sitter';
import type { Span } from '../../text.ts';
import type { CommentText } from '../facts.ts';
import { below, type ClassInFile, type CodeFile } from './codeFile.ts';
import type { CodeLanguage, GrammarName, Language } from './language.ts';
import { commentsIn } from './sections/comments.ts';
import type { Section } from './sections/model.ts';
import { readSections } from './sections/read.ts';
import { SourceTrees } from './sourceTree.ts';
import type { SyntaxParser } from './syntaxParser.ts';
import type { ClassStatement, Statement } from './tree.ts';
import { TextUnits, type UnitPool } from './units.ts';
import { Words } from './wordIndex.ts';
import { isWorthReading, languageOf } from './worthReading.ts';

/** Words that more files hold tell nothing: they are not read for one. */
const mostFiles = 200;

/** A file that is worth reading. */
interface Entry {
  readonly uri: string;
  readonly language: Language;
  readonly grammar: GrammarName;
  text: string;
  /** A text came after the first one, and more are expected. */
  isEdited: boolean;
  units: UnitPool | null;
  /** Of a language that is read by them. */
  sections: readonly Section[] | null;
  /** Undefined: to be read. Null: cannot be. */
  file: CodeFile | null | undefined;
  /** Why it could not be read. */
  failure: unknown;
  classes: readonly ClassStatement[] | null;
  isTest: boolean | null;
}

/** A class, or a test that declares one of that name: hardly any is asked for, and most tests are never read. */
type Declared = ClassInFile | Entry;

function isRead(one: Declared): one is ClassInFile {
  return 'definition' in one;
}

/** The texts of code files, and their trees, which are made when they are asked for. */
export class CodeFiles {
  readonly #languages: readonly Language[];
  readonly #once: boolean;
  readonly #entries = new Map<string, Entry>();
  readonly #parsers = new Map<GrammarName, SyntaxParser>();
  readonly #failed = new Set<GrammarName>();
  readonly #trees = new SourceTrees();
  /** Classes by name; made anew after a change in the language. */
  #state = {};
  readonly #classes = new Map<CodeLanguage, Map<string, readonly Declared[]>>();
  /** The files that hold the words that were asked for, and all that were looked at for them. */
  readonly #words = new Words();

  constructor(languages: readonly Language[], { once }: { readonly once: boolean }) {
    this.#languages = languages;
    this.#once = once;
  }

  /** See {@link import('./codeFile.ts').Codebase}. */
  get state(): object | null {
    return this.#once ? this.#state : null;
  }

  // ----------------------------------------------------------------------------------------------------- in

  /** @returns whether the file is worth reading, or was */
  set(uri: string, text: string): boolean {
    const known = this.#entries.get(uri);
    if (known?.text === text) return false;
    const language = known?.language ?? languageOf(uri, this.#languages);
    const grammar = language?.grammarOf(uri) ?? null;
    if (language === null || grammar === null || !isWorthReading(uri, text, language))
      return this.remove(uri);
    this.#classes.delete(language.id);
    this.#words.set(uri, text);
    this.#state = {};
    if (known) Object.assign(known, { text, isEdited: true, file: undefined, classes: null, isTest: null });
    else {
      const fresh = {
        isEdited: false,
        units: null,
        sections: null,
        file: undefined,
        failure: null,
        classes: null,
        isTest: null,
      };
      this.#entries.set(uri, { uri, language, grammar, text, ...fresh });
    }
    return true;
  }

  /** No other text is expected soon. */
  close(uri: string): void {
    const entry = this.#entries.get(uri);
    if (!entry?.isEdited) return;
    entry.isEdited = false;
    this.#trees.forget(uri);
    if (entry.units) entry.units = { ...entry.units, gone: [] };
  }

  /** Whether other texts of a file are expected soon. */
  isEdited(uri: string): boolean {
    return this.#entries.get(uri)?.isEdited ?? false;
  }

  /** Drops the tree of a file that nobody asks for: whoever does has it read anew. */
  dropTree(uri: string): void {
    const entry = this.#entries.get(uri);
    if (entry) Object.assign(entry, { units: null, sections: null, file: undefined, classes: null });
  }

  remove(uri: string): boolean {
    const entry = this.#entries.get(uri);
    if (entry === undefined) return false;
    this.#trees.forget(uri);
    this.#classes.delete(entry.language.id);
    this.#words.remove(uri);
    this.#state = {};
    return this.#entries.delete(uri);
  }

  /** @returns whether it is another than before */
  setParser(parser: SyntaxParser): boolean {
    if (this.#parsers.get(parser.grammar) === parser) return false;
    this.#parsers.set(parser.grammar, parser);
    this.#state = {};
    this.#failed.delete(parser.grammar);
    for (const entry of this.#entries.values()) {
      if (entry.grammar !== parser.grammar) continue;
      entry.file = undefined;
      this.#classes.delete(entry.language.id);
    }
    return true;
  }

  giveUp(grammar: GrammarName): void {
    this.#failed.add(grammar);
  }

  // ---------------------------------------------------------------------------------------------------- out

  get uris(): Iterable<string> {
    return this.#entries.keys();
  }

  /** Grammars of files that cannot be read without them. */
  get neededGrammars(): readonly GrammarName[] {
    const needed = new Set<GrammarName>();
    for (const { grammar } of this.#entries.values())
      if (!this.#parsers.has(grammar) && !this.#failed.has(grammar)) needed.add(grammar);
    return [...needed];
  }

  text(uri: string): string | null {
    return this.#entries.get(uri)?.text ?? null;
  }

  language(uri: string): Language | null {
    return this.#entries.get(uri)?.language ?? null;
  }

  isTest(uri: string): boolean {
    const entry = this.#entries.get(uri);
    if (entry === undefined) return false;
    entry.isTest ??= entry.language.isTest(uri, entry.text);
    return entry.isTest;
  }

  file(uri: string): CodeFile | null {
    const entry = this.#entries.get(uri);
    return entry === undefined ? null : this.#read(entry);
  }

  /** What was thrown when the file was read; null where nothing was. */
  failure(uri: string): unknown {
    return this.#entries.get(uri)?.failure ?? null;
  }

  comments(uri: string): readonly CommentText[] {
    const entry = this.#entries.get(uri);
    const parser = entry && this.#parsers.get(entry.grammar);
    if (!entry || !parser) return [];
    const { text, language } = entry;
    const look = (span: Span) =>
      this.#trees.again(uri, text, parser, span, ({ rootNode }) => language.comments(rootNode));
    const sections = this.#read(entry) && entry.sections;
    return sections
      ? sections.flatMap((section) => commentsIn(section, look))
      : look({ start: 0, end: text.length });
  }

  classesNamed(language: CodeLanguage, name: string): readonly ClassInFile[] {
    let index = this.#classes.get(language);
    if (index === undefined) {
      index = this.#indexClasses(language);
      this.#classes.set(language, index);
    }
    const found = index.get(name) ?? [];
    if (found.every(isRead)) return found;
    const read = found.flatMap((one) => (isRead(one) ? [one] : this.#classesOf(one, name)));
    index.set(name, read);
    return read;
  }

  /** All classes of a language, inner ones too, without those of tests. */
  classesOf(language: CodeLanguage): readonly ClassInFile[] {
    return [...this.#entries.values()].flatMap((entry) => {
      const file = entry.language.id === language && !this.isTest(entry.uri) ? this.#read(entry) : null;
      if (file === null) return [];
      entry.classes ??= [...classesIn(file.tree.statements)];
      return entry.classes.map((definition) => ({ file, definition }));
    });
  }

  #classesOf(entry: Entry, name: string): readonly ClassInFile[] {
    const file = this.#read(entry);
    if (file === null) return [];
    entry.classes ??= [...classesIn(file.tree.statements)];
    return entry.classes.flatMap((definition) => (definition.name === name ? [{ file, definition }] : []));
  }

  /**
   * Files whose text holds a word, in the languages whose code may call that of one; null: too many.
   *
   * @param counts others are not even read
   */
  filesWith(
    word: string,
    language: Language,
    counts: (uri: string) => boolean = () => true,
  ): readonly CodeFile[] | null {
    const uris = this.#words.filesWith(word, () => this.#texts());
    if (uris.size > mostFiles) return null;
    const files: CodeFile[] = [];
    for (const uri of uris) {
      const entry = this.#entries.get(uri);
      if (!entry || !runsWith(entry.language, language) || !counts(uri)) continue;
      const file = this.#read(entry);
      if (file) files.push(file);
    }
    return files;
  }

  /** Whether somebody asked for a word that the file holds. */
  holdsAskedWord(uri: string): boolean {
    return this.#words.isIn(uri);
  }

  /** @returns whether {@link holdsAskedWord} has forgotten words: who asked for them has to ask again */
  forgetOldWords(): boolean {
    return this.#words.forgetOld();
  }

  *#texts(): Generator<{ readonly uri: string; readonly text: string }> {
    for (const { uri, text } of this.#entries.values()) yield { uri, text };
  }

  #indexClasses(language: CodeLanguage): Map<string, readonly Declared[]> {
    const index = new Map<string, Declared[]>();
    const add = (name: string, one: Declared) => {
      const same = index.get(name);
      if (same) same.push(one);
      else index.set(name, [one]);
    };
    for (const entry of this.#entries.values()) {
      if (entry.language.id !== language) continue;
      const isTest = this.isTest(entry.uri);
      const { declaredTypes } = entry.language;
      if (isTest && declaredTypes) {
        for (const name of declaredTypes(entry.text)) add(name, entry);
        continue;
      }
      const file = this.#read(entry);
      if (file === null) continue;
      entry.classes ??= [...classesIn(file.tree.statements)];
      for (const definition of entry.classes) {
        const bases = isTest ? [] : definition.bases.map((base) => below(simpleName(base)));
        for (const name of [definition.name, ...bases]) add(name, { file, definition });
      }
    }
    return index;
  }

  #read(entry: Entry): CodeFile | null {
    if (entry.file !== undefined) return entry.file;
    const { uri, language, grammar, text } = entry;
    const parser = this.#parsers.get(grammar);
    if (parser === undefined) return null;
    // Units are moved while they are taken over: after a failure they fit no text.
    const units = new TextUnits(uri, text, entry.units);
    entry.units = null;
    entry.file = null;
    entry.failure = null;
    try {
      const statements = this.#statements(entry, parser, units);
      entry.file = { uri, language, tree: { statements }, text };
      if (!this.#once) entry.units = entry.isEdited ? units.pool : { ...units.pool, gone: [] };
    } catch (error) {
      entry.failure = error;
      entry.sections = null;
      this.#trees.forget(uri);
    }
    return entry.file;
  }

  #statements(entry: Entry, parser: SyntaxParser, units: TextUnits): readonly Statement[] {
    const { uri, text, language } = entry;
    const isEdited = entry.isEdited && !this.#once;
    const parse = (span: Span) => this.#trees.parse(uri, text, parser, span);
    const done = (tree: Tree, span: Span) => {
      if (isEdited) this.#trees.hold(uri, { text, span, tree, parser });
      else tree.delete();
    };
    const { sections } = language;
    if (!sections) {
      const all = { start: 0, end: text.length };
      const tree = parse(all);
      try {
        return language.lower(tree.rootNode, units);
      } finally {
        done(tree, all);
      }
    }
    const wasInSections = (entry.sections?.length ?? 0) > 1;
    const read = readSections({
      text,
      language: { lower: (root, made) => language.lower(root, made), sections },
      units,
      wasInSections,
      parse,
      done,
    });
    entry.sections = read.sections;
    return read.statements;
  }
}

function runsWith(a: Language, b: Language): boolean {
  return a.id === b.id || (isScript(a) && isScript(b));
}

function isScript({ id }: Language): boolean {
  return id === 'javascript' || id === 'typescript';
}

function* classesIn(statements: readonly Statement[]): Generator<ClassStatement> {
  for (const statement of statements) {
    const inner = statement.kind === 'export' ? statement.declaration : statement;
    if (inner?.kind === 'class') yield* withInner(inner);
  }
}

function* withInner(definition: ClassStatement): Generator<ClassStatement> {
  yield definition;
  for (const inner of definition.classes) yield* withInner(inner);
}

function simpleName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}
