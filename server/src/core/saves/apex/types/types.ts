import { type BoundBody, dottedName } from '../bind/bind.ts';
import { isLocal } from '../bind/symbols.ts';
import type { ApexCodebase, FoundMethod } from '../codebase/codebase.ts';
import type {
  CallExpression,
  Expression,
  MemberExpression,
  NameExpression,
  NewExpression,
  TypeDeclaration,
  TypeReference,
} from '../syntax.ts';
import { type CallTarget, CallTargets } from './callTargets.ts';
import {
  type ApexType,
  anySObject,
  leafOf,
  listOf,
  platform,
  primitive,
  sobject,
  unknownType,
} from './model.ts';
import { type ObjectSchema, standardSchema } from './objects.ts';
import { instanceCall, staticCall } from './platformCalls.ts';
import { typeOfName, typeOfReference } from './references.ts';

/** Types of expressions and targets of calls. */
export class ApexTypes {
  readonly codebase: ApexCodebase;
  readonly schema: ObjectSchema;
  readonly #calls: CallTargets;
  readonly #references = new WeakMap<
    TypeReference,
    { structure: number; type: ApexType; names: readonly string[] }
  >();

  constructor(codebase: ApexCodebase, schema: ObjectSchema = standardSchema) {
    this.codebase = codebase;
    this.schema = schema;
    this.#calls = new CallTargets(this);
  }

  /** What a type reference means that stands in the class. */
  reference(reference: TypeReference, from: TypeDeclaration | null): ApexType {
    const { structure } = this.codebase;
    const known = this.#references.get(reference);
    if (known?.structure === structure) {
      for (const name of known.names) this.codebase.noteName(name);
      return known.type;
    }
    const type = typeOfReference(reference, from, this.codebase, this.schema);
    this.#references.set(reference, { structure, type, names: namesIn(reference) });
    return type;
  }

  typeOf(expression: Expression, bound: BoundBody): ApexType {
    const from = bound.owner.type;
    switch (expression.kind) {
      case 'name':
        return this.#name(expression, bound);
      case 'literal':
        return expression.type === 'null'
          ? unknownType('null')
          : primitive(expression.type[0]!.toUpperCase() + expression.type.slice(1));
      case 'member':
        return this.#member(expression, bound);
      case 'call':
        return this.#call(expression, bound);
      case 'index': {
        const target = this.typeOf(expression.target, bound);
        if (target.kind === 'list') return target.element;
        return target.kind === 'unknown' ? target : unknownType('an index into something that is no list');
      }
      case 'new':
        return this.#new(expression, from);
      case 'cast':
        return this.reference(expression.type, from);
      case 'parenthesized':
        return this.typeOf(expression.inner, bound);
      case 'ternary':
        return this.#common(expression.then, expression.otherwise, bound);
      case 'assignment':
        return this.typeOf(expression.target, bound);
      case 'binary':
        if (expression.operator === '??') return this.#common(expression.left, expression.right, bound);
        if (/^[+\-*/]$/.test(expression.operator)) return this.typeOf(firstOperand(expression), bound);
        return primitive('Boolean');
      case 'unary':
        return expression.operator === '!' ? primitive('Boolean') : this.typeOf(expression.operand, bound);
      case 'instanceof':
        return primitive('Boolean');
      case 'query':
        if (expression.language === 'sosl') return listOf(listOf(anySObject));
        if (expression.isCount) return primitive('Integer');
        if (expression.isAggregate) return listOf(sobject('AggregateResult'));
        return expression.from ? listOf(sobject(expression.from.name)) : unknownType('a query without FROM');
      case 'type-literal':
        return platform('Type', this.reference(expression.type, from));
      case 'broken':
        return unknownType('the code cannot be read');
    }
  }

  /** The type that two branches have in common: the more specific one where one of them says little. */
  #common(a: Expression, b: Expression, bound: BoundBody): ApexType {
    const first = this.typeOf(a, bound);
    const second = this.typeOf(b, bound);
    if (first.kind === 'unknown') return second;
    if (second.kind === 'unknown') return first;
    const [one, other] = [leafOf(first), leafOf(second)];
    if (
      one.kind === 'sobject' &&
      other.kind === 'sobject' &&
      one.name.toLowerCase() !== other.name.toLowerCase()
    ) {
      return first.kind === 'list' ? listOf(anySObject) : anySObject;
    }
    // `x ? Lead.SObjectType : Contact.SObjectType`
    if (one.kind === 'platform' && one.of && other.kind === 'platform' && first === one) {
      const isSame =
        one.of.kind === 'sobject' && other.of?.kind === 'sobject' && one.of.name === other.of.name;
      return isSame ? first : platform(one.name);
    }
    return other.kind === 'any-sobject' ? second : first;
  }

  #name(expression: NameExpression, bound: BoundBody): ApexType {
    const { type } = bound.owner;
    const lower = expression.name.toLowerCase();
    if (lower === 'this')
      return type ? { kind: 'class', declaration: type } : unknownType('this outside a class');
    if (lower === 'super') {
      const parent = type ? this.codebase.superclasses(type)[1] : undefined;
      return parent
        ? { kind: 'class', declaration: parent }
        : unknownType('a superclass outside the workspace');
    }
    const symbol = bound.symbolOf(expression);
    if (!symbol) return unknownType(`${expression.name} is declared nowhere in the workspace`);
    if (symbol.kind === 'type') return unknownType(`${expression.name} is a class`);
    return isLocal(symbol) ? this.reference(symbol.type, type) : this.reference(symbol.type, symbol.owner);
  }

  #new(expression: NewExpression, from: TypeDeclaration | null): ApexType {
    const made = this.reference(expression.type, from);
    const isRecord = expression.fields.length > 0 && made.kind === 'platform' && /^\w+$/.test(made.name);
    return isRecord ? sobject(made.name) : made;
  }

  #member(expression: MemberExpression, bound: BoundBody): ApexType {
    const field = bound.memberOf(expression);
    if (field) return this.reference(field.type, field.owner);
    const name = expression.name.name;
    const path = this.#staticPath(expression, bound);
    if (path) {
      const known = this.#staticMember(path, bound);
      if (known) return known;
    }
    return this.memberOfType(this.typeOf(expression.target, bound), name);
  }

  /** The type of a field, property or relationship of a value. */
  memberOfType(target: ApexType, name: string): ApexType {
    switch (target.kind) {
      case 'class': {
        const member = this.codebase.variable(target.declaration, name);
        if (member) return this.reference(member.type, member.owner);
        return unknownType(`${target.declaration.name.name}.${name} is declared nowhere in the workspace`);
      }
      case 'sobject': {
        const parent = this.schema.parent(target.name, name);
        if (parent) return sobject(parent);
        const child = this.schema.children(target.name, name);
        if (child) return listOf(sobject(child));
        if (/__r$/i.test(name))
          return unknownType(`the relationship ${target.name}.${name} is not in the workspace`);
        return /^id$/i.test(name) ? primitive('Id') : unknownType(`the type of ${target.name}.${name}`);
      }
      case 'list':
        // A query in place of a record: `[SELECT …].Account`.
        return target.element.kind === 'sobject'
          ? this.memberOfType(target.element, name)
          : unknownType(name);
      case 'unknown':
        return target;
      default:
        return unknownType(`the member ${name}`);
    }
  }

  /** A dotted name whose first part is no variable. */
  #staticPath(expression: Expression, bound: BoundBody): string | null {
    const path = dottedName(expression);
    if (!path) return null;
    let first: Expression = expression;
    while (first.kind === 'member') first = first.target;
    if (first.kind !== 'name' || /^(?:this|super)$/i.test(first.name)) return null;
    const symbol = bound.symbolOf(first);
    return symbol && symbol.kind !== 'type' ? null : path;
  }

  #staticMember(path: string, bound: BoundBody): ApexType | null {
    const trigger = /^(?:system\.)?trigger\.(new|old|newmap|oldmap)$/i.exec(path);
    if (trigger) return triggerRecords(trigger[1]!, bound);
    const tokens = path.split('.');
    const last = tokens.at(-1)!.toLowerCase();
    const rest = tokens.slice(0, -1).join('.');
    if (last === 'sobjecttype') {
      const object = typeOfName(rest, bound.owner.type, this.codebase, this.schema);
      return platform('SObjectType', object.kind === 'sobject' ? object : undefined);
    }
    if (/^(?:schema\.)?sobjecttype$/i.test(rest)) {
      return platform('DescribeSObjectResult', sobject(tokens.at(-1)!));
    }
    return null;
  }

  /** The class whose static members an expression names; null where it is a value. */
  staticClass(expression: Expression, bound: BoundBody): TypeDeclaration | null {
    if (expression.kind === 'name') {
      const symbol = bound.symbolOf(expression);
      return symbol?.kind === 'type' ? symbol.declaration : null;
    }
    const path = this.#staticPath(expression, bound);
    return path && !bound.memberOf(expression) ? this.codebase.type(path, bound.owner.type) : null;
  }

  /** `Database` in `Database.insert(…)`: the name of a class that is not in the code base; null for values. */
  staticPlatform(expression: Expression, bound: BoundBody): string | null {
    const path = this.#staticPath(expression, bound);
    if (!path || this.staticClass(expression, bound) || bound.memberOf(expression)) return null;
    return this.#staticMember(path, bound) ? null : path.replace(/^system\.(?=\w)/i, '');
  }

  resolveCall(call: CallExpression, bound: BoundBody): CallTarget {
    return this.#calls.resolveCall(call, bound);
  }

  /** The constructor that `new` calls; null for records, collections and where none is declared. */
  resolveNew(expression: NewExpression, bound: BoundBody): FoundMethod | null {
    return this.#calls.resolveNew(expression, bound);
  }

  #call(call: CallExpression, bound: BoundBody): ApexType {
    const target = this.resolveCall(call, bound);
    if (target.kind === 'method') {
      const { returnType } = target.method;
      return returnType ? this.reference(returnType, target.type) : primitive('void');
    }
    if (target.kind === 'unknown') return unknownType(target.why);
    const named = this.#namedType(call, target.name, bound);
    if (named) return named;
    const known = target.receiver
      ? (this.#relationshipCall(call, target.receiver) ?? instanceCall(target.receiver, call.name.name))
      : staticCall(
          target.name.slice(0, target.name.lastIndexOf('.')),
          call,
          (expression) => this.typeOf(expression, bound),
          (expression) => this.#typeLiteral(expression, bound),
        );
    return known ?? unknownType(`the result of ${target.name}`);
  }

  /** `Type.forName('Lead')` and `Schema.getGlobalDescribe().get('Lead')`, where the name is written out. */
  #namedType(call: CallExpression, name: string, bound: BoundBody): ApexType | null {
    const argument = call.arguments.at(-1);
    if (argument?.kind !== 'literal' || typeof argument.value !== 'string') return null;
    if (/^type\.forname$/i.test(name)) {
      return platform('Type', typeOfName(argument.value, bound.owner.type, this.codebase, this.schema));
    }
    const { target } = call;
    const isDescribe = target?.kind === 'call' && /^getglobaldescribe$/i.test(target.name.name);
    return isDescribe && /^map\.get$/i.test(name) ? platform('SObjectType', sobject(argument.value)) : null;
  }

  /** `record.getSObject('Account')`. */
  #relationshipCall(call: CallExpression, receiver: ApexType): ApexType | null {
    const [argument] = call.arguments;
    if (receiver.kind !== 'sobject' || argument?.kind !== 'literal' || typeof argument.value !== 'string')
      return null;
    const name = call.name.name.toLowerCase();
    if (name === 'getsobject') {
      const parent = this.schema.parent(receiver.name, argument.value);
      return parent ? sobject(parent) : null;
    }
    const child = name === 'getsobjects' ? this.schema.children(receiver.name, argument.value) : null;
    return child ? listOf(sobject(child)) : null;
  }

  #typeLiteral(expression: Expression, bound: BoundBody): ApexType | null {
    const type = this.typeOf(expression, bound);
    return type.kind === 'platform' && type.name === 'Type' && type.of ? type.of : null;
  }
}

/** The first of all operands of `a + b + c`, which is a deep tree where there are many. */
function firstOperand(expression: Expression): Expression {
  let at = expression;
  while (at.kind === 'binary' && /^[+\-*/]$/.test(at.operator)) at = at.left;
  return at;
}

/** The first parts of all names in a type reference. */
function namesIn(reference: TypeReference): string[] {
  const [first = ''] = reference.name.toLowerCase().split('.');
  return [first, ...reference.arguments.flatMap(namesIn)];
}

function triggerRecords(name: string, bound: BoundBody): ApexType {
  const { trigger } = bound.owner.unit;
  const record = trigger ? sobject(trigger.object.name) : anySObject;
  return name.toLowerCase().endsWith('map')
    ? { kind: 'map', key: primitive('Id'), value: record }
    : listOf(record);
}

export type { CallTarget } from './callTargets.ts';
