import { type Module, Modules } from '../codebase/modules.ts';
import type { Codebase, CodeFile } from '../codeFile.ts';
import type { FunctionSyntax } from '../tree.ts';
import type { ClassValue, FunctionValue } from '../values.ts';
import { classOf, methodOf, objectOf } from './classes.ts';
import { nameFunction, runFunction } from './functions.ts';
import { type Encounters, Interpreter } from './interpreter.ts';
import { type EncounteredFact, type EncounteredSave, encountered, spotOf } from './sites/encounter.ts';
import type { Scope } from './state/scope.ts';

/** What a root (a function, a method, the top level of a file) comes upon. */
export interface RootResult {
  readonly saves: readonly EncounteredSave[];
  readonly facts: readonly EncounteredFact[];
}

interface Collected extends Encounters {
  readonly saves: EncounteredSave[];
  readonly facts: EncounteredFact[];
}

const MOST_SAVES = 2_000;

function collecting(): Collected {
  const saves: EncounteredSave[] = [];
  const facts: EncounteredFact[] = [];
  return {
    saves,
    facts,
    save(draft, frame) {
      if (saves.length < MOST_SAVES) saves.push(encountered(draft, frame));
    },
    observe(observation, frame) {
      if (facts.length < MOST_SAVES) facts.push({ observation, spot: spotOf(frame) });
    },
  };
}

/** A function that is looked at for itself, and how. */
interface Root {
  readonly value: FunctionValue;
  readonly of: ClassValue | null;
}

/** The roots of the files of a code base, gone through when they are asked for. */
export class Roots {
  readonly modules: Modules;
  readonly #topLevels = new Map<string, Collected>();
  readonly #roots = new Map<string, Map<FunctionSyntax, Root>>();
  readonly #results = new Map<FunctionSyntax, RootResult>();

  constructor(codebase: Codebase) {
    this.modules = new Modules(codebase, (file) => {
      const collected = collecting();
      this.#topLevels.set(file.uri, collected);
      return collected;
    });
  }

  fileOf(uri: string): CodeFile | null {
    return this.modules.fileOf(uri);
  }

  /** The roots of a file: null is its top level. */
  rootsOf(file: CodeFile): readonly (FunctionSyntax | null)[] {
    return [null, ...this.#functions(file).keys()];
  }

  /** Starts anew with a file, and keeps what was found of the others. */
  renew(codebase: Codebase, file: CodeFile): void {
    for (const root of this.#roots.get(file.uri)?.keys() ?? []) this.#results.delete(root);
    this.#roots.delete(file.uri);
    this.#topLevels.delete(file.uri);
    this.modules.renew(codebase, file.uri);
  }

  /** Takes over what was found of a function of the file before. */
  remember(root: FunctionSyntax, result: RootResult): void {
    this.#results.set(root, result);
  }

  /** Others come upon nothing, and are not gone through. */
  mayComeUponSave(file: CodeFile, root: FunctionSyntax): boolean {
    return this.modules.prospects.isWorthGoingThrough(file, root);
  }

  result(file: CodeFile, root: FunctionSyntax | null): RootResult {
    const module = this.modules.of(file);
    if (root === null) {
      this.#functions(file);
      return this.#topLevels.get(file.uri)!;
    }
    const known = this.#results.get(root);
    if (known) return known;
    const result = collecting();
    this.#results.set(root, result);
    const found = this.#functions(file).get(root);
    if (found && this.mayComeUponSave(file, root)) this.#goThrough(found, result, module);
    return result;
  }

  #goThrough({ value, of }: Root, result: Collected, module: Module): void {
    const interpreter = new Interpreter(this.modules, result);
    const self = of && !value.definition.isStatic ? objectOf(of, interpreter) : null;
    const fn = self ? methodOf(value.definition, self, of!) : value;
    interpreter.journal.undo(() => {
      runFunction(fn, null, { kind: 'root' }, interpreter);
      unseen(interpreter);
    });
    void module;
  }

  /** Functions of the file and methods of its classes. */
  #functions(file: CodeFile): Map<FunctionSyntax, Root> {
    const known = this.#roots.get(file.uri);
    if (known) return known;
    const roots = new Map<FunctionSyntax, Root>();
    this.#roots.set(file.uri, roots);
    const { interpreter, scope } = this.modules.of(file);
    for (const value of interpreter.made) {
      const made = value.scope as Scope;
      if (interpreter.seen.has(value.definition) || made.frame !== scope.frame || !value.definition.body)
        continue;
      roots.set(value.definition, { value, of: null });
    }
    for (const { value } of scope.names.values()) {
      if (value?.kind === 'class' && classOf(value)!.scope.file === file) methodsOf(value, roots);
    }
    return roots;
  }
}

function methodsOf(of: ClassValue, into: Map<FunctionSyntax, Root>): void {
  const { scope, inner } = classOf(of)!;
  for (const definition of of.definition.functions) {
    if (!definition.body) continue;
    into.set(definition, { value: { kind: 'function', definition, scope, self: null }, of });
  }
  // JavaScript: `save = async () => { … }`.
  for (const { name, value: given } of of.definition.fields) {
    if (given?.kind !== 'function' || !given.definition.body) continue;
    const value: FunctionValue = { kind: 'function', definition: given.definition, scope, self: null };
    nameFunction(value, name);
    into.set(given.definition, { value, of });
  }
  for (const one of inner.values()) methodsOf(one, into);
}

/** Local functions that nothing calls or hands on are looked at as they stand. */
function unseen(interpreter: Interpreter): void {
  for (const value of interpreter.made) {
    if (interpreter.seen.has(value.definition)) continue;
    runFunction(value, null, { kind: 'handed-on', inTest: false }, interpreter);
  }
}
