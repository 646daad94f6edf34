import type {
  Block,
  Body,
  CatchClause,
  CompilationUnit,
  Declarator,
  Expression,
  FieldDeclaration,
  ForEachStatement,
  InitializerDeclaration,
  MethodDeclaration,
  PropertyDeclaration,
  ScriptDeclaration,
  SwitchCase,
  TriggerDeclaration,
  TypeDeclaration,
  TypeReference,
} from '../syntax.ts';

export type CodeBody = Body<Block> | Body<Expression>;

export type Member =
  | MethodDeclaration
  | FieldDeclaration
  | PropertyDeclaration
  | InitializerDeclaration
  | TriggerDeclaration
  | ScriptDeclaration;

/** Where a body stands, and who can tell what its free names mean. */
export interface BodyOwner {
  readonly unit: CompilationUnit;
  /** The innermost class; null in triggers and scripts. */
  readonly type: TypeDeclaration | null;
  readonly member: Member;
  readonly names: NameLookup;
}

/** What the code base knows about names that are no local variables. */
export interface NameLookup {
  /** Grows whenever a name may mean something else. */
  readonly generation: number;
  /** The members, by their names in lower case, that have changed since a generation; null if more has. */
  changedSince(generation: number): ReadonlySet<string> | null;
  /** A field or property, searched through superclasses and outer classes. */
  variable(type: TypeDeclaration, name: string): MemberSymbol | null;
  /** A class, as seen from another one; dotted names too. */
  type(name: string, from: TypeDeclaration | null): TypeDeclaration | null;
  symbolOfType(type: TypeDeclaration): TypeSymbol;
  /** Told of each name that is answered from a cache. */
  noteName(name: string): void;
}

/** A variable of the body. Symbols are compared by `key`, which is unique within the body. */
export interface LocalSymbol {
  readonly kind: 'local' | 'parameter' | 'for-each' | 'catch' | 'pattern';
  readonly key: string;
  readonly name: string;
  readonly type: TypeReference;
  /** Position among the parameters; null for other variables. */
  readonly parameterIndex: number | null;
  /** Null for parameters. */
  readonly declaration: Declarator | ForEachStatement | CatchClause | SwitchCase | null;
}

/** A field, property or enum-like constant of a class. `key` is unique in the code base. */
export interface MemberSymbol {
  readonly kind: 'field' | 'property';
  readonly key: string;
  readonly name: string;
  readonly declaration: FieldDeclaration | PropertyDeclaration;
  readonly type: TypeReference;
  /** The class that declares it. */
  readonly owner: TypeDeclaration;
  readonly isStatic: boolean;
  /** The file of the anonymous script whose variable it is, as the script's methods see it. */
  readonly script?: string;
}

/** A class used as a name: `UTIL_DMLService` in `UTIL_DMLService.insertRecords(…)`. */
export interface TypeSymbol {
  readonly kind: 'type';
  readonly key: string;
  readonly name: string;
  readonly declaration: TypeDeclaration;
}

export type CodeSymbol = LocalSymbol | MemberSymbol | TypeSymbol;

export function isLocal(symbol: CodeSymbol): symbol is LocalSymbol {
  return symbol.kind !== 'field' && symbol.kind !== 'property' && symbol.kind !== 'type';
}
