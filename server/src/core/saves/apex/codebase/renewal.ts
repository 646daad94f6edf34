import { takeOverBodies } from '../parse/bodies.ts';
import type {
  CompilationUnit,
  FieldDeclaration,
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
 * stays found, and nothing holds on to earlier versions. Gives the unit of before.
 */
export function renewUnit(before: CompilationUnit, now: CompilationUnit): CompilationUnit {
  const types = renewEach(before.types, now.types, typeKey, renewType);
  const trigger = before.trigger && now.trigger ? Object.assign(before.trigger, now.trigger) : now.trigger;
  const script = before.script && now.script ? renewScript(before.script, now.script) : now.script;
  takeOverBodies(before, now);
  return Object.assign(before, now, { types, trigger, script });
}

function renewType(before: TypeDeclaration, now: TypeDeclaration): TypeDeclaration {
  return Object.assign(before, now, {
    fields: renewEach(before.fields, now.fields, fieldSignature, renewVariable),
    properties: renewEach(before.properties, now.properties, propertySignature, renewVariable),
    methods: renewEach(before.methods, now.methods, methodSignature, renewMethod),
    types: renewEach(before.types, now.types, typeKey, renewType),
  });
}

function renewScript(before: ScriptDeclaration, now: ScriptDeclaration): ScriptDeclaration {
  const methods = renewEach(before.methods, now.methods, methodSignature, renewMethod);
  return Object.assign(before, now, { methods });
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

const typeKey = (type: TypeDeclaration): string => type.name.name.toLowerCase();

/** In the order of now; what has the same key as something of before goes on as that object. */
function renewEach<T extends object>(
  before: readonly T[],
  now: readonly T[],
  keyOf: (one: T) => string,
  renew: (before: T, now: T) => T,
): readonly T[] {
  if (before.length === 0) return now;
  const known = new Map<string, T[]>();
  for (const one of before) {
    const key = keyOf(one);
    const same = known.get(key);
    if (same) same.push(one);
    else known.set(key, [one]);
  }
  return now.map((one) => {
    const match = known.get(keyOf(one))?.shift();
    return match ? renew(match, one) : one;
  });
}
