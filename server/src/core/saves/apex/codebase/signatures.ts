import { typeText } from '../bind/bind.ts';
import type { CompilationUnit, MethodDeclaration, Modifiers, TypeDeclaration } from '../syntax.ts';

/**
 * All that other code can see of a file without looking into bodies, as one string: what stays equal while
 * somebody types inside a method.
 */
export function signatureOf(unit: CompilationUnit): string {
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
    ...type.fields.map((field) => {
      const sign = field.initializer ? '=' : ';';
      return `${modifiersText(field.modifiers)} ${typeText(field.type)} ${field.name.name}${sign}`;
    }),
    ...type.properties.map((property) => {
      const accessors = `${property.getter ? 'get' : ''} ${property.setter ? 'set' : ''}`;
      return `${modifiersText(property.modifiers)} ${typeText(property.type)} ${property.name.name} ${accessors}`;
    }),
    ...type.methods.map(methodSignature),
    ...type.initializers.map((one) => (one.isStatic ? 'static{}' : '{}')),
    ...type.types.map(typeSignature),
    '}',
  ].join('\n');
}

function methodSignature(method: MethodDeclaration): string {
  const parameters = method.parameters.map(({ name, type }) => `${typeText(type)} ${name.name}`).join();
  const result = method.returnType ? typeText(method.returnType) : '';
  const end = method.body ? '{}' : ';';
  return `${modifiersText(method.modifiers)} ${result} ${method.name.name}(${parameters})${end}`;
}

function modifiersText({ annotations, keywords }: Modifiers): string {
  return [...annotations.map(({ name }) => `@${name}`), ...keywords].join(' ');
}

/** The classes of a file with what they extend and implement. */
export function hierarchyOf(unit: CompilationUnit): string {
  const text = (type: TypeDeclaration): string => {
    const supers = [type.superclass, ...type.interfaces].map((one) => (one ? typeText(one) : '-'));
    return `${type.name.name}:${supers.join()}{${type.types.map(text).join(';')}}`;
  };
  return unit.types.map(text).join(';').toLowerCase();
}
