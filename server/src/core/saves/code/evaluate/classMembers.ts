import type { ClassStatement, FunctionSyntax } from '../tree.ts';
import { assignedNames } from './assignedNames.ts';

type ByName<T> = ReadonlyMap<string, T>;

const methods = new WeakMap<ClassStatement, ByName<FunctionSyntax>>();

/** The first method with a name that stands in a class itself. */
export function methodNamed(definition: ClassStatement, name: string): FunctionSyntax | undefined {
  let named = methods.get(definition);
  if (!named) {
    const found = new Map<string, FunctionSyntax>();
    for (const one of definition.functions) if (!found.has(one.name)) found.set(one.name, one);
    named = found;
    methods.set(definition, named);
  }
  return named.get(name);
}

const fillers = new WeakMap<ClassStatement, ByName<readonly FunctionSyntax[]>>();
const none: readonly FunctionSyntax[] = [];

/** The methods of a class, but for its constructor, that give a field of their object a value. */
export function fillersOf(definition: ClassStatement, field: string): readonly FunctionSyntax[] {
  let filled = fillers.get(definition);
  if (!filled) {
    const found = new Map<string, FunctionSyntax[]>();
    for (const method of definition.functions) {
      if (method.name === 'constructor') continue;
      for (const name of assignedNames(method)) {
        const known = found.get(name);
        if (known) known.push(method);
        else found.set(name, [method]);
      }
    }
    filled = found;
    fillers.set(definition, filled);
  }
  return filled.get(`this.${field}`) ?? none;
}
