import { type BoundBody, bindBody, typeText } from '../bind/bind.ts';
import type { MemberSymbol, NameLookup, TypeSymbol } from '../bind/symbols.ts';
import { parse } from '../parser.ts';
import type { CompilationUnit, MethodDeclaration, TypeDeclaration, TypeReference } from '../syntax.ts';
import { Dependencies } from './dependencies.ts';
import { NameIndex } from './nameIndex.ts';
import {
  bodiesOf,
  forEachType,
  isGenerated,
  isTestMethod,
  isTestType,
  type OwnedBody,
  type TypeInfo,
} from './owned.ts';
import { signatureOf } from './signatures.ts';
import { mentions } from './words.ts';

interface File {
  readonly unit: CompilationUnit;
  readonly bodies: readonly OwnedBody[];
  /** Those outside tests; none in generated code. */
  readonly production: readonly OwnedBody[];
  readonly isTest: boolean;
  readonly isGenerated: boolean;
}

/** All Apex files of a project, and the questions that one file has about others. */
export class ApexCodebase implements NameLookup {
  readonly dependencies = new Dependencies();
  readonly #files = new Map<string, File>();
  readonly #index = new NameIndex();
  readonly #apiVersions = new Map<string, number>();
  readonly #topLevel = new Map<string, TypeDeclaration[]>();
  readonly #info = new WeakMap<TypeDeclaration, TypeInfo>();
  readonly #memberSymbols = new WeakMap<object, MemberSymbol>();
  readonly #successors = new WeakMap<TypeDeclaration, TypeDeclaration>();
  readonly #methodKeys = new WeakMap<MethodDeclaration, string>();
  #subtypes: { generation: number; map: Map<string, TypeDeclaration[]> } | null = null;

  /** Adds or replaces a file. Work kept for bodies whose text is unchanged stays valid. */
  set(uri: string, text: string): CompilationUnit {
    const before = this.#files.get(uri);
    if (before?.unit.text === text) return before.unit;
    const unit = parse(uri, text, before?.unit);
    const sameShape = before !== undefined && signatureOf(before.unit) === signatureOf(unit);
    if (before) this.#forget(before, unit);
    const bodies = bodiesOf(unit, this);
    forEachType(unit, (type, outer) => this.#register(unit, type, outer));
    const isTest = unit.types.length > 0 && unit.types.every((type) => this.isTest(type));
    const generated = isGenerated(text);
    const production = generated || isTest ? [] : bodies.filter((owned) => !this.inTest(owned));
    this.#files.set(uri, { unit, bodies, production, isTest, isGenerated: generated });
    this.#index.set(uri, production);
    if (before) {
      this.#succeed(before.unit, unit);
      this.#replace(before.bodies, bodies);
    }
    if (!sameShape) this.dependencies.advance();
    return unit;
  }

  #succeed(before: CompilationUnit, after: CompilationUnit): void {
    const now = new Map<string, TypeDeclaration>();
    forEachType(after, (type) => now.set(this.#nameOf(type), type));
    forEachType(before, (type) => {
      const successor = now.get(this.#nameOf(type));
      if (successor && successor !== type) this.#successors.set(type, successor);
    });
  }

  #nameOf(type: TypeDeclaration): string {
    return (this.#info.get(type)?.qualifiedName ?? type.name.name).toLowerCase();
  }

  #replace(before: readonly OwnedBody[], after: readonly OwnedBody[]): void {
    const kept = new Set(after.map(({ body }) => body));
    const known = new Set(before.map(({ body }) => body));
    const dropped = before.filter(({ body }) => !kept.has(body));
    const added = after.filter(({ body }) => !known.has(body));
    for (const { body } of dropped) this.dependencies.drop(body);
    for (const name of this.dependencies.watchedNames) {
      if ([...dropped, ...added].some(({ body }) => mentions(body, name))) this.dependencies.touch(name);
    }
  }

  remove(uri: string): void {
    const file = this.#files.get(uri);
    if (!file) return;
    this.#forget(file, null);
    this.#files.delete(uri);
    this.#index.remove(uri);
    for (const { body } of file.bodies) this.dependencies.drop(body);
    this.dependencies.advance();
  }

  unit(uri: string): CompilationUnit | null {
    return this.#files.get(uri)?.unit ?? null;
  }

  get uris(): Iterable<string> {
    return this.#files.keys();
  }

  /** Grows when a signature changes anywhere, a file comes or goes. Changes inside bodies leave it alone. */
  get generation(): number {
    return this.dependencies.generation;
  }

  /** Grows with every change. */
  get version(): number {
    return this.dependencies.clock;
  }

  /**
   * The declaration that stands now for one that was found before its file was read again. All questions
   * about classes may be asked with an old one.
   */
  current(type: TypeDeclaration): TypeDeclaration {
    let at = type;
    for (let next = this.#successors.get(at); next; next = this.#successors.get(at)) at = next;
    if (at !== type) this.#successors.set(type, at);
    return at;
  }

  /** As {@link current}, for a method of a class. */
  currentMethod({ method, type }: FoundMethod): FoundMethod {
    const owner = type ? this.current(type) : null;
    if (!owner || owner.methods.includes(method)) return { method, type: owner };
    const key = this.methodKey({ method, type });
    const now = owner.methods.find((one) => this.methodKey({ method: one, type: owner }) === key);
    return { method: now ?? method, type: owner };
  }

  #register(unit: CompilationUnit, type: TypeDeclaration, outer: TypeDeclaration | null): void {
    const outerInfo = outer ? this.#info.get(outer) : undefined;
    const qualifiedName = outerInfo ? `${outerInfo.qualifiedName}.${type.name.name}` : type.name.name;
    const isTest = (outerInfo?.isTest ?? false) || isTestType(type);
    this.#info.set(type, { unit, outer, qualifiedName, isTest });
    if (outer) return;
    const key = type.name.name.toLowerCase();
    const same = this.#topLevel.get(key);
    if (same) same.push(type);
    else this.#topLevel.set(key, [type]);
  }

  #forget({ unit }: File, successor: CompilationUnit | null): void {
    for (const type of unit.types) {
      if (successor?.types.includes(type)) continue;
      const key = type.name.name.toLowerCase();
      const rest = (this.#topLevel.get(key) ?? []).filter((one) => one !== type);
      if (rest.length > 0) this.#topLevel.set(key, rest);
      else this.#topLevel.delete(key);
    }
  }

  // ------------------------------------------------------------------------------------------------ files

  /** The API version of the class, from its -meta.xml; null if unknown. */
  apiVersion(uri: string): number | null {
    return this.#apiVersions.get(uri) ?? null;
  }

  setApiVersion(uri: string, version: number | null): void {
    if (version === null) this.#apiVersions.delete(uri);
    else this.#apiVersions.set(uri, version);
  }

  /** True where every class of the file is a test class. */
  isTestFile(uri: string): boolean {
    return this.#files.get(uri)?.isTest ?? false;
  }

  isGeneratedFile(uri: string): boolean {
    return this.#files.get(uri)?.isGenerated ?? false;
  }

  bodies(uri: string): readonly OwnedBody[] {
    return this.#files.get(uri)?.bodies ?? [];
  }

  /** The bodies of all files, without those in tests and generated code unless they are asked for. */
  *allBodies(includeTests = false): Iterable<OwnedBody> {
    for (const file of this.#files.values()) yield* includeTests ? file.bodies : file.production;
  }

  inTest({ owner: { type, member } }: OwnedBody): boolean {
    if (type && this.isTest(type)) return true;
    return 'kind' in member && member.kind === 'method' && isTestMethod(member);
  }

  /** Binds a body and notes that it was looked at. */
  bind({ body, owner }: OwnedBody): BoundBody {
    this.dependencies.consult(body);
    return bindBody(body, owner);
  }

  /** The bound body of a method; null if it has none. */
  bindMethod(
    method: MethodDeclaration,
    type: TypeDeclaration | null,
    unit: CompilationUnit,
  ): BoundBody | null {
    const now = this.currentMethod({ method, type });
    if (!now.method.body) return null;
    const owner = { unit: this.unit(unit.uri) ?? unit, type: now.type, member: now.method, names: this };
    return this.bind({ body: now.method.body, owner });
  }

  // ---------------------------------------------------------------------------------------------- classes

  /** What is known of a class beside its syntax; null for classes of a file that was replaced. */
  info(type: TypeDeclaration): TypeInfo | null {
    return this.#info.get(this.current(type)) ?? null;
  }

  isTest(type: TypeDeclaration): boolean {
    return this.info(type)?.isTest ?? isTestType(type);
  }

  outer(type: TypeDeclaration): TypeDeclaration | null {
    return this.info(type)?.outer ?? null;
  }

  /** A class by its name as seen from another class: inner ones first, then those of superclasses. */
  type(name: string, from: TypeDeclaration | null): TypeDeclaration | null {
    const [first = '', ...rest] = name.toLowerCase().split('.');
    let found = (from ? this.#innerFrom(first, from) : null) ?? this.#topLevel.get(first)?.[0] ?? null;
    for (const part of rest) {
      if (!found) return null;
      found = this.#inner(found, part);
    }
    return found;
  }

  #innerFrom(name: string, from: TypeDeclaration): TypeDeclaration | null {
    for (let at: TypeDeclaration | null = this.current(from); at; at = this.outer(at)) {
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
    for (
      let at: TypeDeclaration | null = this.current(type);
      at && !chain.includes(at);
      at = this.#super(at)
    ) {
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
      for (const reference of [at.superclass, ...at.interfaces]) {
        const supertype = reference ? this.#supertype(reference, at) : null;
        if (!supertype || supertype === this.current(type) || found.includes(supertype)) continue;
        found.push(supertype);
        visit(supertype);
      }
    };
    visit(this.current(type));
    return found;
  }

  /** Classes that extend or implement the class, directly or not. */
  subtypes(type: TypeDeclaration): readonly TypeDeclaration[] {
    if (this.#subtypes?.generation !== this.generation) {
      const map = new Map<string, TypeDeclaration[]>();
      for (const { unit } of this.#files.values()) {
        forEachType(unit, (one) => {
          if (!one.superclass && one.interfaces.length === 0) return;
          for (const supertype of this.supertypes(one)) {
            const key = this.#nameOf(supertype);
            const list = map.get(key);
            if (list) list.push(one);
            else map.set(key, [one]);
          }
        });
      }
      this.#subtypes = { generation: this.generation, map };
    }
    return (this.#subtypes.map.get(this.#nameOf(type)) ?? []).map((one) => this.current(one));
  }

  // ---------------------------------------------------------------------------------------------- members

  /** A field or property, searched through superclasses, then outer classes. */
  variable(type: TypeDeclaration, name: string): MemberSymbol | null {
    const key = name.toLowerCase();
    for (let at: TypeDeclaration | null = this.current(type); at; at = this.outer(at)) {
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
    return this.current(type)
      .methods.filter((method) => method.kind === 'constructor' && method.parameters.length === argumentCount)
      .map((method) => ({ method, type: this.current(type) }));
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

  /** All bodies that stand in the class itself, without those of inner classes. */
  bodiesOfType(type: TypeDeclaration): readonly OwnedBody[] {
    const info = this.info(type);
    if (!info) return [];
    return this.bodies(info.unit.uri).filter(({ owner }) => {
      if (!owner.type || owner.type === type) return owner.type === type;
      return this.#info.get(owner.type)?.qualifiedName === info.qualifiedName;
    });
  }

  /** Bodies outside tests in which a method of the name is called, told from their text. */
  bodiesCalling(name: string): readonly OwnedBody[] {
    const key = name.toLowerCase();
    this.dependencies.watch(key);
    return this.#index.calling(key);
  }

  /** Bodies outside tests in which a member of the name stands after a dot, told from their text. */
  bodiesNaming(name: string): readonly OwnedBody[] {
    const key = name.toLowerCase();
    this.dependencies.watch(key);
    return this.#index.naming(key);
  }
}

export interface FoundMethod {
  readonly method: MethodDeclaration;
  /** The class that declares it; null for methods of a script. */
  readonly type: TypeDeclaration | null;
}
