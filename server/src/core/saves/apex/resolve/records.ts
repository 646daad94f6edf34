import type { BoundBody } from '../bind/bind.ts';
import { isLocal, type LocalSymbol, type MemberSymbol } from '../bind/symbols.ts';
import type { FoundMethod } from '../codebase/codebase.ts';
import type { Memo } from '../codebase/dependencies.ts';
import type { CallExpression, Expression, NewExpression } from '../syntax.ts';
import { leafOf } from '../types/model.ts';
import { objectNameOf } from '../types/references.ts';
import type { ApexTypes } from '../types/types.ts';
import { type Addition, additionsTo } from './additions.ts';
import { batchQuery } from './batch.ts';
import { Contents } from './contents.ts';
import { queriedObject } from './dynamicQuery.ts';
import { evidenceFor } from './evidence.ts';
import { FieldFlow } from './fieldFlow.ts';
import { narrowedTo } from './narrowing.ts';

const maxDepth = 8;

/** Calls that call each other make ways without number; real code needs a few hundred steps. */
const maxSteps = 3_000;

/** What was already visited on the way, so that loops in the flow end. */
interface Trail {
  /** The calls that lead here. */
  readonly seen: ReadonlySet<string>;
  readonly depth: number;
  /** Variables of this body that were visited, on whatever way: all that they hold ends in one union. */
  readonly variables: Set<string>;
  readonly steps: { left: number };
}

function start(): Trail {
  return { seen: new Set(), depth: 0, variables: new Set(), steps: { left: maxSteps } };
}

function deeper(trail: Trail): Trail {
  return { ...trail, depth: trail.depth + 1 };
}

/** The way into another body; null where it leads there already. */
function into(key: string, trail: Trail): Trail | null {
  if (trail.seen.has(key)) return null;
  return { ...deeper(trail), seen: new Set(trail.seen).add(key), variables: new Set() };
}

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

  constructor(types: ApexTypes) {
    this.types = types;
    this.fields = new FieldFlow(this);
    this.#contents = types.codebase.dependencies.memo();
  }

  /** What may be in the value of the expression; kept until something changes that was looked at. */
  contentsOf(expression: Expression, bound: BoundBody): Contents {
    return this.#contents(expression, () => {
      this.types.codebase.dependencies.consult(bound.body);
      return this.contents(expression, bound);
    });
  }

  contents(expression: Expression, bound: BoundBody, trail: Trail = start()): Contents {
    const declared = this.types.typeOf(expression, bound);
    const object = objectNameOf(leafOf(declared));
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
        return isLocal(symbol) ? this.#local(symbol, bound, trail) : this.field(symbol, bound);
      }
      case 'member': {
        const member =
          bound.memberOf(expression) ?? this.memberOfValue(expression.target, expression.name.name, bound);
        if (member) return this.field(member, bound);
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
      const queried = this.union(values, scope, { ...deeper(trail), variables: new Set() });
      result.add(queried, (origin) => origin.kind !== 'parameter');
    }
    if (symbol.kind === 'parameter' && result.names.size === 0) {
      result.addOrigin({ kind: 'parameter', index: symbol.parameterIndex!, name: symbol.name });
    }
    if (symbol.kind === 'catch') return Contents.unknown('an exception');
    return result.add(this.added(additionsTo(symbol, bound), bound, trail));
  }

  /** The contents of all that is added. */
  added(additions: readonly Addition[], bound: BoundBody, trail: Trail = start()): Contents {
    const result = new Contents();
    for (const addition of additions) {
      result.add(
        addition.kind === 'value'
          ? this.contents(addition.value, bound, trail)
          : this.#addedByCallee(addition.call, addition.index, bound, trail),
      );
    }
    return result;
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
    const further = into(`into ${placeOf(inside)} ${parameter.key}`, trail);
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
    if (name === 'database.query' || name === 'database.querywithbinds') {
      const object = queriedObject(call.arguments[0], bound);
      if (object) return Contents.object(object, `dynamic query on ${object}`);
      return Contents.unknown('the text of a dynamic query');
    }
    if (name === 'database.getquerylocator' || name === 'database.getquerylocatorwithbinds') {
      return this.#locator(call.arguments[0], bound, trail);
    }
    if (name === 'security.stripinaccessible' && call.arguments[1]) {
      return this.contents(call.arguments[1], bound, trail);
    }
    if (/\.(?:get|values|remove|clone|deepclone|next|iterator|put|getrecords)$/.test(name) && call.target) {
      const isField = target.receiver?.kind === 'sobject' || target.receiver?.kind === 'any-sobject';
      if (!isField || name.endsWith('.clone')) return this.contents(call.target, bound, trail);
    }
    if (name.endsWith('.newsobject')) return Contents.unknown('a record made by newSObject()');
    return Contents.unknown(`the result of ${target.name}`);
  }

  #locator(query: Expression | undefined, bound: BoundBody, trail: Trail): Contents {
    if (query?.kind === 'query') return this.contents(query, bound, trail);
    const object = queriedObject(query, bound);
    return object
      ? Contents.object(object, `dynamic query on ${object}`)
      : Contents.unknown('the text of a dynamic query');
  }

  #returned(target: FoundMethod, call: CallExpression, bound: BoundBody, trail: Trail): Contents {
    const { codebase } = this.types;
    const unit = target.type ? codebase.info(target.type)?.unit : bound.owner.unit;
    const inside = unit ? codebase.bindMethod(target.method, target.type, unit) : null;
    if (!inside) return Contents.unknown(`${target.method.name.name} has no body in the workspace`);
    const further = into(`return ${placeOf(inside)}`, trail);
    if (!further) return new Contents();
    const values = inside.nodes('return').flatMap(({ value }) => (value ? [value] : []));
    const returned = this.union(values, inside, further);
    return this.#substitute(returned, call.arguments, bound, deeper(trail));
  }

  /** What is in a field; see FieldFlow. */
  field(symbol: MemberSymbol, from: BoundBody): Contents {
    return this.fields.contents(symbol, from);
  }
}
