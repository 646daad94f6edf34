import type {
  BlockStatement,
  ClassStatement,
  DeclareStatement,
  ExportStatement,
  FunctionStatement,
  IfStatement,
  LoopStatement,
  Statement,
  SwitchStatement,
  TryStatement,
} from '../tree.ts';
import { type BranchWay, branch, type Completion } from './branches.ts';
import { classValue } from './classes.ts';
import { evaluate } from './expressions.ts';
import { declaredValue, functionValue, leave, nameFunction } from './functions.ts';
import type { Interpreter } from './interpreter.ts';
import { anyItem } from './members.ts';
import { bind } from './patterns.ts';
import { setCell } from './state/mutate.ts';
import { blockScope, isEmpty, ownCell, type Scope } from './state/scope.ts';
import { scalar, unknown } from './values/build.ts';
import { areEqual, truth } from './values/compare.ts';

/** Goes through statements, after declaring the functions and classes among them. */
export function runBlock(
  statements: readonly Statement[],
  scope: Scope,
  interpreter: Interpreter,
): Completion {
  for (const statement of statements) hoist(statement, scope, interpreter);
  for (const statement of statements) {
    const completion = run(statement, scope, interpreter);
    if (completion !== 'normal') return completion;
  }
  return 'normal';
}

/**
 * Goes through the top level of a file. A return or a throw there stands in code that somebody is writing, or is not
 * reached: it takes nothing away from what follows.
 */
export function runTopLevel(statements: readonly Statement[], scope: Scope, interpreter: Interpreter): void {
  for (const statement of statements) hoist(statement, scope, interpreter);
  for (const statement of statements) run(statement, scope, interpreter);
}

function hoist(statement: Statement, scope: Scope, interpreter: Interpreter): void {
  if (statement.kind === 'function-statement') declareFunction(statement, scope, interpreter);
  else if (statement.kind === 'class') declareClass(statement, scope, interpreter);
  else if (statement.kind === 'export' && statement.declaration)
    hoist(statement.declaration, scope, interpreter);
}

function declareFunction({ definition }: FunctionStatement, scope: Scope, interpreter: Interpreter): void {
  const value = functionValue(definition, scope, interpreter);
  setCell(ownCell(scope, definition.name || 'default', interpreter.journal), value, interpreter);
}

function declareClass(statement: ClassStatement, scope: Scope, interpreter: Interpreter): void {
  setCell(
    ownCell(scope, statement.name || 'default', interpreter.journal),
    classValue(statement, scope),
    interpreter,
  );
}

function run(statement: Statement, scope: Scope, interpreter: Interpreter): Completion {
  if (!interpreter.step()) return 'throw';
  switch (statement.kind) {
    case 'expression':
      evaluate(statement.expression, scope, interpreter);
      return 'normal';
    case 'declare':
      runDeclare(statement, scope, interpreter);
      return 'normal';
    case 'if':
      return runIf(statement, scope, interpreter);
    case 'loop':
      return runLoop(statement, scope, interpreter);
    case 'switch':
      return runSwitch(statement, scope, interpreter);
    case 'try':
      return runTry(statement, scope, interpreter);
    case 'return': {
      const value = statement.value ? evaluate(statement.value, scope, interpreter) : scalar(null, statement);
      leave(value, scope.frame, interpreter.conditionSince(scope.frame.conditionDepth), interpreter);
      return 'return';
    }
    case 'throw':
      if (statement.value) evaluate(statement.value, scope, interpreter);
      return 'throw';
    case 'jump':
      return 'jump';
    case 'block':
      return block(statement, scope, interpreter);
    case 'with': {
      for (const { target, value } of statement.resources) {
        const resource = evaluate(value, scope, interpreter);
        if (target) bind(target, resource, scope, interpreter, true);
      }
      return block(statement.body, scope, interpreter);
    }
    case 'export':
      return runExport(statement, scope, interpreter);
    case 'import':
      interpreter.modules.bindImport(statement, scope, interpreter);
      return 'normal';
    case 'function-statement':
    case 'class':
      return 'normal';
  }
}

function runDeclare(statement: DeclareStatement, scope: Scope, interpreter: Interpreter): void {
  const { target, type } = statement;
  const given = statement.value ? evaluate(statement.value, scope, interpreter) : scalar(null, statement);
  const declared =
    type !== null && (given.kind === 'unknown' || isEmpty(given))
      ? declaredValue(type, statement, scope, interpreter)
      : null;
  // A name of the file that a function gives its value: its type counts only where that cannot be told.
  if (declared && scope.parent === null && isEmpty(given) && target.kind === 'name-pattern') {
    ownCell(scope, target.name, interpreter.journal).declared = declared;
    bind(target, given, scope, interpreter, true);
    return;
  }
  const value = declared ?? given;
  if (target.kind === 'name-pattern') nameFunction(value, target.name);
  bind(target, value, scope, interpreter, true);
}

function runExport(statement: ExportStatement, scope: Scope, interpreter: Interpreter): Completion {
  const { declaration, names } = statement;
  if (!declaration) return 'normal';
  const isNameless = names.some(({ local }) => local === '');
  if (declaration.kind !== 'expression' || !isNameless) {
    const completion = run(declaration, scope, interpreter);
    const value = isNameless ? scope.names.get(ownNameOf(declaration) || 'default')?.value : null;
    if (value) interpreter.modules.noteExport(statement, value, scope);
    return completion;
  }
  const value = evaluate(declaration.expression, scope, interpreter);
  nameFunction(value, names[0]!.exported);
  interpreter.modules.noteExport(statement, value, scope);
  return 'normal';
}

/** `module.exports = class Client { … }`: the name is the class's own, and no export. */
function ownNameOf(declaration: Statement): string {
  if (declaration.kind === 'class') return declaration.name;
  return declaration.kind === 'function-statement' ? declaration.definition.name : '';
}

/** Blocks have names of their own, except where the language has none but those of functions. */
function block(statement: BlockStatement, scope: Scope, interpreter: Interpreter): Completion {
  const hasBlocks = scope.file.language.id !== 'python' && statement.statements.some(mayDeclare);
  return runBlock(statement.statements, hasBlocks ? blockScope(scope) : scope, interpreter);
}

/** Whether a statement may make a name of the block that it stands in: most blocks need no scope of their own. */
function mayDeclare({ kind }: Statement): boolean {
  return declaring.has(kind);
}

const declaring: ReadonlySet<Statement['kind']> = new Set([
  'declare',
  'with',
  'export',
  'import',
  'function-statement',
  'class',
]);

function runIf(statement: IfStatement, scope: Scope, interpreter: Interpreter): Completion {
  const test = truth(evaluate(statement.test, scope, interpreter));
  const { otherwise } = statement;
  if (test === true) return block(statement.then, scope, interpreter);
  if (test === false) return otherwise ? block(otherwise, scope, interpreter) : 'normal';
  const text = (): string => interpreter.text(statement.test, scope.file);
  return branch(
    [
      { when: text, words: text, run: () => block(statement.then, scope, interpreter) },
      {
        when: null,
        words: () => `!(${text()})`,
        run: () => (otherwise ? block(otherwise, scope, interpreter) : 'normal'),
      },
    ],
    interpreter,
  );
}

/** Once, with any of the items: what is done for each item counts as done. */
function runLoop(statement: LoopStatement, scope: Scope, interpreter: Interpreter): Completion {
  const inside = scope.file.language.id === 'python' ? scope : blockScope(scope);
  runBlock(statement.before, inside, interpreter);
  const over = statement.over ? evaluate(statement.over, inside, interpreter) : null;
  if (!statement.isIteration && over && truth(over) === false) return 'normal';
  if (statement.item) {
    const item = over ? anyItem(over, statement) : unknown('an item of a list that is not known');
    bind(statement.item, item, inside, interpreter, true);
  }
  const completion = runBlock(statement.body.statements, inside, interpreter);
  return completion === 'throw' ? 'throw' : 'normal';
}

function runSwitch(statement: SwitchStatement, scope: Scope, interpreter: Interpreter): Completion {
  const value = evaluate(statement.value, scope, interpreter);
  const text = (): string => interpreter.text(statement.value, scope.file);
  const ways: BranchWay[] = [];
  let hasRest = false;
  for (const { tests, body } of statement.cases) {
    const run = (): Completion => {
      const completion = block(body, scope, interpreter);
      return completion === 'jump' ? 'normal' : completion;
    };
    if (tests.length === 0) {
      hasRest = true;
      ways.push({ when: null, words: () => `${text()} is none of the listed values`, run });
      continue;
    }
    const values = tests.map((test) => evaluate(test, scope, interpreter));
    const equal = values.map((one) => areEqual(one, value));
    if (equal.includes(true)) return run();
    if (equal.every((one) => one === false)) continue;
    const words = (): string =>
      `${text()} is ${tests.map((test) => interpreter.text(test, scope.file)).join(', ')}`;
    ways.push({ when: words, words, run });
  }
  if (!hasRest) {
    ways.push({ when: null, words: () => `${text()} is none of the listed values`, run: () => 'normal' });
  }
  if (ways.length === 1) return ways[0]!.run();
  return branch(ways, interpreter);
}

function runTry(statement: TryStatement, scope: Scope, interpreter: Interpreter): Completion {
  let completion = block(statement.body, scope, interpreter);
  if (completion === 'normal' && statement.otherwise) {
    completion = block(statement.otherwise, scope, interpreter);
  }
  const afterBody = completion;
  if (statement.handlers.length > 0) {
    const ways: BranchWay[] = [
      { when: null, words: () => 'nothing was thrown', run: () => afterBody },
      ...statement.handlers.map((handler) => ({
        when: null,
        words: () => 'an exception was caught',
        run: (): Completion => {
          const inside = scope.file.language.id === 'python' ? scope : blockScope(scope);
          if (handler.variable !== null) {
            setCell(
              ownCell(inside, handler.variable, interpreter.journal),
              unknown('an exception'),
              interpreter,
            );
          }
          if (handler.filter) evaluate(handler.filter, inside, interpreter);
          return runBlock(handler.body.statements, inside, interpreter);
        },
      })),
    ];
    completion = branch(ways, interpreter);
  }
  if (statement.finally) {
    const last = block(statement.finally, scope, interpreter);
    if (last !== 'normal') return last;
  }
  return completion;
}
