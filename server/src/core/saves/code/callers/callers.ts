import { candidatesOf } from '../codebase/candidates.ts';
import type { Codebase, CodeFile } from '../codeFile.ts';
import type { CallExpression, ClassStatement, FunctionSyntax } from '../tree.ts';
import { declaredNames } from './declared.ts';
import { Entities, type Entity, type Surroundings } from './entities.ts';
import { type Use, usesOf } from './uses.ts';

/** The files, as the search for callers asks for them. */
export interface CallersCodebase extends Codebase {
  /** Files whose text holds a word, in a language whose code may call that of another; null: too many. */
  filesWith(word: string, near: CodeFile): readonly CodeFile[] | null;
  /** Whether code of the file counts: tests do not where they are left out. */
  counts(uri: string): boolean;
  /** The same, noting what is asked for itself. */
  apart(): RecordedCodebase;
  /** Takes it that what was answered apart has been asked here. */
  note(answers: readonly Answer[]): void;
}

export interface RecordedCodebase extends CallersCodebase {
  readonly answers: readonly Answer[];
}

export interface Answer {
  readonly isStillSo: () => boolean;
}

/** A call of a function of the project. */
export interface Caller extends Surroundings {
  readonly call: CallExpression;
}

export interface Callers {
  readonly calls: readonly Caller[];
  /** Nothing else uses the function, as far as the code shows. */
  readonly isComplete: boolean;
}

const none: Callers = { calls: [], isComplete: false };

/** Finds who calls a function, in all files. */
export class CallerSearch {
  readonly #codebase: CallersCodebase;
  readonly #entities: Entities;

  constructor(codebase: CallersCodebase) {
    this.#codebase = codebase;
    this.#entities = new Entities(codebase);
  }

  get codebase(): CallersCodebase {
    return this.#codebase;
  }

  callersOf(definition: FunctionSyntax, file: CodeFile): Callers {
    const declared = declaredNames(file).declared.get(definition);
    if (!declared || declared.name === 'constructor') return none;
    const target: Target = {
      definition,
      file,
      of: declared.of,
      isMember: declared.of !== null || declared.isEntry,
    };
    const given = namesGiven(declared.name, definition, file);
    const files = new Set([file]);
    for (const word of given.words) {
      const found = this.#codebase.filesWith(word, file);
      if (found === null) return none;
      for (const one of found) files.add(one);
    }
    const calls: Caller[] = [];
    let isComplete = true;
    for (const one of files) {
      if (!this.#codebase.counts(one.uri)) continue;
      for (const name of this.#namesIn(one, given, file)) {
        for (const use of usesOf(name, one)) {
          const leads = this.#leadsTo(use, one, target);
          if (leads === 'elsewhere') continue;
          if (leads === 'there' && use.call) calls.push({ ...use, file: one, call: use.call });
          else isComplete = false;
        }
      }
    }
    return { calls, isComplete };
  }

  /** The names under which a file may know the function. */
  #namesIn(file: CodeFile, { names, isWhole }: Given, home: CodeFile): ReadonlySet<string> {
    const known = new Set(names);
    if (file === home) return known;
    const { imports, importedAs } = declaredNames(file);
    for (const name of names) for (const local of importedAs.get(name) ?? []) known.add(local);
    if (!isWhole) return known;
    for (const name of ['default', '*']) {
      for (const local of importedAs.get(name) ?? []) {
        const { from } = imports.get(local)!;
        const source = this.#codebase.firstFile(candidatesOf(file, from));
        if (source?.uri === home.uri) known.add(local);
      }
    }
    return known;
  }

  #leadsTo(
    { callee, call, around, within }: Use,
    file: CodeFile,
    target: Target,
  ): 'there' | 'elsewhere' | 'unknown' {
    const found = this.#function(this.#entities.of(callee, { file, around, within }));
    if (found?.kind === 'function') {
      if (call?.isNew) return 'elsewhere';
      const meant = call ? overloadsOf(found, call) : [found.definition];
      if (!meant.some((one) => one === target.definition || this.#mayBe(one, target))) return 'elsewhere';
      return meant.length === 1 ? 'there' : 'unknown';
    }
    // A module or an object that is handed on with all that it holds.
    if (found) return 'elsewhere';
    // Of a value that is not known only a method or a member can be called.
    return callee.kind === 'member' && target.isMember ? 'unknown' : 'elsewhere';
  }

  #function(entity: Entity): Entity {
    return entity?.kind === 'module' ? this.#entities.exported(entity.file, 'default') : entity;
  }

  /** A method that is declared above and written in the class. */
  #mayBe(definition: FunctionSyntax, { of, file, definition: own }: Target): boolean {
    if (!of || definition.body !== null || definition.name !== own.name) return false;
    return this.#entities
      .lineage({ definition: of, file })
      .some((one) => one.definition.functions.includes(definition));
  }
}

/** The methods of the class that a call may mean: those of the same name that take as many arguments. */
function overloadsOf(
  { definition, file }: { readonly definition: FunctionSyntax; readonly file: CodeFile },
  call: CallExpression,
): readonly FunctionSyntax[] {
  const of = declaredOf(definition, file);
  const same = of?.functions.filter(({ name }) => name === definition.name) ?? [];
  // TypeScript declares the ways of calling a method before the method itself.
  const written = same.some(({ body }) => body !== null) ? same.filter(({ body }) => body !== null) : same;
  if (written.length < 2) return written.length === 1 ? written : [definition];
  if (call.arguments.some(({ value }) => value.kind === 'spread')) return written;
  return written.filter(({ parameters }) => takes(parameters, call.arguments.length));
}

function takes(parameters: FunctionSyntax['parameters'], count: number): boolean {
  const least = parameters.filter(({ otherwise, rest }) => otherwise === null && rest === null).length;
  return count >= least && (count <= parameters.length || parameters.some(({ rest }) => rest !== null));
}

interface Target {
  readonly definition: FunctionSyntax;
  readonly file: CodeFile;
  readonly of: ClassStatement | null;
  readonly isMember: boolean;
}

function declaredOf(definition: FunctionSyntax, file: CodeFile): ClassStatement | null {
  return declaredNames(file).declared.get(definition)?.of ?? null;
}

interface Given {
  readonly names: ReadonlySet<string>;
  /** It is what its file gives as a whole: others may call it as they like. */
  readonly isWhole: boolean;
  /** Files that call it hold one of these. */
  readonly words: readonly string[];
}

function namesGiven(name: string, definition: FunctionSyntax, file: CodeFile): Given {
  const names = new Set(name === '' ? [] : [name]);
  let isWhole = false;
  for (const { declaration, names: exported, from } of declaredNames(file).exports) {
    if (from !== null) continue;
    const isItself =
      (declaration?.kind === 'function-statement' && declaration.definition === definition) ||
      (declaration?.kind === 'expression' &&
        declaration.expression.kind === 'function' &&
        declaration.expression.definition === definition);
    for (const one of exported) {
      if (!(one.local === '' ? isItself : one.local === name)) continue;
      if (one.exported === 'default') isWhole = true;
      else names.add(one.exported);
    }
  }
  const ofFile = /([^/]*?)(?:\.\w+)?$/.exec(file.uri)?.[1] ?? '';
  const folder = /([^/]*)\/index\.\w+$/.exec(file.uri)?.[1];
  return { names, isWhole, words: isWhole ? [...names, folder ?? ofFile] : [...names] };
}
