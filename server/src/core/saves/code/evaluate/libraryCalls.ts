import { locate } from '../../../text.ts';
import type { CodeFile } from '../codeFile.ts';
import type { Evaluation, LibraryModel, ModelCall } from '../libraries/model.ts';
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
  for (const value of [receiver, callee, ...passed.positional, ...passed.keywords.values()]) {
    if (value) touchDeep(value, interpreter);
  }
  const call: ModelCall = {
    syntax,
    receiver,
    method: called.method,
    callee,
    isNew: syntax.isNew,
    arguments: passed.positional,
    keywords: passed.keywords,
    path: pathOf(syntax),
    get imports() {
      return importsOf(scope.file);
    },
    mentions: (pattern) => mentions(scope.file, pattern),
    written: (place) => {
      const { uri, start, end } = locate(place);
      return uri === scope.file.uri ? scope.file.text.slice(start, end) : '';
    },
  };
  const evaluation = evaluationFor(scope, interpreter, syntax);
  for (const model of models) {
    const value = model.call?.(call, evaluation);
    if (value !== undefined) return value;
  }
  return null;
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
  return {
    save(draft) {
      interpreter.encounters.save(draft, scope.frame);
      return draft.returns;
    },
    observe(observation) {
      interpreter.encounters.observe(observation, scope.frame);
    },
    invoke: (callback, args) => invoke(callback, args, interpreter, false),
    unknown,
    library: (type, state = {}) =>
      interpreter.journal.made<LibraryValue>({
        kind: 'library',
        type,
        state: new Map(Object.entries(state)),
        place: at,
      }),
  };
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
