import type { AssignExpression, Expression, Syntax } from '../tree.ts';
import type { ClassValue, RecordValue, Value } from '../values.ts';
import { staticMember } from './classes.ts';
import { evaluate } from './expressions.ts';
import type { Interpreter } from './interpreter.ts';
import { evaluationFor, modelsOf } from './libraryCalls.ts';
import { keyOf, standsFor } from './members.ts';
import { joinedBy } from './operators.ts';
import { addItem, openUp, setCell, setEntry, setState, touchDeep } from './state/mutate.ts';
import { cellOf, functionScopeOf, ownCell, type Scope } from './state/scope.ts';
import { choiceOf } from './values/build.ts';
import { isNothing, truth } from './values/compare.ts';

export function assign(expression: AssignExpression, scope: Scope, interpreter: Interpreter): Value {
  const { target, operator } = expression;
  if (operator === '=') {
    const value = evaluate(expression.value, scope, interpreter);
    assignTo(target, value, expression, scope, interpreter);
    return value;
  }
  const before = evaluate(target, scope, interpreter);
  const value = evaluate(expression.value, scope, interpreter);
  const after = combined(before, operator, value, expression, interpreter);
  if (after !== before) assignTo(target, after, expression, scope, interpreter);
  return after;
}

function combined(
  before: Value,
  operator: string,
  value: Value,
  at: Syntax,
  interpreter: Interpreter,
): Value {
  switch (operator) {
    case '||=':
    case '&&=': {
      const known = truth(before);
      if (known !== null) return known === (operator === '||=') ? before : value;
      return choiceOf([
        { when: null, value: before },
        { when: null, value },
      ]);
    }
    case '??=': {
      const known = isNothing(before);
      if (known !== null) return known ? value : before;
      return choiceOf([
        { when: null, value: before },
        { when: null, value },
      ]);
    }
    // `headers |= {…}`, `rows += [row]`.
    case '|=':
    case '+=':
      if (before.kind === 'record' && value.kind === 'record') {
        for (const entry of value.entries) setEntry(before, entry.key, entry.value, entry.place, interpreter);
        if (value.open) openUp(before, interpreter);
        return before;
      }
      // PHP: an empty array is both.
      if (before.kind === 'record' && before.entries.length === 0 && !before.open && value.kind === 'list') {
        return value;
      }
      if (before.kind === 'list') {
        if (value.kind === 'list') for (const item of value.items) addItem(before, item, interpreter);
        if (value.kind !== 'list' || value.open) openUp(before, interpreter);
        return before;
      }
  }
  return joinedBy(operator.slice(0, -1), before, value, at);
}

/** Gives a value to a name, a member or an item. */
export function assignTo(
  target: Expression,
  value: Value,
  at: Syntax,
  scope: Scope,
  interpreter: Interpreter,
): void {
  switch (target.kind) {
    case 'name': {
      const cell = cellOf(scope, target.name);
      if (cell) setCell(cell, value, interpreter);
      else if (!assignToOwnMember(target.name, value, at, scope, interpreter)) {
        setCell(ownCell(functionScopeOf(scope), target.name, interpreter.journal), value, interpreter);
      }
      return;
    }
    case 'member': {
      const object = changeable(target.object, scope, interpreter);
      setMember(object, target.name, value, at, scope, interpreter);
      return;
    }
    case 'index': {
      const object = changeable(target.object, scope, interpreter);
      const index = evaluate(target.index, scope, interpreter);
      const key = keyOf(index);
      if (key !== null) setMember(object, key, value, at, scope, interpreter);
      else opened(object, interpreter);
      return;
    }
    case 'list':
      for (const item of target.items) {
        if (item.kind === 'name') assignTo(item, value, at, scope, interpreter);
      }
      return;
    default:
      evaluate(target, scope, interpreter);
  }
}

/** Java and C#: a field of the object itself, without a prefix. */
function assignToOwnMember(
  name: string,
  value: Value,
  at: Syntax,
  scope: Scope,
  interpreter: Interpreter,
): boolean {
  // Elsewhere members are told from variables by a prefix.
  if (!/^(?:java|csharp)$/.test(scope.file.language.id)) return false;
  const self = cellOf(scope, 'this')?.value;
  if (self?.kind !== 'instance') return false;
  setEntry(self.fields, name, value, at, interpreter);
  return true;
}

export function setMember(
  object: Value,
  name: string,
  value: Value,
  at: Syntax,
  scope: Scope,
  interpreter: Interpreter,
): void {
  switch (object.kind) {
    case 'record':
      setEntry(object, name, value, at, interpreter);
      return;
    case 'instance':
      setEntry(object.fields, name, value, at, interpreter);
      return;
    case 'class':
      // Those that it is declared with come first.
      staticMember(object, name, interpreter);
      setEntry(staticFieldsOf(object, at), name, value, at, interpreter);
      return;
    case 'list':
      addItem(object, value, interpreter);
      return;
    case 'library':
      touchDeep(object, interpreter);
      setState(object, name, value, interpreter);
      for (const model of modelsOf(scope.file)) {
        model.assign?.(object, name, value, evaluationFor(scope, interpreter));
      }
      return;
    case 'choice':
      for (const { value: one } of object.options) {
        if (one.kind === 'record' || one.kind === 'library')
          setMember(one, name, value, at, scope, interpreter);
      }
  }
}

function opened(object: Value, interpreter: Interpreter): void {
  if (object.kind === 'record' || object.kind === 'list') openUp(object, interpreter);
  else if (object.kind === 'instance') openUp(object.fields, interpreter);
  else if (object.kind === 'choice') for (const { value } of object.options) opened(value, interpreter);
}

const statics = new WeakMap<ClassValue, RecordValue>();

/** What is assigned to a class itself: `Config.version = …`. */
export function staticFieldsOf(of: ClassValue, at: Syntax): RecordValue {
  let fields = statics.get(of);
  if (!fields) {
    fields = { kind: 'record', entries: [], open: false, place: at, type: null };
    statics.set(of, fields);
  }
  return fields;
}

/**
 * The value of an expression, such that it can be changed: what is not known, or handed in, is from here on an
 * object that stands for it.
 */
export function changeable(expression: Expression, scope: Scope, interpreter: Interpreter): Value {
  const value = evaluate(expression, scope, interpreter);
  const nothing = value.kind === 'scalar' && value.value === null;
  if (value.kind !== 'unknown' && value.kind !== 'parameter' && !nothing) return value;
  if (expression.kind !== 'name' && expression.kind !== 'member' && expression.kind !== 'index') return value;
  if (expression.kind === 'name' && cellOf(scope, expression.name) === null) return value;
  const record = interpreter.journal.made<RecordValue>({
    kind: 'record',
    entries: [],
    open: true,
    place: expression,
    type: value.kind === 'parameter' ? value.type : null,
  });
  if (!nothing) standsFor.set(record, value);
  assignTo(expression, record, expression, scope, interpreter);
  return record;
}
