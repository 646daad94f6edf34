import type { CodeTree, Expression, FunctionSyntax, Statement } from '../tree.ts';

/** Functions and values that a file declares at its top level. Methods are found as `this.name`. */
export interface ModuleNames {
  readonly functions: ReadonlyMap<string, FunctionSyntax>;
  readonly values: ReadonlyMap<string, Expression>;
  /** All of them, also those with a name that another has. */
  readonly definitions: ReadonlySet<FunctionSyntax>;
}

const known = new WeakMap<object, ModuleNames>();

export function moduleNames({ statements }: CodeTree): ModuleNames {
  const before = known.get(statements);
  if (before) return before;
  const functions = new Map<string, FunctionSyntax>();
  const values = new Map<string, Expression>();
  const twice = new Set<string>();
  const definitions = new Set<FunctionSyntax>();
  const ofFunction = (name: string, definition: FunctionSyntax) => {
    if (functions.has(name)) twice.add(name);
    functions.set(name, definition);
    definitions.add(definition);
  };
  const ofValue = (name: string, value: Expression) => {
    if (value.kind === 'function') ofFunction(name, value.definition);
    else values.set(name, value);
  };
  const enter = (statement: Statement): void => {
    switch (statement.kind) {
      case 'function-statement':
        ofFunction(statement.definition.name, statement.definition);
        return;
      case 'declare':
        if (statement.target.kind === 'name-pattern' && statement.value) {
          ofValue(statement.target.name, statement.value);
        }
        return;
      case 'expression': {
        const { expression } = statement;
        if (
          expression.kind === 'assign' &&
          expression.operator === '=' &&
          expression.target.kind === 'name'
        ) {
          ofValue(expression.target.name, expression.value);
        }
        return;
      }
      case 'class':
        for (const one of statement.functions) ofFunction(`this.${one.name}`, one);
        for (const { value } of statement.fields)
          if (value?.kind === 'function') definitions.add(value.definition);
        for (const { name, value } of statement.fields)
          if (value) values.set(`${statement.name}.${name}`, value);
        for (const inner of statement.classes) enter(inner);
        return;
      case 'export':
        if (statement.declaration) enter(statement.declaration);
        return;
      default:
        return;
    }
  };
  for (const statement of statements) enter(statement);
  // Which of two is meant cannot be told from a name.
  for (const name of twice) functions.delete(name);
  const names = { functions, values, definitions };
  known.set(statements, names);
  return names;
}

/** Whether a function is declared at the top level, as a function, a value or a method. */
export function isDeclared(definition: FunctionSyntax, file: CodeTree): boolean {
  return moduleNames(file).definitions.has(definition);
}
