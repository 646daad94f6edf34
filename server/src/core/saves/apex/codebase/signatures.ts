import { typeText } from '../bind/bind.ts';
import type {
  CompilationUnit,
  FieldDeclaration,
  MethodDeclaration,
  Modifiers,
  PropertyDeclaration,
  TypeDeclaration,
} from '../syntax.ts';

/** What other code can see of a file beside the members of its classes. */
export function headOf(unit: CompilationUnit): string {
  const parts = unit.types.map(typeHead);
  if (unit.trigger) {
    parts.push(`trigger ${unit.trigger.name.name} ${unit.trigger.object.name} ${unit.trigger.events.join()}`);
  }
  if (unit.script) parts.push('script');
  return parts.join(';').toLowerCase();
}

function typeHead({ modifiers, kind, name, superclass, interfaces, types }: TypeDeclaration): string {
  const supers = [superclass, ...interfaces].map((one) => (one ? typeText(one) : '-')).join();
  return `${modifiersText(modifiers)} ${kind} ${name.name}:${supers}{${types.map(typeHead).join(';')}}`;
}

/** The names of the outermost classes. */
export function namesIn(unit: CompilationUnit): string[] {
  return unit.types.map(({ name }) => name.name);
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
