import type { BoundBody } from '../bind/bind.ts';
import { sharedVariable } from '../bind/scriptVariables.ts';
import { isLocal, type LocalSymbol, type MemberSymbol } from '../bind/symbols.ts';
import type { FoundMethod } from '../codebase/codebase.ts';
import type { Memo } from '../codebase/dependencies.ts';
import type { CallExpression, Expression, NewExpression, TypeDeclaration } from '../syntax.ts';
import { leafOf } from '../types/model.ts';
import { objectNameOf } from '../types/references.ts';
import type { ApexTypes } from '../types/types.ts';
import { type Addition, additionsTo } from './additions.ts';
import { batchQuery } from './batch.ts';
import { type CallFrame, enterCall, implementationsOf, outermostCall, selfOfCall } from './callFrame.ts';
import { Contents } from './contents.ts';
import { namedObjects, queriedObjects } from './dynamicQuery.ts';
import { evidenceFor } from './evidence.ts';
import { FieldFlow } from './fieldFlow.ts';
import { narrowedTo } from './narrowing.ts';
import { isGlobalDescribe, isTokenCall, objectOfToken } from './objectTokens.ts';
import { deeper, into, start, type Trail } from './trail.ts';

const maxDepth = 8;

/** Names that stand in texts that stand in names. */
const maxNesting = 3;

function tooManyWays(): Contents {
  return Contents.unknown('the records come by too many ways to follow');
}

function placeOf({ body: { anchor } }: BoundBody): string {
  return `${anchor.uri}@${anchor.offset}`;
}

/** Follows records of unknown type to where they are made. */
export class RecordFlow {
  readonly types: ApexTypes;
  readonly #contents: Memo<object, Contents>;
  readonly fields: FieldFlow;
  #nesting = 0;

  constructor(types: ApexTypes) {
    this.types = types;
    this.fields = new FieldFlow(this);
    this.#contents = types.codebase.dependencies.memo();
  }

  /** What may be in the value of the expression; kept until something changes that was looked at. */
  contentsOf(expression: Expression, bound: BoundBody): Contents {
    return this.#contents(expression, () => {
      this.types.codebase.consult(bound);
      return this.contents(expression, bound);
    });
  }

  contents(expression: Expression, bound: BoundBody, trail: Trail = start()): Contents {
    const declared = this.types.typeOf(expression, bound);
    const leaf = leafOf(declared);
    // Of two tokens the type is that of neither.
    const isChoice = expression.kind === 'ternary' || expression.kind === 'binary';
    const object = objectNameOf(leaf) ?? (isChoice ? null : objectOfToken(leaf));
    if (object) return Contents.object(object, evidenceFor(expression, bound, this.types));
    if (trail.depth > maxDepth) return Contents.unknown('the way of the records is too long to follow');
    if (trail.steps.left-- <= 0) return tooManyWays();
    switch (expression.kind) {
      case 'parenthesized':
        return this.contents(expression.inner, bound, trail);
      case 'cast':
        return this.contents(expression.operand, bound, trail);
      case 'assignment':
        return this.contents(expression.value, bound, trail);
      case 'ternary':
        return this.union([expression.then, expression.otherwise], bound, trail);
      case 'binary':
        if (expression.operator !== '??') break;
        return this.union([expression.left, expression.right], bound, trail);
      case 'literal':
        if (expression.type === 'null') return new Contents();
        break;
      case 'index':
        return this.contents(expression.target, bound, trail);
      case 'new':
        return this.#new(expression, bound, trail);
      case 'name': {
        const symbol = bound.symbolOf(expression);
        if (!symbol || symbol.kind === 'type') break;
        const narrowed = isLocal(symbol) ? narrowedTo(expression, bound, this.types) : null;
        if (narrowed) return Contents.object(narrowed, `a condition says that it is a ${narrowed}`);
        return isLocal(symbol)
          ? this.#local(symbol, bound, trail)
          : this.#fieldAt(symbol, expression, bound, trail);
      }
      case 'member': {
        const member =
          bound.memberOf(expression) ?? this.memberOfValue(expression.target, expression.name.name, bound);
        if (member) return this.#fieldAt(member, expression, bound, trail);
        break;
      }
      case 'call':
        return this.#call(expression, bound, trail);
    }
    return Contents.unknown(
      declared.kind === 'unknown' ? declared.why : `the value of ${bound.text(expression)}`,
    );
  }

  /** The field of `value.name` where the value is an object of a class of the code base. */
  memberOfValue(target: Expression, name: string, bound: BoundBody): MemberSymbol | null {
    const type = this.types.typeOf(target, bound);
    return type.kind === 'class' ? this.types.codebase.variable(type.declaration, name) : null;
  }

  union(expressions: readonly Expression[], bound: BoundBody, trail: Trail = start()): Contents {
    const union = new Contents();
    for (const one of expressions) union.add(this.contents(one, bound, trail));
    return union;
  }

  #new(expression: NewExpression, bound: BoundBody, trail: Trail): Contents {
    const values = [...expression.elements, ...expression.entries.map(({ value }) => value)];
    const type = this.types.reference(expression.type, bound.owner.type);
    if (type.kind === 'class') return Contents.unknown(`an object of the class ${expression.type.name}`);
    // `new List<SObject>(records)` copies; `new List<SObject>(size)` and `new SObject[size]` are empty.
    const [copied] = expression.arguments;
    const copiedType = copied ? this.types.typeOf(copied, bound) : null;
    if (copied && copiedType && copiedType.kind !== 'primitive') values.push(copied);
    return this.union(values, bound, trail);
  }

  #local(symbol: LocalSymbol, bound: BoundBody, trail: Trail): Contents {
    const result = new Contents();
    if (trail.variables.has(symbol.key)) return result;
    trail.variables.add(symbol.key);
    const { declaration } = symbol;
    if (declaration?.kind === 'for-each') result.add(this.contents(declaration.iterable, bound, trail));
    const scope = symbol.kind === 'parameter' ? batchQuery(symbol, bound, this.types.codebase) : null;
    if (scope) {
      const values = scope.nodes('return').flatMap(({ value }) => (value ? [value] : []));
      const frame = { ...outermostCall, byMakers: true };
      const queried = this.union(values, scope, { ...deeper(trail), variables: new Set(), frame });
      result.add(queried, (origin) => origin.kind !== 'parameter');
    }
    if (symbol.kind === 'parameter' && result.names.size === 0) {
      result.addOrigin({ kind: 'parameter', index: symbol.parameterIndex!, name: symbol.name });
    }
    if (symbol.kind === 'catch') return Contents.unknown('an exception');
    const shared = sharedVariable(bound.owner, symbol);
    if (shared) result.add(this.fields.contents(shared, bound));
    return result.add(this.added(additionsTo(symbol, bound), bound, trail));
  }

  /** The contents of all that is added. */
  added(additions: readonly Addition[], bound: BoundBody, trail: Trail = start()): Contents {
    const result = new Contents();
    for (const addition of additions) {
      if (this.#setsField(addition, bound)) continue;
      result.add(
        addition.kind === 'value'
          ? this.contents(addition.value, bound, trail)
          : this.#addedByCallee(addition.call, addition.index, bound, trail),
      );
    }
    return result;
  }

  /** `record.put('LastName', name)`: a record holds no records. */
  #setsField({ kind, ...addition }: Addition, bound: BoundBody): boolean {
    if (kind !== 'value' || !('at' in addition) || addition.at.kind !== 'call') return false;
    const { name, target, arguments: given } = addition.at;
    if (!/^put$/i.test(name.name) || given.length !== 2 || !target) return false;
    return /^(?:any-)?sobject$/.test(this.types.typeOf(target, bound).kind);
  }

  /** What a method puts into the collection that it is given. */
  #addedByCallee(
    call: CallExpression | NewExpression,
    index: number,
    bound: BoundBody,
    trail: Trail,
  ): Contents {
    if (trail.steps.left-- <= 0) return tooManyWays();
    const callee = this.#callee(call, bound);
    const inside = callee ? this.types.codebase.bindMethod(callee.method, callee.type, callee.unit) : null;
    const parameter = inside?.parameter(index);
    if (!inside || !parameter) return new Contents();
    const type = parameter.type;
    if (type.dimensions === 0 && type.arguments.length === 0) return new Contents();
    const self = call.kind === 'call' ? selfOfCall(call, callee!, bound, trail.frame, this.types) : null;
    const frame = enterCall(call, bound, trail.frame, self);
    const further = into(`into ${placeOf(inside)} ${parameter.key}`, trail, frame);
    if (!further) return new Contents();
    const added = this.added(
      additionsTo(parameter, inside).filter((one) => one.kind === 'passed' || one.at.kind === 'call'),
      inside,
      further,
    );
    return this.#substitute(added, call.arguments, bound, deeper(trail));
  }

  #callee(
    call: CallExpression | NewExpression,
    bound: BoundBody,
  ): (FoundMethod & { unit: BoundBody['owner']['unit'] }) | null {
    let found: FoundMethod | null;
    if (call.kind === 'new') found = this.types.resolveNew(call, bound);
    else {
      const target = this.types.resolveCall(call, bound);
      found = target.kind === 'method' ? target : null;
    }
    if (!found) return null;
    const unit = found.type ? this.types.codebase.info(found.type)?.unit : bound.owner.unit;
    return unit ? { ...found, unit } : null;
  }

  /** Puts the caller's arguments in place of the callee's parameters. */
  #substitute(inside: Contents, args: readonly Expression[], bound: BoundBody, trail: Trail): Contents {
    const result = new Contents().add(inside, (origin) => origin.kind !== 'parameter');
    for (const origin of inside.origins.values()) {
      const argument = origin.kind === 'parameter' ? args[origin.index] : undefined;
      if (argument) result.add(this.contents(argument, bound, trail));
    }
    return result;
  }

  #call(call: CallExpression, bound: BoundBody, trail: Trail): Contents {
    const target = this.types.resolveCall(call, bound);
    if (target.kind === 'method') return this.#returned(target, call, bound, trail);
    if (target.kind === 'unknown') return Contents.unknown(target.why);
    const name = target.name.toLowerCase();
    const [first] = call.arguments;
    if (/^database\.(?:query|getquerylocator)(?:withbinds)?$/.test(name)) {
      if (first?.kind === 'query') return this.contents(first, bound, trail);
      return queriedObjects(first, bound, trail.frame, this);
    }
    if (name === 'type.forname') return namedObjects(call.arguments.at(-1), bound, trail.frame, this);
    if (name === 'schema.describesobjects' && first?.kind === 'new') {
      const described = new Contents();
      for (const one of first.elements) described.add(namedObjects(one, bound, trail.frame, this));
      return described;
    }
    if (name === 'map.get' && call.target && isGlobalDescribe(call.target, bound, this.fields)) {
      return namedObjects(first, bound, trail.frame, this);
    }
    if (name === 'security.stripinaccessible' && call.arguments[1]) {
      return this.contents(call.arguments[1], bound, trail);
    }
    if (/\.(?:get|values|remove|clone|deepclone|next|iterator|put|getrecords)$/.test(name) && call.target) {
      const isField = target.receiver?.kind === 'sobject' || target.receiver?.kind === 'any-sobject';
      if (!isField || name.endsWith('.clone')) return this.contents(call.target, bound, trail);
    }
    if (call.target && isTokenCall(name, target.receiver)) {
      return this.contents(call.target, bound, trail);
    }
    return Contents.unknown(`the result of ${target.name}`);
  }

  /** Where a way begins that starts in the midst of calls. */
  startIn(frame: CallFrame): Trail {
    return start(frame);
  }

  /** Runs something that may lead back to records; null where that goes round in circles. */
  nested<T>(run: () => T): T | null {
    if (this.#nesting >= maxNesting) return null;
    this.#nesting++;
    try {
      return run();
    } finally {
      this.#nesting--;
    }
  }

  #returned(target: FoundMethod, call: CallExpression, bound: BoundBody, trail: Trail): Contents {
    const { codebase } = this.types;
    const self = selfOfCall(call, target, bound, trail.frame, this.types);
    const { methods, varies } = implementationsOf(call, target, self, codebase);
    const result = new Contents();
    for (const method of methods) result.add(this.#returnedBy(method, call, bound, trail, self));
    if (varies) result.varies = true;
    if (methods.length === 0) {
      return Contents.unknown(`${target.method.name.name} has no body in the workspace`);
    }
    if (result.varies && target.type !== bound.owner.type) {
      return Contents.unknown(`subclasses decide what ${target.method.name.name} returns`);
    }
    return result;
  }

  #returnedBy(
    found: FoundMethod,
    call: CallExpression,
    bound: BoundBody,
    trail: Trail,
    self: TypeDeclaration | null,
  ): Contents {
    const { codebase } = this.types;
    const unit = found.type ? codebase.info(found.type)?.unit : bound.owner.unit;
    const inside = unit ? codebase.bindMethod(found.method, found.type, unit) : null;
    if (!inside) return Contents.unknown(`${found.method.name.name} has no body in the workspace`);
    const further = into(`return ${placeOf(inside)}`, trail, enterCall(call, bound, trail.frame, self));
    if (!further) return new Contents();
    const values = inside.nodes('return').flatMap(({ value }) => (value ? [value] : []));
    const returned = this.union(values, inside, further);
    return this.#substitute(returned, call.arguments, bound, deeper(trail));
  }

  /** A field that holds one record holds what this body has put there for certain. */
  #fieldAt(symbol: MemberSymbol, at: Expression, bound: BoundBody, trail: Trail): Contents {
    const isRecord = this.types.typeOf(at, bound).kind === 'any-sobject';
    const writes = isRecord
      ? bound
          .usesOf(symbol)
          .flatMap(({ context }) =>
            context?.kind === 'assignment' && context.target.kind !== 'index' ? [context] : [],
          )
          .filter(({ value, operator }) => operator === '=' && value !== at)
          .filter((write) => bound.memberOf(write.target)?.key === symbol.key && bound.reaches(write, at))
      : [];
    const last = writes.findLastIndex((write) => bound.dominates(write, at));
    if (last < 0) return this.field(symbol, bound);
    const values = writes.slice(last).map(({ value }) => value);
    return this.union(values, bound, deeper(trail));
  }

  /** What is in a field; see FieldFlow. */
  field(symbol: MemberSymbol, from: BoundBody): Contents {
    return this.fields.contents(symbol, from);
  }
}
