import { place } from '../../text.ts';
import type { FieldValue, Operation, WrittenFields } from '../site.ts';
import type { BoundBody } from './bind/bind.ts';
import { type CodeBody, isLocal } from './bind/symbols.ts';
import { overriding } from './resolve/callFrame.ts';
import { parameterIsWritten } from './resolve/escapes.ts';
import { RecordSources, type UncertainWrite } from './resolve/recordSources.ts';
import type { CallExpression, Expression, NewExpression, Node } from './syntax.ts';
import type { ApexTypes } from './types/types.ts';

/**
 * What the code in sight writes to the records that a save is given; `node` is the statement or call to
 * which it gives them.
 */
export function writtenFields(
  operand: Expression,
  node: Node,
  operation: Operation,
  bound: BoundBody,
  types: ApexTypes,
  path: readonly CodeBody[] = [],
): WrittenFields {
  const returned = new Map<Node, WrittenFields>();
  const sources = new RecordSources(bound, types, node, {
    returned(call) {
      const fields = returnedFields(call, operation, bound, types, path);
      if (fields) returned.set(call, fields);
      return fields;
    },
    written: (call, index) => parameterWrites(call, index, bound, types, path),
  });
  sources.follow(operand);
  const writes: UncertainWrite[] = [];
  const covered = new Coverage([...sources.made, ...sources.queries]);
  let complete = sources.made.length + sources.queries.length > 0 && !sources.escapes;
  // A queried record that is inserted anew carries what was queried.
  if (sources.queries.length > 0 && operation === 'insert') complete = false;
  if (isWrittenByWrapper(operand, node, bound, types)) complete = false;

  for (const made of sources.made) {
    for (const field of made.kind === 'new' ? made.fields : []) {
      writes.push({
        name: field.name.name,
        value: fieldValue(field.value, bound, types),
        place: place(bound.body.anchor, field),
      });
      covered.note(field.name.name, [made]);
    }
    for (const { name, value, place, always } of returned.get(made)?.writes ?? []) {
      writes.push({ name, value, place });
      if (always) covered.note(name, [made]);
    }
  }
  for (const { variable, target, value, at } of sources.assignments()) {
    if (!bound.reaches(at, node)) continue;
    if (target === null) {
      complete = false;
      continue;
    }
    writes.push({
      name: target,
      value: value ? fieldValue(value, bound, types) : { kind: 'unknown' },
      place: place(bound.body.anchor, at),
    });
    const origins = sources.originOf(variable);
    if (!origins.every((origin) => runsWith(at, origin, node, bound))) continue;
    if (sources.isOnly(variable)) covered.noteAll(target);
    else covered.note(target, origins);
  }
  const certain = writes.map((write) => ({ ...write, always: covered.isWhole(write.name) }));
  const uncertain = sources.writtenByOthers.map((write) => ({ ...write, always: false }));
  return { complete, writes: [...certain, ...uncertain] };
}

/** Methods that call each other to make or fill a record. */
const maxMethods = 3;

/** What a method writes to the records that it returns; null where other code may decide what they are. */
function returnedFields(
  call: CallExpression,
  operation: Operation,
  bound: BoundBody,
  types: ApexTypes,
  path: readonly CodeBody[],
): WrittenFields | null {
  const inside = onlyBodyOf(call, bound, types, path);
  if (!inside) return null;
  const ways: WrittenFields[] = [];
  for (const node of inside.nodes('return')) {
    if (!node.value || (node.value.kind === 'literal' && node.value.type === 'null')) continue;
    ways.push(writtenFields(node.value, node, operation, inside, types, [...path, inside.body]));
  }
  if (ways.length === 0) return null;
  const complete = ways.every((way) => way.complete);
  const isAlways = (name: string) =>
    ways.every(({ writes }) => writes.some((one) => one.always && isSame(one.name, name)));
  const writes = ways.flatMap((way) => way.writes);
  // Records that come from elsewhere besides may lack what is written here.
  return {
    complete,
    writes: writes.map((write) => ({ ...write, always: complete && isAlways(write.name) })),
  };
}

/** What a method may write to the records in one of its arguments; null where it may do more with them. */
function parameterWrites(
  call: CallExpression | NewExpression,
  index: number,
  bound: BoundBody,
  types: ApexTypes,
  path: readonly CodeBody[],
): readonly UncertainWrite[] | null {
  const inside = call.kind === 'call' ? onlyBodyOf(call, bound, types, path) : null;
  const parameter = inside?.parameter(index);
  if (!inside || !parameter) return null;
  const further = [...path, inside.body];
  const sources = new RecordSources(inside, types, null, {
    returned: () => null,
    written: (inner, at) => parameterWrites(inner, at, inside, types, further),
  });
  sources.followHandedIn(parameter);
  if (sources.escapes || sources.made.length + sources.queries.length > 0) return null;
  // By the name that the result is given, more may be written.
  if (sources.areReturned && bound.parentOf(call)?.kind !== 'expression-statement') return null;
  const writes = [...sources.writtenByOthers];
  for (const { target, value, at } of sources.assignments()) {
    if (target === null) return null;
    writes.push({
      name: target,
      value: value ? fieldValue(value, inside, types) : { kind: 'unknown' },
      place: place(inside.body.anchor, at),
    });
  }
  return writes;
}

/** The code of the one method that a call may lead to. */
function onlyBodyOf(
  call: CallExpression,
  bound: BoundBody,
  types: ApexTypes,
  path: readonly CodeBody[],
): BoundBody | null {
  const { codebase } = types;
  const found = types.resolveCall(call, bound);
  if (found.kind !== 'method' || path.length >= maxMethods || overriding(found, codebase).length > 0)
    return null;
  const unit = found.type ? codebase.info(found.type)?.unit : bound.owner.unit;
  const inside = unit ? codebase.bindMethod(found.method, found.type, unit) : null;
  return inside && !path.includes(inside.body) ? inside : null;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isWrittenByWrapper(operand: Expression, node: Node, bound: BoundBody, types: ApexTypes): boolean {
  if (node.kind !== 'call' && node.kind !== 'new') return false;
  const index = node.arguments.indexOf(operand);
  return index >= 0 && parameterIsWritten(node, index, bound, types);
}

/** Whether the write runs whenever the record is made (or the loop over the records comes to it). */
function runsWith(write: Node, origin: Node, save: Node, bound: BoundBody): boolean {
  return bound.dominates(write, save) || bound.guard(write, origin) === null;
}

/** For which of the places where records are made a field is certainly written. */
class Coverage {
  readonly #origins: readonly Node[];
  readonly #byField = new Map<string, Set<Node>>();

  constructor(origins: readonly Node[]) {
    this.#origins = origins;
  }

  note(field: string, origins: readonly Node[]): void {
    const key = field.toLowerCase();
    const known = this.#byField.get(key) ?? new Set();
    for (const origin of origins) known.add(origin);
    this.#byField.set(key, known);
  }

  noteAll(field: string): void {
    this.note(field, this.#origins);
  }

  isWhole(field: string): boolean {
    const known = this.#byField.get(field.toLowerCase());
    return known !== undefined && this.#origins.every((origin) => known.has(origin));
  }
}

/** A literal, also by way of a constant or of a variable that has one value only. */
function fieldValue(expression: Expression, bound: BoundBody, types: ApexTypes, depth = 0): FieldValue {
  if (expression.kind === 'literal') return { kind: 'literal', value: expression.value };
  if (expression.kind === 'parenthesized') return fieldValue(expression.inner, bound, types, depth);
  if (depth > 2 || (expression.kind !== 'name' && expression.kind !== 'member')) return { kind: 'unknown' };
  const symbol = expression.kind === 'name' ? bound.symbolOf(expression) : bound.memberOf(expression);
  if (!symbol || symbol.kind === 'type') return { kind: 'unknown' };
  if (isLocal(symbol)) {
    const values = bound.usesOf(symbol).filter(({ role }) => role === 'write');
    const [only] = values;
    if (symbol.kind !== 'local' || values.length !== 1 || only?.context?.kind !== 'declarator')
      return { kind: 'unknown' };
    return only.context.initializer
      ? fieldValue(only.context.initializer, bound, types, depth + 1)
      : { kind: 'unknown' };
  }
  const { declaration } = symbol;
  if (
    declaration.kind !== 'field' ||
    !declaration.initializer ||
    !declaration.modifiers.keywords.has('final')
  ) {
    return { kind: 'unknown' };
  }
  const { codebase } = types;
  const owned = codebase.bodiesOfType(symbol.owner).find(({ body }) => body === declaration.initializer);
  const inside = owned ? codebase.bind(owned) : null;
  return inside ? fieldValue(inside.root as Expression, inside, types, depth + 1) : { kind: 'unknown' };
}
