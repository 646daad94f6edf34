import type { CodeLanguage } from '../language.ts';
import { eachPart } from '../parts.ts';
import type { ClassStatement, Expression, FunctionSyntax } from '../tree.ts';
import type { RecordValue, Value } from '../values.ts';
import { assignedNames } from './assignedNames.ts';
import { choiceOf, unknown } from './values/build.ts';

/** What changes a list, a map or a record. */
const changes =
  /^(?:set|put|putAll|add|addAll|append|extend|push|unshift|update|insert|setdefault|Add|AddRange|TryAdd)$/;

/**
 * An object that lived before it is looked at: what its methods change holds more than it began with. A component's
 * `fields = {}` is filled by its form, `kind = 'Lead'` is what somebody chose last.
 */
export function age(fields: RecordValue, line: readonly ClassStatement[], language: CodeLanguage): void {
  const methods = line.flatMap(({ functions }) => functions.filter(({ name }) => name !== 'constructor'));
  fields.entries.splice(
    0,
    fields.entries.length,
    ...fields.entries.map((entry) => ({ ...entry, value: aged(entry.key, entry.value, methods, language) })),
  );
}

function aged(name: string, value: Value, methods: readonly FunctionSyntax[], language: CodeLanguage): Value {
  // What is off and never switched on is an option of a plugin, which its framework fills.
  const isOption = language === 'php' && value.kind === 'scalar' && value.value === false;
  const isSet = isOption || methods.some((method) => assignedNames(method).has(`this.${name}`));
  if (value.kind === 'record' && value.type === null) {
    if (isSet || methods.some((method) => changedNames(method).has(name))) value.open = true;
    return value;
  }
  const isPlain =
    value.kind === 'text' ? value.parts.length > 0 : value.kind === 'scalar' && value.value !== null;
  if (!isSet || !isPlain) return value;
  return choiceOf([
    { when: null, value },
    { when: null, value: unknown(`${name}, which is set elsewhere`) },
  ]);
}

const known = new WeakMap<FunctionSyntax, ReadonlySet<string>>();

/** Fields of its own object into which a function puts something: `this.fields[name] = …`, `this.fields.put(…)`. */
export function changedNames(definition: FunctionSyntax): ReadonlySet<string> {
  let names = known.get(definition);
  if (!names) {
    const found = new Set<string>();
    if (definition.body) collect(definition.body, found, 0);
    names = found;
    known.set(definition, names);
  }
  return names;
}

function collect(node: object | string, into: Set<string>, depth: number): void {
  if (typeof node === 'string' || depth > 80) return;
  const { kind, target, callee } = node as { kind?: string; target?: Expression; callee?: Expression };
  const changed =
    kind === 'assign' && (target?.kind === 'member' || target?.kind === 'index')
      ? target.object
      : kind === 'call' && callee?.kind === 'member' && changes.test(callee.name)
        ? callee.object
        : null;
  const name = changed ? fieldOf(changed) : null;
  if (name !== null) into.add(name);
  if (kind === 'call')
    for (const { value } of (node as { arguments: readonly { value: Expression }[] }).arguments) {
      // `Object.assign(this.fields, more)`.
      const given = callee?.kind === 'member' && callee.name === 'assign' ? fieldOf(value) : null;
      if (given !== null) into.add(given);
    }
  eachPart(node, collect, into, depth);
}

function fieldOf(expression: Expression): string | null {
  if (expression.kind === 'index') return fieldOf(expression.object);
  if (expression.kind !== 'member') return null;
  const { object } = expression;
  return object.kind === 'name' && object.name === 'this' ? expression.name : fieldOf(object);
}
