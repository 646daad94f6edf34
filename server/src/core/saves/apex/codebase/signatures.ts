import { typeText } from '../bind/bind.ts';
import type {
  CompilationUnit,
  FieldDeclaration,
  MethodDeclaration,
  Modifiers,
  PropertyDeclaration,
  TypeDeclaration,
} from '../syntax.ts';
import { forEachType } from './owned.ts';

/** What other code can see of a class beside its members, in lower case. */
export interface TypeHead {
  /** Its kind, and whether it is a test: these are asked of a class that was found by its name. */
  readonly nature: string;
  /** Its supertypes and the names of its inner classes. */
  readonly surroundings: string;
}

/** What other code can see of a file beside the members of its classes. */
export interface UnitHead {
  /** Of the trigger or script; empty for a file of classes. */
  readonly own: string;
  readonly types: ReadonlyMap<TypeDeclaration, TypeHead>;
}

export function headOf(unit: CompilationUnit, isTest: (type: TypeDeclaration) => boolean): UnitHead {
  const { trigger, script } = unit;
  const types = new Map<TypeDeclaration, TypeHead>();
  forEachType(unit, (type) => types.set(type, typeHead(type, isTest(type))));
  const own = trigger
    ? `trigger ${trigger.name.name} ${trigger.object.name} ${trigger.events.join()}`.toLowerCase()
    : script
      ? 'script'
      : '';
  return { own, types };
}

function typeHead({ kind, superclass, interfaces, types }: TypeDeclaration, isTest: boolean): TypeHead {
  const supers = [superclass, ...interfaces].map((one) => (one ? typeText(one) : '-')).join();
  const inner = types.map(({ name }) => name.name).join();
  return { nature: isTest ? `test ${kind}` : kind, surroundings: `${supers}{${inner}}`.toLowerCase() };
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
