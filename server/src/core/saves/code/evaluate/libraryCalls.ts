import { locate, type Place } from '../../../text.ts';
import type { CodeFile } from '../codeFile.ts';
import type { Evaluation, LibraryModel, ModelCall, ObservationDraft, SaveDraft } from '../libraries/model.ts';
import type { CallExpression, Expression } from '../tree.ts';
import type { LibraryValue, Value } from '../values.ts';
import { askOfFile } from './askedOfFile.ts';
import { invoke } from './calls.ts';
import type { Passed } from './functions.ts';
import type { Interpreter } from './interpreter.ts';
import { touchDeep } from './state/mutate.ts';
import type { Scope } from './state/scope.ts';
import { unknown } from './values/build.ts';

/** What is asked of the libraries of a file. */
export interface Called {
  readonly syntax: CallExpression;
  readonly receiver: Value | null;
  readonly callee: Value | null;
  readonly method: string;
  readonly passed: Passed;
}

/** What a library's model says of a call; null if none knows it. */
export function callLibrary(called: Called, scope: Scope, interpreter: Interpreter): Value | null {
  const models = modelsOf(scope.file);
  if (models.length === 0) return null;
  const { receiver, callee, passed, syntax } = called;
  if (receiver) touchDeep(receiver, interpreter);
  if (callee) touchDeep(callee, interpreter);
  for (const value of passed.positional) touchDeep(value, interpreter);
  if (passed.keywords.size > 0) for (const value of passed.keywords.values()) touchDeep(value, interpreter);
  const call = new CallInFile(called, scope.file);
  const evaluation = evaluationFor(scope, interpreter, syntax);
  for (const model of models) {
    const value = model.call?.(call, evaluation);
    if (value !== undefined) return value;
  }
  return null;
}

/** Most calls are of no library: what few models ask for is found when they do. */
class CallInFile implements ModelCall {
  readonly syntax: CallExpression;
  readonly receiver: Value | null;
  readonly method: string;
  readonly callee: Value | null;
  readonly isNew: boolean;
  readonly arguments: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  readonly #file: CodeFile;
  #path: readonly string[] | null = null;

  constructor({ syntax, receiver, method, callee, passed }: Called, file: CodeFile) {
    this.syntax = syntax;
    this.receiver = receiver;
    this.method = method;
    this.callee = callee;
    this.isNew = syntax.isNew;
    this.arguments = passed.positional;
    this.keywords = passed.keywords;
    this.#file = file;
  }

  get path(): readonly string[] {
    this.#path ??= pathOf(this.syntax);
    return this.#path;
  }

  get imports(): readonly string[] {
    return importsOf(this.#file);
  }

  mentions(pattern: RegExp): boolean {
    return mentions(this.#file, pattern);
  }

  written(place: Place): string {
    const { uri, start, end } = locate(place);
    return uri === this.#file.uri ? this.#file.text.slice(start, end) : '';
  }
}

/** A pattern for one place of the text is asked of the code that stands there. */
function mentions(file: CodeFile, pattern: RegExp): boolean {
  if (pattern.sticky) return pattern.test(file.text);
  return askOfFile(file, `mentions ${pattern}`, ({ text }) => pattern.test(text));
}

/** What a model may ask and tell while it looks at a call in this scope. */
export function evaluationFor(
  scope: Scope,
  interpreter: Interpreter,
  at: CallExpression | null = null,
): Evaluation {
  return new EvaluationAt(scope, interpreter, at);
}

class EvaluationAt implements Evaluation {
  readonly #scope: Scope;
  readonly #interpreter: Interpreter;
  readonly #at: CallExpression | null;

  constructor(scope: Scope, interpreter: Interpreter, at: CallExpression | null) {
    this.#scope = scope;
    this.#interpreter = interpreter;
    this.#at = at;
  }

  save(draft: SaveDraft): Value {
    this.#interpreter.encounters.save(draft, this.#scope.frame);
    return draft.returns;
  }

  observe(observation: ObservationDraft): void {
    this.#interpreter.encounters.observe(observation, this.#scope.frame);
  }

  invoke(callback: Value, args: readonly Value[]): Value {
    return invoke(callback, args, this.#interpreter, false);
  }

  unknown(why: string): Value {
    return unknown(why);
  }

  library(type: string, state: Readonly<Record<string, Value>> = {}): LibraryValue {
    return this.#interpreter.journal.made<LibraryValue>({
      kind: 'library',
      type,
      state: new Map(Object.entries(state)),
      place: this.#at,
    });
  }
}

const models = new WeakMap<CodeFile, readonly LibraryModel[]>();

/** The models that a file needs, by its words. */
export function modelsOf(file: CodeFile): readonly LibraryModel[] {
  let found = models.get(file);
  if (!found) {
    const { libraries } = file.language;
    const which = askOfFile(file, 'libraries', ({ text }) =>
      libraries.flatMap(({ marker }, index) => (marker === null || marker.test(text) ? [index] : [])).join(),
    );
    found = which === '' ? [] : which.split(',').map((index) => libraries[Number(index)]!);
    models.set(file, found);
  }
  return found;
}

const imports = new WeakMap<CodeFile, readonly string[]>();

function importsOf(file: CodeFile): readonly string[] {
  let found = imports.get(file);
  if (!found) {
    const imported = askOfFile(file, 'imports', ({ tree }) =>
      tree.statements.flatMap((one) => (one.kind === 'import' ? [one.from] : [])).join('\n'),
    );
    found = imported === '' ? [] : imported.split('\n');
    imports.set(file, found);
  }
  return found;
}

function pathOf(call: CallExpression): readonly string[] {
  const path: string[] = [];
  let at: Expression | null = call.callee;
  for (let depth = 0; at && depth < 30; depth++) {
    if (at.kind === 'member') {
      path.unshift(at.name);
      at = at.object;
    } else if (at.kind === 'call') at = at.callee;
    else if (at.kind === 'index') at = at.object;
    else if (at.kind === 'await') at = at.value;
    else {
      if (at.kind === 'name') path.unshift(at.name);
      at = null;
    }
  }
  return path;
}
