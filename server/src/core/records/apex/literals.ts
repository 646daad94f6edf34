import type { Schema } from '../../metadata/objects.ts';
import type { BoundBody } from '../../saves/apex/bind/bind.ts';
import type { CodeBody, NameLookup } from '../../saves/apex/bind/symbols.ts';
import type { NewExpression, Node, TypeDeclaration } from '../../saves/apex/syntax.ts';
import { isTestableObject, objectSpelling } from '../objects.ts';

/** Every `new X(…)` whose type can be an object, classes of the same name not yet ruled out. */
export function mayHoldRecords(body: CodeBody, schema: Schema | null): boolean {
  const creation = /\bnew\s+(?:schema\s*\.\s*)?(\w+)\s*\(/gi;
  for (let match = creation.exec(body.text); match; match = creation.exec(body.text)) {
    if (isTestableObject(match[1]!, schema)) return true;
  }
  return false;
}

/** The object that `new X(…)` makes a record of; null where it is none, or X is a class of the code. */
export function objectOfLiteral(
  node: Node,
  names: NameLookup,
  from: TypeDeclaration | null,
  schema: Schema | null,
): string | null {
  if (node.kind !== 'new' || !hasFormOfRecord(node)) return null;
  const object = objectNameOf(node);
  if (!object || !isTestableObject(object.name, schema)) return null;
  if (!object.isQualified && names.type(object.name, from) !== null) return null;
  return objectSpelling(object.name, schema);
}

/** The name behind `new`, and whether it is written as one of the namespace Schema; null if it is dotted otherwise. */
export function objectNameOf({ type }: NewExpression): { name: string; isQualified: boolean } | null {
  const [, namespace, name] = /^(schema\s*\.\s*)?(\w+)$/i.exec(type.name) ?? [];
  return name === undefined ? null : { name, isQualified: namespace !== undefined };
}

/** Not a collection, and nothing but fields in its parentheses. */
export function hasFormOfRecord({ type, arguments: given, elements, entries }: NewExpression): boolean {
  const isPlain = type.arguments.length === 0 && type.dimensions === 0;
  return isPlain && given.length + elements.length + entries.length === 0;
}

/** The record literals of a body, with their objects, in the order of the text. */
export function literalsIn(
  bound: BoundBody,
  schema: Schema | null,
): readonly { readonly literal: NewExpression; readonly object: string }[] {
  const { names, type } = bound.owner;
  return bound.nodes('new').flatMap((literal) => {
    const object = objectOfLiteral(literal, names, type, schema);
    return object === null ? [] : [{ literal, object }];
  });
}
