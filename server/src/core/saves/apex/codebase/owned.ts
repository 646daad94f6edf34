import type { BodyOwner, CodeBody, NameLookup } from '../bind/symbols.ts';
import type { CompilationUnit, MethodDeclaration, TypeDeclaration } from '../syntax.ts';

/** A body with its owner. */
export interface OwnedBody {
  readonly body: CodeBody;
  readonly owner: BodyOwner;
}

/** What the index knows of a class beside its syntax. */
export interface TypeInfo {
  readonly unit: CompilationUnit;
  readonly outer: TypeDeclaration | null;
  /** `Outer.Inner`. */
  readonly qualifiedName: string;
  /** The class or one around it has @IsTest. */
  readonly isTest: boolean;
}

/** Calls `visit` for each class of the unit, outer ones first. */
export function forEachType(
  unit: CompilationUnit,
  visit: (type: TypeDeclaration, outer: TypeDeclaration | null) => void,
): void {
  const walk = (type: TypeDeclaration, outer: TypeDeclaration | null): void => {
    visit(type, outer);
    for (const inner of type.types) walk(inner, type);
  };
  for (const type of unit.types) walk(type, null);
}

/** All bodies of the unit in no particular order; those that are among `known` as the objects that they are. */
export function bodiesOf(
  unit: CompilationUnit,
  names: NameLookup,
  known: readonly OwnedBody[] = [],
): OwnedBody[] {
  const byBody = new Map(known.map((owned) => [owned.body, owned]));
  const bodies: OwnedBody[] = [];
  const add = (body: CodeBody | null, type: TypeDeclaration | null, member: BodyOwner['member']): void => {
    if (!body) return;
    const same = byBody.get(body);
    const isSame = same?.owner.type === type && same.owner.member === member;
    bodies.push(isSame ? same : { body, owner: { unit, type, member, names } });
  };
  forEachType(unit, (type) => {
    for (const field of type.fields) add(field.initializer, type, field);
    for (const property of type.properties) {
      add(property.getter, type, property);
      add(property.setter, type, property);
    }
    for (const method of type.methods) add(method.body, type, method);
    for (const initializer of type.initializers) add(initializer.body, type, initializer);
  });
  if (unit.trigger) add(unit.trigger.body, null, unit.trigger);
  if (unit.script) {
    add(unit.script.body, null, unit.script);
    for (const method of unit.script.methods) add(method.body, null, method);
  }
  return bodies;
}

export function isTestMethod(method: MethodDeclaration): boolean {
  const { annotations, keywords } = method.modifiers;
  return keywords.has('testmethod') || annotations.some(({ name }) => /^(istest|testsetup)$/i.test(name));
}

/** Annotated as a test, or named as what only tests use. */
export function isTestType(type: TypeDeclaration): boolean {
  return (
    type.modifiers.annotations.some(({ name }) => /^istest$/i.test(name)) || isHelperName(type.name.name)
  );
}

/** The end of a name whose words stand apart: `lad_test_data_factory`, `err_handler_test`. */
const helperName =
  /(^|_)test(s|ing)?(_data)?_(data|utils?|utility|utilities|factory|helpers?|setup|fixtures?|suite)$/;

/** `X_TEST`, `TestDataFactory`, `TEST_Utils`, `SurveyTestingUtil`: classes for tests that lack the annotation. */
function isHelperName(name: string): boolean {
  if (/_tests?$/i.test(name)) return true;
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
  return helperName.test(words);
}

/** Classes that Salesforce generates from a WSDL. */
export function isGenerated(text: string): boolean {
  return (
    text.includes('apex_schema_type_info') && /WebServiceCallout\s*\.\s*invoke\b|_type_info\s*=/.test(text)
  );
}
