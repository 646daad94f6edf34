import type { BoundBody } from '../bind/bind.ts';
import { sharedVariable } from '../bind/scriptVariables.ts';
import type { CodeSymbol, MemberSymbol } from '../bind/symbols.ts';
import type { Memo } from '../codebase/dependencies.ts';
import type { OwnedBody } from '../codebase/owned.ts';
import { mentions } from '../codebase/words.ts';
import type { AssignmentExpression, Expression, Node } from '../syntax.ts';
import { leafOf } from '../types/model.ts';
import { objectNameOf } from '../types/references.ts';
import { type Addition, additionsTo, followChain } from './additions.ts';
import { Contents } from './contents.ts';
import type { RecordFlow } from './records.ts';

/** A body that may put records into a field. */
export interface Filler {
  readonly owned: OwnedBody;
  readonly contents: Contents;
}

/** A value that a body writes to a field; null where it is not written out. */
export interface FieldWrite {
  readonly value: Expression | null;
  readonly bound: BoundBody;
}

/** Follows records through fields and properties, which many methods may fill. */
export class FieldFlow {
  readonly #flow: RecordFlow;
  readonly #contents: Memo<object, Contents>;
  readonly #fillers: Memo<object, readonly Filler[]>;
  /** By the field's declaration, then by body. */
  readonly #fillersIn = new WeakMap<object, Memo<object, Filler>>();
  readonly #outside = new WeakMap<object, Memo<object, readonly Addition[]>>();
  readonly #underWay = new Set<string>();

  constructor(flow: RecordFlow) {
    this.#flow = flow;
    this.#contents = flow.types.codebase.dependencies.memo();
    this.#fillers = flow.types.codebase.dependencies.memo();
  }

  /**
   * What is in a field: the types that its class puts in. Where a method with a generic parameter fills it,
   * or another class does, the field itself is an origin.
   */
  contents(symbol: MemberSymbol, from: BoundBody): Contents {
    if (this.#underWay.has(symbol.key)) return new Contents();
    const object = objectNameOf(leafOf(this.#flow.types.reference(symbol.type, symbol.owner)));
    if (object) return Contents.object(object, `${symbol.kind} ${symbol.name}`);
    this.#underWay.add(symbol.key);
    try {
      const contents = this.#contents(symbol.declaration, () => this.#compute(symbol, from));
      const isOwn = from.owner.type === symbol.owner;
      return contents.varies && !isOwn
        ? Contents.unknown(`subclasses decide what is in ${symbol.name}`)
        : contents;
    } finally {
      this.#underWay.delete(symbol.key);
    }
  }

  #compute(symbol: MemberSymbol, from: BoundBody): Contents {
    const { codebase } = this.#flow.types;
    const result = new Contents();
    const { declaration } = symbol;
    const around = this.#bodiesAround(symbol);
    const mentioning = new Set(codebase.mentioning(symbol.name, around));
    for (const owned of around) {
      const isOwnCode = this.#isCodeOf(symbol, owned);
      if (!isOwnCode && !mentioning.has(owned)) continue;
      const bound = codebase.bind(owned);
      const found = this.#flow.added(additionsTo(variableIn(symbol, bound), bound), bound);
      if (isOwnCode && bound.root.kind !== 'block')
        found.add(this.#flow.contents(bound.root as Expression, bound));
      if (isOwnCode) {
        const values = bound.nodes('return').flatMap(({ value }) => (value ? [value] : []));
        found.add(this.#flow.union(values, bound));
      }
      result.add(found, (origin) => origin.kind !== 'parameter');
      if ([...found.origins.values()].some(({ kind }) => kind === 'parameter')) {
        result.addOrigin({ kind: 'field', symbol });
      }
    }
    if (!declaration.modifiers.keywords.has('private') && this.filledFromOutside(symbol)) {
      result.addOrigin({ kind: 'field', symbol });
    }
    if (result.isEmpty) {
      const name = `${symbol.owner.name.name}.${symbol.name}`;
      if (from.owner.type) return Contents.unknown(`nothing in the workspace puts records into ${name}`);
    }
    return result;
  }

  /** Whether the body is the field's initialiser or the property's accessor. */
  #isCodeOf(symbol: MemberSymbol, { owner: { type, member } }: OwnedBody): boolean {
    if (!('kind' in member) || member.kind !== symbol.kind || !type) return false;
    if (member.name.name.toLowerCase() !== symbol.name.toLowerCase()) return false;
    return this.#flow.types.codebase.variable(type, symbol.name)?.key === symbol.key;
  }

  /** All that is written to the field outside tests; null for what is no plain value: `x += 1`. */
  writesTo(symbol: MemberSymbol): readonly FieldWrite[] {
    const { codebase } = this.#flow.types;
    const writes: FieldWrite[] = [];
    const around = this.#bodiesAround(symbol);
    for (const owned of around) {
      codebase.dependencies.consult(owned.body);
      const isOwnCode = this.#isCodeOf(symbol, owned);
      if (codebase.inTest(owned) || (!isOwnCode && !mentions(owned.body, symbol.name))) continue;
      const bound = codebase.bind(owned);
      if (isOwnCode && bound.root.kind !== 'block') writes.push({ value: bound.root as Expression, bound });
      if (isOwnCode) {
        for (const { value } of bound.nodes('return')) if (value) writes.push({ value, bound });
      }
      for (const { role, context } of bound.usesOf(variableIn(symbol, bound))) {
        if (role === 'write' && context) writes.push({ value: writtenBy(context), bound });
      }
    }
    if (symbol.declaration.modifiers.keywords.has('private')) return writes;
    const seen = new Set(around.map(({ body }) => body));
    for (const owned of codebase.bodiesNaming(symbol.name)) {
      if (seen.has(owned.body)) continue;
      const bound = codebase.bind(owned);
      for (const { value, at } of this.#assignmentsTo(symbol, bound)) {
        writes.push({ value: at.operator === '=' ? value : null, bound });
      }
    }
    return writes;
  }

  #assignmentsTo(symbol: MemberSymbol, bound: BoundBody): { value: Expression; at: AssignmentExpression }[] {
    return this.outsideAdditions(symbol, bound).flatMap((one) =>
      one.kind === 'value' && one.at.kind === 'assignment' ? [{ value: one.value, at: one.at }] : [],
    );
  }

  /** The bodies in which a field is named without its object: the class, its inner, outer and subclasses. */
  #bodiesAround(symbol: MemberSymbol): OwnedBody[] {
    if (symbol.script !== undefined) return [...this.#flow.types.codebase.bodiesOfScript(symbol.script)];
    const { codebase } = this.#flow.types;
    const around = [symbol.owner, ...codebase.subtypes(symbol.owner)];
    const classes = new Set(around.flatMap((type) => [type, ...type.types]));
    const outer = codebase.outer(symbol.owner);
    if (outer) for (const type of [outer, ...outer.types]) classes.add(type);
    return [...classes].flatMap((type) => codebase.bodiesOfType(type));
  }

  /** Whether code of other classes adds to `value.field` or assigns it. */
  filledFromOutside(symbol: MemberSymbol): boolean {
    const { codebase } = this.#flow.types;
    const around = new Set(this.#bodiesAround(symbol).map(({ body }) => body));
    return codebase
      .bodiesNaming(symbol.name)
      .some((owned) => !around.has(owned.body) && this.#outsideIn(symbol, owned).length > 0);
  }

  /** The methods outside tests that can fill the field, and what each puts into it. */
  fillers(symbol: MemberSymbol): readonly Filler[] {
    return this.#fillers(symbol.declaration, () => {
      const { codebase } = this.#flow.types;
      const named = codebase.mentioning(symbol.name, this.#bodiesAround(symbol));
      const all = [...new Set([...named, ...codebase.bodiesNaming(symbol.name)])];
      return all
        .filter(({ owner: { member } }) => 'parameters' in member && member.parameters.length > 0)
        .map((owned) => this.#fillerIn(symbol, owned));
    });
  }

  #byBody<T>(memos: WeakMap<object, Memo<object, T>>, { declaration }: MemberSymbol): Memo<object, T> {
    let memo = memos.get(declaration);
    if (!memo) {
      memo = this.#flow.types.codebase.dependencies.memo<object, T>();
      memos.set(declaration, memo);
    }
    return memo;
  }

  #outsideIn(symbol: MemberSymbol, owned: OwnedBody): readonly Addition[] {
    return this.#byBody(this.#outside, symbol)(owned.body, () =>
      this.outsideAdditions(symbol, this.#flow.types.codebase.bind(owned)),
    );
  }

  #fillerIn(symbol: MemberSymbol, owned: OwnedBody): Filler {
    return this.#byBody(this.#fillersIn, symbol)(owned.body, () => {
      const bound = this.#flow.types.codebase.bind(owned);
      const additions = [...additionsTo(variableIn(symbol, bound), bound), ...this.#outsideIn(symbol, owned)];
      return { owned, contents: this.#flow.added(additions, bound) };
    });
  }

  /** What the body puts into `value.field`, where `value` is an object of the field's class. */
  outsideAdditions(symbol: MemberSymbol, bound: BoundBody): Addition[] {
    const found: Addition[] = [];
    for (const member of bound.membersNamed(symbol.name.toLowerCase())) {
      const meant =
        this.#flow.memberOfValue(member.target, member.name.name, bound) ?? bound.memberOf(member);
      if (meant?.key !== symbol.key) continue;
      const parent = bound.parentOf(member);
      if (parent?.kind === 'assignment' && parent.target === member) {
        found.push({ kind: 'value', value: parent.value, at: parent });
      } else followChain(member, bound, found, new Set());
    }
    return found;
  }
}

function writtenBy(write: Node): Expression | null {
  return write.kind === 'assignment' && write.operator === '=' ? write.value : null;
}

/** The variable as the body knows it: in a script's own statements it is a local one. */
function variableIn(symbol: MemberSymbol, bound: BoundBody): CodeSymbol {
  if (symbol.script === undefined) return symbol;
  return bound.symbols.find((one) => sharedVariable(bound.owner, one)?.key === symbol.key) ?? symbol;
}
