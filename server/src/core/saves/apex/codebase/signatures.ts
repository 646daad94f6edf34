import { typeText } from '../bind/bind.ts';
import type {
  CompilationUnit,
  FieldDeclaration,
  MethodDeclaration,
  Modifiers,
  PropertyDeclaration,
  TypeDeclaration,
} from '../syntax.ts';

/** All that other code can see of a file without looking into bodies: equal while somebody types inside a method. */
export interface Shape {
  readonly signature: string;
  /** The classes with what they extend and implement. */
  readonly hierarchy: string;
  /** The outermost classes. */
  readonly names: readonly string[];
}

export function shapeOf(unit: CompilationUnit): Shape {
  return { signature: signatureOf(unit), hierarchy: hierarchyOf(unit), names: namesIn(unit) };
}

export function namesIn(unit: CompilationUnit): string[] {
  return unit.types.map(({ name }) => name.name);
}

function signatureOf(unit: CompilationUnit): string {
  const parts = unit.types.map(typeSignature);
  if (unit.trigger) {
    parts.push(`trigger ${unit.trigger.name.name} ${unit.trigger.object.name} ${unit.trigger.events.join()}`);
  }
  if (unit.script) parts.push('script', ...unit.script.methods.map(methodSignature));
  return parts.join('\n').toLowerCase();
}

function typeSignature(type: TypeDeclaration): string {
  const supers = [type.superclass, ...type.interfaces].map((one) => (one ? typeText(one) : '-'));
  return [
    `${modifiersText(type.modifiers)} ${type.kind} ${type.name.name} ${supers.join()}{`,
    ...type.fields.map(fieldSignature),
    ...type.properties.map(propertySignature),
    ...type.methods.map(methodSignature),
    ...type.initializers.map((one) => (one.isStatic ? 'static{}' : '{}')),
    ...type.types.map(typeSignature),
    '}',
  ].join('\n');
}

/** In lower case, as those of all members. */
export function methodSignature(method: MethodDeclaration): string {
  const parameters = method.parameters.map(({ name, type }) => `${typeText(type)} ${name.name}`).join();
  const result = method.returnType ? typeText(method.returnType) : '';
  const end = method.body ? '{}' : ';';
  return `${modifiersText(method.modifiers)} ${result} ${method.name.name}(${parameters})${end}`.toLowerCase();
}

export function fieldSignature({ initializer, modifiers, type, name }: FieldDeclaration): string {
  const sign = initializer ? '=' : ';';
  return `${modifiersText(modifiers)} ${typeText(type)} ${name.name}${sign}`.toLowerCase();
}

export function propertySignature({ getter, setter, modifiers, type, name }: PropertyDeclaration): string {
  const accessors = `${getter ? 'get' : ''} ${setter ? 'set' : ''}`;
  return `${modifiersText(modifiers)} ${typeText(type)} ${name.name} ${accessors}`.toLowerCase();
}

function modifiersText({ annotations, keywords }: Modifiers): string {
  return [...annotations.map(({ name }) => `@${name}`), ...keywords].join(' ');
}

function hierarchyOf(unit: CompilationUnit): string {
  const text = (type: TypeDeclaration): string => {
    const supers = [type.superclass, ...type.interfaces].map((one) => (one ? typeText(one) : '-'));
    return `${type.name.name}:${supers.join()}{${type.types.map(text).join(';')}}`;
  };
  return unit.types.map(text).join(';').toLowerCase();
}
