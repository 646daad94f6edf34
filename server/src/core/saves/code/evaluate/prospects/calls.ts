import type { CodeFile } from '../../codeFile.ts';
import type { SaveTraces } from '../../language.ts';
import type {
  AssignExpression,
  CallExpression,
  ClassStatement,
  DeclareStatement,
  Expression,
  FieldSyntax,
  FunctionSyntax,
  MemberExpression,
  NameExpression,
  NamePattern,
  ParameterSyntax,
  Syntax,
} from '../../tree.ts';
import { type ClassTypes, type DeclaredType, either, type Member, ofLibrary } from './types.ts';

/** Where code stands. */
interface At {
  readonly file: CodeFile;
  readonly of: ClassStatement;
}

/** What code calls. */
export interface Calls {
  /** A call by which a model of a library may save. */
  readonly sends: boolean;
  readonly leadsTo: ReadonlySet<Member>;
  /** What is gone into wherever it is called: methods that are handed on, fields of what is made. */
  readonly handsOn: ReadonlySet<Member>;
  /** Names of fields of which the value is used: it may be a function. */
  readonly fields: ReadonlySet<string>;
  /** Names of what functions are put into: who uses that may call them. */
  readonly stores: ReadonlySet<string>;
}

export type IsSending = NonNullable<SaveTraces['sends']>;

/** Reads of a method, a constructor or a field what it may call, by the declared types. */
export function callsOf(unit: Syntax, at: At, types: ClassTypes, isSending: IsSending): Calls {
  const reader = new Reader(at, types, isSending);
  reader.read(unit, 0);
  return reader;
}

const deepest = 300;

/** Methods of what holds values. */
const puttingIn = /^(?:set|put|putAll|putIfAbsent|computeIfAbsent|add|addAll|append|offer|push)$/;

class Reader implements Calls {
  sends = false;
  readonly leadsTo = new Set<Member>();
  readonly handsOn = new Set<Member>();
  readonly fields = new Set<string>();
  readonly stores = new Set<string>();
  readonly #at: At;
  readonly #types: ClassTypes;
  readonly #isSending: IsSending;
  /** What the names that are bound in the code may be. */
  readonly #locals = new Map<string, (string | Expression | null)[]>();
  readonly #open = new Set<string>();
  /** How many functions were read so far. */
  #functions = 0;
  readonly #namesOfFunctions = new Set<string>();

  constructor(at: At, types: ClassTypes, isSending: IsSending) {
    this.#at = at;
    this.#types = types;
    this.#isSending = isSending;
  }

  // ------------------------------------------------------------------------------------------------------- calls

  read(node: object, depth: number): void {
    if (depth > deepest) {
      this.sends = true;
      return;
    }
    const { kind } = node as { kind?: string };
    const before = this.#functions;
    switch (kind) {
      case 'call':
        this.#readCall(node as CallExpression, depth);
        return;
      case 'name':
        this.#readName((node as NameExpression).name);
        return;
      case 'number':
      case 'boolean':
      case 'null':
        return;
      case 'name-pattern':
        this.#bind((node as NamePattern).name, null);
        return;
      case 'function':
        this.#functions++;
        break;
      case 'member':
        this.#readMember(node as MemberExpression);
        this.read((node as MemberExpression).object, depth + 1);
        return;
      case 'declare':
      case 'parameter':
        this.#readDeclaration(node as DeclareStatement | ParameterSyntax, depth);
        return;
    }
    const { variable } = node as { variable?: string | null };
    if (typeof variable === 'string') this.#bind(variable, null);
    this.#readInside(node, depth);
    if (this.#functions === before) return;
    if (kind === 'field') this.stores.add((node as FieldSyntax).name);
    if (kind === 'assign') this.stores.add(written((node as AssignExpression).target));
  }

  #readInside(node: object, depth: number): void {
    for (const property in node) {
      if (property === 'anchor' || property === 'nameAt' || property === 'annotations') continue;
      const child = (node as Record<string, unknown>)[property];
      if (typeof child !== 'object' || child === null) continue;
      if (!Array.isArray(child)) this.read(child, depth + 1);
      else for (const one of child) if (typeof one === 'object' && one !== null) this.read(one, depth + 1);
    }
  }

  #readDeclaration(node: DeclareStatement | ParameterSyntax, depth: number): void {
    const { target, type } = node;
    const value = node.kind === 'declare' ? node.value : null;
    const before = this.#functions;
    if (target.kind === 'name-pattern') this.#bind(target.name, type ?? value);
    else this.read(target, depth + 1);
    if (value) this.read(value, depth + 1);
    if (this.#functions > before && target.kind === 'name-pattern') this.#namesOfFunctions.add(target.name);
  }

  /** @param to its type, or the value that it is declared with; null where neither is known */
  #bind(name: string, to: string | Expression | null): void {
    const known = this.#locals.get(name);
    if (known) known.push(to);
    else this.#locals.set(name, [to]);
  }

  #readName(name: string): void {
    if (!this.#locals.has(name)) this.fields.add(name);
    else if (this.#namesOfFunctions.has(name)) this.#functions++;
  }

  /** A field, or a method that is handed on: `this::save`. */
  #readMember({ object, name }: MemberExpression): void {
    this.fields.add(name);
    const of = this.#typeOf(object, 0);
    if (of && this.#types.membersIn(of.classes, name, 'field').length > 0) return;
    const methods = this.#methods(of, name);
    if (methods.length > 0) this.#functions++;
    for (const one of methods) this.handsOn.add(one);
  }

  #readCall(call: CallExpression, depth: number): void {
    const { callee, isNew } = call;
    const before = this.#functions;
    this.#readInside({ arguments: call.arguments, initializer: call.initializer }, depth);
    if (isNew) {
      this.#construct(callee.kind === 'name' || callee.kind === 'member' ? callee.name : '');
      return;
    }
    if (callee.kind === 'member') {
      this.read(callee.object, depth + 1);
      const receiver = this.#typeOf(callee.object, 0);
      const methods = this.#methods(receiver, callee.name);
      const holder = written(callee.object);
      this.#lead(callee.name, receiver, methods, holder);
      const keeps = methods.length > 0 || puttingIn.test(callee.name);
      if (keeps && this.#functions > before) this.stores.add(holder);
    } else if (callee.kind === 'name') {
      if (callee.name === 'this' || callee.name === 'super') this.#constructAll(this.#at.of);
      else this.#leadOwn(callee.name);
    } else this.read(callee, depth + 1);
  }

  #lead(name: string, receiver: DeclaredType, methods: readonly Member[], holder: string): void {
    for (const one of methods) this.leadsTo.add(one);
    // What the project declares is gone into, and no model is asked.
    const isOwn = receiver !== null && receiver.external.size === 0 && methods.length > 0;
    if (isOwn || this.sends) return;
    this.sends = this.#isSending(
      name,
      receiver === null ? null : receiver.external,
      holder,
      this.#at.file.text,
    );
  }

  #construct(name: string): void {
    for (const { definition } of this.#types.named(name)) this.#constructAll(definition);
  }

  #constructAll(definition: ClassStatement): void {
    for (const { file, definition: of } of this.#types.line(definition)) {
      for (const member of this.#types.own(of, 'constructor', 'method')) this.leadsTo.add(member);
      for (const { name, value } of of.fields) {
        // A function in a field is only made; what it comes upon in another file is told there.
        if (value === null || (value.kind === 'function' && file !== this.#at.file)) continue;
        for (const member of this.#types.own(of, name, 'field')) this.handsOn.add(member);
      }
    }
  }

  #methods(receiver: DeclaredType, name: string): readonly Member[] {
    if (receiver === null) return this.#types.methodsNamed(name);
    const own = this.#types.membersIn(receiver.classes, name, 'method');
    return receiver.external.size === 0 || (receiver === ofLibrary && own.length === 0)
      ? own
      : [...own, ...this.#types.methodsBelowLibraries(name)];
  }

  /** A method of the class or of one around it, or one that was imported. */
  #leadOwn(name: string): void {
    const own = this.#types.membersIn(this.#types.around(this.#at.of), name, 'method');
    if (own.length > 0) for (const one of own) this.leadsTo.add(one);
    else this.#lead(name, null, this.#types.methodsNamed(name), '');
  }

  // ------------------------------------------------------------------------------------------------------- types

  #typeOf(expression: Expression, depth: number): DeclaredType {
    if (depth > 20) return null;
    switch (expression.kind) {
      case 'name':
        return this.#typeOfName(expression.name);
      case 'member': {
        const holder = this.#typeOf(expression.object, depth + 1);
        const fields = holder ? this.#types.membersIn(holder.classes, expression.name, 'field') : [];
        if (fields.length > 0) return this.#typeOfMembers(fields);
        return /^[A-Z]/.test(expression.name) ? this.#typeOfClass(expression.name) : null;
      }
      case 'call': {
        const { callee, isNew } = expression;
        if (isNew)
          return callee.kind === 'name' || callee.kind === 'member' ? this.#typeOfMade(callee.name) : null;
        if (callee.kind === 'member') {
          const receiver = this.#typeOf(callee.object, depth + 1);
          if (receiver === null || receiver.external.size > 0) return null;
          return this.#typeOfMembers(this.#types.membersIn(receiver.classes, callee.name, 'method'));
        }
        if (callee.kind !== 'name') return null;
        return this.#typeOfMembers(
          this.#types.membersIn(this.#types.around(this.#at.of), callee.name, 'method'),
        );
      }
      case 'assign':
        return this.#typeOf(expression.value, depth + 1);
      case 'conditional':
        return either([
          this.#typeOf(expression.then, depth + 1),
          this.#typeOf(expression.otherwise, depth + 1),
        ]);
      case 'text':
      case 'number':
      case 'boolean':
      case 'binary':
        return ofLibrary;
      default:
        return null;
    }
  }

  #typeOfName(name: string): DeclaredType {
    if (name === 'this' || name === 'super')
      return { classes: new Set(this.#types.around(this.#at.of)), external: new Set() };
    const bound = this.#locals.get(name);
    if (bound) {
      if (this.#open.has(name)) return null;
      this.#open.add(name);
      const type = either(bound.map((one) => this.#typeOfBound(one)));
      this.#open.delete(name);
      return type;
    }
    const fields = this.#types.membersIn(this.#types.around(this.#at.of), name, 'field');
    return fields.length > 0 ? this.#typeOfMembers(fields) : this.#typeOfClass(name);
  }

  #typeOfBound(to: string | Expression | null): DeclaredType {
    if (to === null) return null;
    return typeof to === 'string' ? this.#types.typeNamed(to, this.#at.file) : this.#typeOf(to, 0);
  }

  /** `new X()` is of X itself, but what extends it may be meant by a body. */
  #typeOfMade(name: string): DeclaredType {
    return this.#types.typeNamed(name, this.#at.file);
  }

  #typeOfClass(name: string): DeclaredType {
    return /^[A-Z]/.test(name) ? this.#types.typeNamed(name, this.#at.file) : null;
  }

  #typeOfMembers(members: readonly Member[]): DeclaredType {
    return either(
      members.map(({ unit, of }) => {
        const type = unit.kind === 'field' ? unit.type : (unit as FunctionSyntax).returnType;
        return this.#types.typeNamed(type, of.file);
      }),
    );
  }
}

/** The last name in what is written before the dot. */
function written(expression: Expression): string {
  if (expression.kind === 'index') return written(expression.object);
  return expression.kind === 'name' || expression.kind === 'member' ? expression.name : '';
}
