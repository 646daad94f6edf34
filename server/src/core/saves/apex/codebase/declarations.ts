import { typeText } from '../bind/bind.ts';
import type { MemberSymbol, TypeSymbol } from '../bind/symbols.ts';
import type { CompilationUnit, MethodDeclaration, TypeDeclaration, TypeReference } from '../syntax.ts';
import { Dependencies } from './dependencies.ts';
import { forEachType, isTestType, type TypeInfo } from './owned.ts';

export interface FoundMethod {
  readonly method: MethodDeclaration;
  /** The class that declares it; null for methods of a script. */
  readonly type: TypeDeclaration | null;
}

/** What is watched by those who looked at the code of a trigger or script. Spaces keep the keys apart from names. */
export const headKey = (uri: string): string => ` head ${uri}`;

/** What is watched by those who looked for the bodies of a file. */
export const bodiesKey = (uri: string): string => ` bodies ${uri}`;

/** What is watched by those who looked for a top-level class or a member of the name, found or not. */
export const nameKey = (name: string): string => ` type ${name.toLowerCase()}`;

/** What is watched by those who looked for bodies in which a word stands. */
export const mentionKey = (word: string): string => ` mention ${word.toLowerCase()}`;

/** What is watched by those who looked for subclasses. */
export const hierarchyKey = ' hierarchy';

/** The classes of a code base: by name, with their supertypes, subtypes and members. */
export abstract class Declarations {
  readonly dependencies: Dependencies;
  readonly #topLevel = new Map<string, TypeDeclaration[]>();
  readonly #info = new WeakMap<TypeDeclaration, TypeInfo>();
  readonly #memberSymbols = new WeakMap<object, MemberSymbol>();
  readonly #methodKeys = new WeakMap<MethodDeclaration, string>();
  #subtypes: { structure: number; map: Map<string, TypeDeclaration[]> } | null = null;

  /** `once` for code that hardly changes after it was read: see Dependencies. */
  constructor({ once = false }: { readonly once?: boolean } = {}) {
    this.dependencies = new Dependencies(!once);
  }

  abstract get uris(): Iterable<string>;
  abstract unit(uri: string): CompilationUnit | null;

  /** Grows when a signature changes anywhere, a file comes or goes. Changes inside bodies leave it alone. */
  get generation(): number {
    return this.dependencies.generation;
  }

  /** Grows when classes come, go, or change what they are; not with their members. */
  get structure(): number {
    return this.dependencies.structure;
  }

  changedSince(generation: number): ReadonlySet<string> | null {
    return this.dependencies.changedSince(generation);
  }

  /** Notes that a class was looked at, its members aside. */
  see(type: TypeDeclaration): void {
    this.dependencies.watch(type);
  }

  /** Notes that a name was looked up which is answered from a cache. */
  noteName(name: string): void {
    this.dependencies.watch(nameKey(name));
  }

  protected register(unit: CompilationUnit, type: TypeDeclaration, outer: TypeDeclaration | null): void {
    const outerInfo = outer ? this.#info.get(outer) : undefined;
    const qualifiedName = outerInfo ? `${outerInfo.qualifiedName}.${type.name.name}` : type.name.name;
    const isTest = (outerInfo?.isTest ?? false) || isTestType(type);
    this.#info.set(type, { unit, outer, qualifiedName, isTest });
    if (outer) return;
    const key = type.name.name.toLowerCase();
    const same = this.#topLevel.get(key);
    if (same?.includes(type)) return;
    if (same) same.push(type);
    else this.#topLevel.set(key, [type]);
  }

  /** `stays` tells which of the classes are still there. */
  protected forget(types: readonly TypeDeclaration[], stays: (type: TypeDeclaration) => boolean): void {
    for (const type of types) {
      if (stays(type)) continue;
      const key = type.name.name.toLowerCase();
      const rest = (this.#topLevel.get(key) ?? []).filter((one) => one !== type);
      if (rest.length > 0) this.#topLevel.set(key, rest);
      else this.#topLevel.delete(key);
    }
  }

  /** `Outer.Inner` in lower case. */
  protected nameOf(type: TypeDeclaration): string {
    return (this.#info.get(type)?.qualifiedName ?? type.name.name).toLowerCase();
  }

  /** The method that stands now for one whose modifiers or result have changed since it was found. */
  currentMethod({ method, type }: FoundMethod): FoundMethod {
    if (!type || type.methods.includes(method)) return { method, type };
    const key = this.methodKey({ method, type });
    const now = type.methods.find((one) => this.methodKey({ method: one, type }) === key);
    return { method: now ?? method, type };
  }

  // ---------------------------------------------------------------------------------------------- classes

  /** What is known of a class beside its syntax. */
  info(type: TypeDeclaration): TypeInfo | null {
    return this.#info.get(type) ?? null;
  }

  isTest(type: TypeDeclaration): boolean {
    return this.info(type)?.isTest ?? isTestType(type);
  }

  outer(type: TypeDeclaration): TypeDeclaration | null {
    return this.info(type)?.outer ?? null;
  }

  /** A class by its name as seen from another class: inner ones first, then those of superclasses. */
  type(name: string, from: TypeDeclaration | null): TypeDeclaration | null {
    const lower = name.toLowerCase();
    const dot = lower.indexOf('.');
    const first = dot < 0 ? lower : lower.slice(0, dot);
    const rest = dot < 0 ? [] : lower.slice(dot + 1).split('.');
    this.dependencies.watch(nameKey(first));
    let found = (from ? this.#innerFrom(first, from) : null) ?? this.#topLevel.get(first)?.[0] ?? null;
    for (const part of rest) {
      if (!found) return null;
      found = this.#inner(found, part);
    }
    if (found) this.see(found);
    return found;
  }

  #innerFrom(name: string, from: TypeDeclaration): TypeDeclaration | null {
    for (let at: TypeDeclaration | null = from; at; at = this.outer(at)) {
      if (at.name.name.toLowerCase() === name) return at;
      const found = this.#inner(at, name);
      if (found) return found;
    }
    return null;
  }

  #inner(type: TypeDeclaration, name: string): TypeDeclaration | null {
    for (const at of this.superclasses(type)) {
      const found = at.types.find((one) => one.name.name.toLowerCase() === name);
      if (found) return found;
    }
    return null;
  }

  /** The class and its superclasses that are in the code base, nearest first. */
  superclasses(type: TypeDeclaration): TypeDeclaration[] {
    const chain: TypeDeclaration[] = [];
    for (let at: TypeDeclaration | null = type; at && !chain.includes(at); at = this.#super(at)) {
      this.see(at);
      chain.push(at);
    }
    return chain;
  }

  #super(type: TypeDeclaration): TypeDeclaration | null {
    return type.superclass ? this.#supertype(type.superclass, type) : null;
  }

  /** A supertype's name is looked up from outside the class itself: `class Error extends Outer.Error`. */
  #supertype(reference: TypeReference, type: TypeDeclaration): TypeDeclaration | null {
    const found = this.type(reference.name, this.outer(type));
    return found === type ? null : found;
  }

  /** Direct and indirect supertypes, interfaces included, without the class itself. */
  supertypes(type: TypeDeclaration): TypeDeclaration[] {
    const found: TypeDeclaration[] = [];
    const visit = (at: TypeDeclaration): void => {
      this.see(at);
      for (const reference of [at.superclass, ...at.interfaces]) {
        const supertype = reference ? this.#supertype(reference, at) : null;
        if (!supertype || supertype === type || found.includes(supertype)) continue;
        found.push(supertype);
        visit(supertype);
      }
    };
    visit(type);
    return found;
  }

  /** Classes that extend or implement the class, directly or not. */
  subtypes(type: TypeDeclaration): readonly TypeDeclaration[] {
    this.dependencies.watch(hierarchyKey);
    if (this.#subtypes?.structure !== this.structure) {
      this.#subtypes = { structure: this.structure, map: this.#allSubtypes() };
    }
    return this.#subtypes.map.get(this.nameOf(type)) ?? [];
  }

  #allSubtypes(): Map<string, TypeDeclaration[]> {
    const map = new Map<string, TypeDeclaration[]>();
    for (const uri of this.uris) {
      forEachType(this.unit(uri)!, (one) => {
        if (!one.superclass && one.interfaces.length === 0) return;
        for (const supertype of this.supertypes(one)) {
          const key = this.nameOf(supertype);
          const list = map.get(key);
          if (list) list.push(one);
          else map.set(key, [one]);
        }
      });
    }
    return map;
  }

  // ---------------------------------------------------------------------------------------------- members

  /** A field or property, searched through superclasses, then outer classes. */
  variable(type: TypeDeclaration, name: string): MemberSymbol | null {
    const key = name.toLowerCase();
    this.dependencies.watch(nameKey(key));
    for (let at: TypeDeclaration | null = type; at; at = this.outer(at)) {
      for (const one of this.superclasses(at)) {
        const field = one.fields.find((member) => member.name.name.toLowerCase() === key);
        if (field) return this.#memberSymbol(field, one);
        const property = one.properties.find((member) => member.name.name.toLowerCase() === key);
        if (property) return this.#memberSymbol(property, one);
      }
    }
    return null;
  }

  #memberSymbol(declaration: MemberSymbol['declaration'], owner: TypeDeclaration): MemberSymbol {
    const known = this.#memberSymbols.get(declaration);
    if (known) return known;
    const name = declaration.name.name;
    const qualified = this.#info.get(owner)?.qualifiedName ?? owner.name.name;
    const symbol: MemberSymbol = {
      kind: declaration.kind,
      key: `${qualified}.${name}`.toLowerCase(),
      name,
      declaration,
      type: declaration.type,
      owner,
      isStatic: declaration.modifiers.keywords.has('static'),
    };
    this.#memberSymbols.set(declaration, symbol);
    return symbol;
  }

  symbolOfType(type: TypeDeclaration): TypeSymbol {
    const name = this.#info.get(type)?.qualifiedName ?? type.name.name;
    return { kind: 'type', key: `type ${name.toLowerCase()}`, name, declaration: type };
  }

  /** Methods of the name that can be called on the class with so many arguments, nearest class first. */
  methods(type: TypeDeclaration, name: string, argumentCount: number): FoundMethod[] {
    const key = name.toLowerCase();
    this.dependencies.watch(nameKey(key));
    const found: FoundMethod[] = [];
    for (const at of [...this.superclasses(type), ...this.supertypes(type)]) {
      for (const method of at.methods) {
        const matches =
          method.kind === 'method' &&
          method.parameters.length === argumentCount &&
          method.name.name.toLowerCase() === key;
        if (matches && !found.some((one) => one.method === method)) found.push({ method, type: at });
      }
    }
    return found;
  }

  constructors(type: TypeDeclaration, argumentCount: number): FoundMethod[] {
    this.see(type);
    this.noteName(type.name.name);
    return type.methods
      .filter((method) => method.kind === 'constructor' && method.parameters.length === argumentCount)
      .map((method) => ({ method, type: type }));
  }

  /** A name for a method that stays the same when its file is read again. */
  methodKey({ method, type }: FoundMethod): string {
    const known = this.#methodKeys.get(method);
    if (known) return known;
    const parameters = method.parameters.map((parameter) => typeText(parameter.type)).join();
    const owner = type ? (this.#info.get(type)?.qualifiedName ?? type.name.name) : '';
    const key = `${owner}.${method.name.name}(${parameters})`.toLowerCase();
    this.#methodKeys.set(method, key);
    return key;
  }
}
