import type { Expression, Pattern, Syntax } from '../tree.ts';
import type { RecordValue, Value } from '../values.ts';
import { assignTo } from './assignments.ts';
import { evaluate } from './expressions.ts';
import type { Interpreter } from './interpreter.ts';
import { anyItem, memberOf } from './members.ts';
import { setCell } from './state/mutate.ts';
import { cellOf, functionScopeOf, ownCell, type Scope } from './state/scope.ts';
import { choiceOf, unknown } from './values/build.ts';
import { isNothing } from './values/compare.ts';

/** Binds what a declaration, a parameter or a loop names; `declares` makes new names in the scope. */
export function bind(
  pattern: Pattern,
  value: Value,
  scope: Scope,
  interpreter: Interpreter,
  declares: boolean,
): void {
  switch (pattern.kind) {
    case 'name-pattern': {
      const cell = declares
        ? ownCell(scope, pattern.name, interpreter.journal)
        : (cellOf(scope, pattern.name) ?? ownCell(functionScopeOf(scope), pattern.name, interpreter.journal));
      setCell(cell, value, interpreter);
      return;
    }
    case 'record-pattern': {
      const keys = pattern.entries.flatMap(({ key }) => key ?? []);
      for (const { key, target, otherwise } of pattern.entries) {
        const part =
          key === null
            ? rest(value, keys, pattern, interpreter)
            : withDefault(memberOf(value, key, pattern, scope, interpreter), otherwise, scope, interpreter);
        bind(target, part, scope, interpreter, declares);
      }
      return;
    }
    case 'list-pattern':
      pattern.items.forEach((item, index) => {
        if (item) bind(item, itemAt(value, index, pattern), scope, interpreter, declares);
      });
      return;
    case 'expression-pattern':
      assignTo(pattern.expression, value, pattern, scope, interpreter);
  }
}

/** What a value is where a default stands in for a missing one. */
export function withDefault(
  value: Value,
  otherwise: Expression | null,
  scope: Scope,
  interpreter: Interpreter,
): Value {
  if (!otherwise) return value;
  const missing = isNothing(value);
  if (missing === false) return value;
  const replacement = evaluate(otherwise, scope, interpreter);
  if (missing) return replacement;
  if (value.kind === 'unknown') return value;
  return choiceOf([
    ...withoutNothing(value).map((one) => ({ when: null, value: one })),
    { when: null, value: replacement },
  ]);
}

function withoutNothing(value: Value): readonly Value[] {
  if (value.kind !== 'choice') return [value];
  return value.options
    .map((option) => option.value)
    .filter((one) => !(one.kind === 'scalar' && one.value === null));
}

function itemAt(value: Value, index: number, at: Syntax): Value {
  if (value.kind === 'list' && !value.open) return value.items[index] ?? unknown('beyond the end of a list');
  if (value.kind === 'parameter') return { ...value, path: [...value.path, String(index)], type: null };
  if (value.kind === 'choice') {
    return choiceOf(value.options.map((option) => ({ ...option, value: itemAt(option.value, index, at) })));
  }
  return anyItem(value, at);
}

function rest(value: Value, taken: readonly string[], at: Syntax, interpreter: Interpreter): Value {
  if (value.kind !== 'record') {
    return { kind: 'record', entries: [], open: true, place: at, type: null };
  }
  interpreter.step();
  const record: RecordValue = {
    kind: 'record',
    entries: value.entries.filter(({ key }) => !taken.includes(key)),
    open: value.open,
    place: value.place,
    type: value.type,
  };
  return record;
}
