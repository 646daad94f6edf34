import type { TypeDeclaration } from '../syntax.ts';

/** The type of an expression, as far as it is known. */
export type ApexType =
  | { readonly kind: 'primitive'; readonly name: string }
  /** A record of a certain object; the name as spelled. */
  | { readonly kind: 'sobject'; readonly name: string }
  /** `SObject`: a record of any object. */
  | { readonly kind: 'any-sobject' }
  /** Also Iterable and Iterator. */
  | { readonly kind: 'list'; readonly element: ApexType }
  | { readonly kind: 'set'; readonly element: ApexType }
  | { readonly kind: 'map'; readonly key: ApexType; readonly value: ApexType }
  | { readonly kind: 'class'; readonly declaration: TypeDeclaration }
  /**
   * A class that is not in the workspace: `Database.SaveResult`, `Object`, one of a package. `of` is what
   * it carries, where that matters: the records of a Security.stripInaccessible decision.
   */
  | { readonly kind: 'platform'; readonly name: string; readonly of?: ApexType }
  | { readonly kind: 'unknown'; readonly why: string };

export const anySObject: ApexType = { kind: 'any-sobject' };

export function unknownType(why: string): ApexType {
  return { kind: 'unknown', why };
}

export function primitive(name: string): ApexType {
  return { kind: 'primitive', name };
}

export function platform(name: string, of?: ApexType): ApexType {
  return of ? { kind: 'platform', name, of } : { kind: 'platform', name };
}

export function listOf(element: ApexType): ApexType {
  return { kind: 'list', element };
}

export function sobject(name: string): ApexType {
  return { kind: 'sobject', name };
}

/** What is found in a list, set or map (its values) at any depth; the type itself if it holds nothing. */
export function leafOf(type: ApexType): ApexType {
  switch (type.kind) {
    case 'list':
    case 'set':
      return leafOf(type.element);
    case 'map':
      return leafOf(type.value);
    default:
      return type;
  }
}

export function isCollection(type: ApexType): boolean {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'map';
}
