import { takeOverBodies } from '../parse/bodies.ts';
import { takeOverPieces } from '../parse/reuse.ts';
import type {
  CompilationUnit,
  FieldDeclaration,
  Identifier,
  MethodDeclaration,
  PropertyDeclaration,
  ScriptDeclaration,
  TypeDeclaration,
  TypeReference,
} from '../syntax.ts';
import { fieldSignature, methodSignature, propertySignature } from './signatures.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Pours a new version of a file into the objects of the one before: a class stays the same object as long as
 * its name is in the file, a member as long as its signature is in the class. So what was kept about them
 * stays found, and nothing holds on to earlier versions. Gives the names, in lower case, of the members that
 * are new, gone, or in another order.
 */
export function renewUnit(before: CompilationUnit, now: CompilationUnit): ReadonlySet<string> {
  const renewal = new Renewal();
  const { trigger, script } = before;
  const renewed = {
    types: renewal.types(before.types, now.types),
    trigger: trigger && now.trigger ? Object.assign(trigger, now.trigger) : now.trigger,
    script: script && now.script ? renewal.script(script, now.script) : now.script,
  };
  takeOverBodies(before, now);
  Object.assign(before, now, renewed);
  return renewal.changed;
}

interface Named {
  readonly name: Identifier;
}

class Renewal {
  readonly changed = new Set<string>();

  types(before: readonly TypeDeclaration[], now: readonly TypeDeclaration[]): readonly TypeDeclaration[] {
    return this.#each(before, now, nameOf, (one, next) => this.#type(one, next));
  }

  #type(before: TypeDeclaration, now: TypeDeclaration): TypeDeclaration {
    if (before === now) return before;
    takeOverPieces(before, now);
    return Object.assign(before, now, {
      fields: this.#each(before.fields, now.fields, fieldSignature, renewVariable),
      properties: this.#each(before.properties, now.properties, propertySignature, renewVariable),
      methods: this.#each(before.methods, now.methods, methodSignature, renewMethod),
      types: this.types(before.types, now.types),
    });
  }

  script(before: ScriptDeclaration, now: ScriptDeclaration): ScriptDeclaration {
    const methods = this.#each(before.methods, now.methods, methodSignature, renewMethod);
    return Object.assign(before, now, { methods });
  }

  /** In the order of now; what has the same key as something of before goes on as that object. */
  #each<T extends Named>(
    before: readonly T[],
    now: readonly T[],
    keyOf: (one: T) => string,
    renew: (before: T, now: T) => T,
  ): readonly T[] {
    // Most were taken over as the objects that they are.
    const { head, tail } = sameEnds(before, now);
    const known = new Map<string, number[]>();
    for (let index = head; index < before.length - tail; index++) {
      const key = keyOf(before[index]!);
      const same = known.get(key);
      if (same) same.push(index);
      else known.set(key, [index]);
    }
    let last = -1;
    const result = now.map((one, at) => {
      if (at < head || at >= now.length - tail) return one;
      const index = known.get(keyOf(one))?.shift();
      if (index === undefined || index < last) this.changed.add(nameOf(one));
      if (index === undefined) return one;
      last = index;
      const same = before[index]!;
      return same === one ? one : renew(same, one);
    });
    for (const rest of known.values()) for (const index of rest) this.changed.add(nameOf(before[index]!));
    return result;
  }
}

/** How many are the same objects at the beginning, and how many at the end. */
function sameEnds<T>(before: readonly T[], now: readonly T[]): { head: number; tail: number } {
  const shorter = Math.min(before.length, now.length);
  let head = 0;
  while (head < shorter && before[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  return { head, tail };
}

function nameOf({ name }: Named): string {
  return name.name.toLowerCase();
}

function renewVariable<T extends FieldDeclaration | PropertyDeclaration>(before: T, now: T): T {
  return Object.assign(before, now, { type: renewReference(before.type, now.type) });
}

function renewMethod(before: MethodDeclaration, now: MethodDeclaration): MethodDeclaration {
  const returnType =
    before.returnType && now.returnType ? renewReference(before.returnType, now.returnType) : now.returnType;
  const parameters = now.parameters.map((parameter, index) => {
    const known = before.parameters[index]!;
    return Object.assign(known, parameter, { type: renewReference(known.type, parameter.type) });
  });
  return Object.assign(before, now, { returnType, parameters });
}

/** Of two references that are spelled the same but for case. */
function renewReference(before: TypeReference, now: TypeReference): TypeReference {
  const known: Mutable<TypeReference> = before;
  known.name = now.name;
  known.start = now.start;
  known.end = now.end;
  for (const [index, argument] of now.arguments.entries()) renewReference(known.arguments[index]!, argument);
  return known;
}
