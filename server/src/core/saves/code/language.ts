import type { Node } from 'web-tree-sitter';
import type { CommentText } from '../facts.ts';
import type { LibraryModel } from './libraries/model.ts';
import type { Dialect } from './refusal/dialect.ts';
import type { Sections } from './sections/model.ts';
import type { Statement, Syntax } from './tree.ts';

/** Languages of integration code that are read with a grammar. */
export type CodeLanguage = 'javascript' | 'typescript' | 'python' | 'java' | 'csharp' | 'ruby' | 'php';

/** A grammar's file is `tree-sitter-NAME.wasm`. */
export type GrammarName =
  | 'javascript'
  | 'typescript'
  | 'tsx'
  | 'python'
  | 'java'
  | 'c_sharp'
  | 'bash'
  | 'ruby'
  | 'php';

/** All that the engine needs to know of a language. */
export interface Language {
  readonly id: CodeLanguage;
  /** The grammar for a file, by its name; null for a file that is not of the language. */
  grammarOf(uri: string): GrammarName | null;
  /** Names whose mention makes a file worth parsing: the text prefilter. Nothing else is parsed. */
  readonly markers: RegExp;
  /**
   * What a file that saves has in its text, or in those of the files that it imports in one step or several: both of
   * one pair. Others are not even parsed. Null: all are.
   */
  readonly evidence: {
    readonly pairs: readonly (readonly [RegExp, RegExp])[];
    imports(text: string): readonly string[];
  } | null;
  /** What code that comes upon a save has of it. Without: all code is gone through. */
  readonly traces?: SaveTraces;
  lower(root: Node, units: Units): readonly Statement[];
  /** Without: a file is read as a whole. */
  readonly sections?: Sections;
  /** Comments of the whole file, spans from the beginning of the file. */
  comments(root: Node): readonly CommentText[];
  /** Generated, minified, vendored, or without code that runs: nothing is reported. */
  isGenerated(uri: string, text: string): boolean;
  /** Tests by the conventions of the language: `*.test.ts`, `test_*.py`, `src/test/java/`. */
  isTest(uri: string, text: string): boolean;
  /**
   * Where an import may lead: URIs without order of existence, best first (`./client` → client.ts, client.js,
   * client/index.ts …). Empty for packages.
   */
  importCandidates(fromUri: string, specifier: string): readonly string[];
  /** Java, C#: classes of the project are known by their name, without an import of a file. */
  readonly classesAreGlobal: boolean;
  /** Names of types that a text declares, and perhaps others: what declares none of a name is not parsed for it. */
  readonly declaredTypes?: (text: string) => ReadonlySet<string>;
  /** Asked in this order; the first that answers counts. */
  readonly libraries: readonly LibraryModel[];
  readonly dialect: Dialect;
}

/**
 * What the library models answer to, by words: code that has neither an address and something that sends, nor a verb
 * and a client, in itself or in what it calls, comes upon no save.
 */
export interface SaveTraces {
  /** In texts: of addresses, headers and bodies that make a request one to Salesforce; command lines. */
  readonly addresses: RegExp;
  /** Names of functions, clients and options that send requests or run commands. */
  readonly sending: RegExp;
  /** Names of the calls by which clients for Salesforce save. */
  readonly verbs: RegExp;
  /** Names of such clients, of their classes and modules. */
  readonly clients: RegExp;
  /**
   * Where types are declared: whether a call is one by which a library model tells of a save, or may be.
   *
   * @param name of what is called
   * @param types of a library that its object is declared to be of; null: not known
   * @param object the last name in what is written before the dot; '' for none
   * @param text of the file
   */
  readonly sends?: (name: string, types: ReadonlySet<string> | null, object: string, text: string) => boolean;
}

/** Makes units (see tree.ts). A lowering must make every node with the anchor that it is given here. */
export interface Units {
  /** The file's text. */
  readonly text: string;
  /**
   * The unit of a syntax node: one with the same text and type that was there before, or a new one. Units may
   * stand in units (functions in a class): the inner ones are kept where the outer one has changed. What `lower`
   * makes must depend on nothing but the node's own text and the given type: where nodes of one kind are lowered
   * in different ways, their types have to tell these apart.
   *
   * @param lower makes the tree; offsets of syntax nodes minus `base` are the spans. Its result is kept.
   */
  unit<T extends Syntax>(
    node: { readonly startIndex: number; readonly endIndex: number; readonly type?: string },
    lower: (anchor: import('../../text.ts').Anchor, base: number) => T,
  ): T;
  /** Whether code can bear on a save, by its words: other functions need no body. */
  isWorthReading(from: number, to: number): boolean;
}
