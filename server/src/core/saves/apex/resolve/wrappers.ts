import { type Place, place } from '../../../text.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { CodeBody, MemberSymbol } from '../bind/symbols.ts';
import type { ApexCodebase, FoundMethod } from '../codebase/codebase.ts';
import type { OwnedBody } from '../codebase/owned.ts';
import { calledNames, memberNames } from '../codebase/words.ts';
import type { CallExpression, NewExpression } from '../syntax.ts';
import { overriding } from './callFrame.ts';
import type { Contents } from './contents.ts';
import { mayHold, type ParameterCondition, parameterAt, parameterConditions } from './parameterConditions.ts';
import { isSavedLater } from './waiting.ts';
import type { FieldFill, FieldSave, WrappedSave, WrapperCall } from './wrapperModel.ts';
import type { FoundSave, ResolvedCall, WrapperParts } from './wrapperParts.ts';

const maxVia = 6;
const maxSavesOfMethod = 8;

/**
 * The methods of the code base that save what they are given, found from the saves outwards: bodies without
 * a save, a wrapper's name or a waiting field's name in their text are never parsed.
 */
export class Wrappers {
  readonly #parts: WrapperParts;
  readonly #methods = new Map<string, WrappedSave[]>();
  readonly #fields = new Map<string, FieldSave[]>();
  readonly #names = new Set<string>();
  readonly #fieldSymbols = new Map<string, MemberSymbol>();
  readonly #users = new WeakMap<CodeBody, boolean>();

  private constructor(parts: WrapperParts) {
    this.#parts = parts;
  }

  static of(parts: WrapperParts): Wrappers {
    const wrappers = new Wrappers(parts);
    for (const _ of wrappers.#build());
    return wrappers;
  }

  /** Does the work on each body that {@link of} then finds done, a body a step. */
  static *prepare(parts: WrapperParts): Generator<void> {
    for (const owned of parts.codebase.savingBodies()) {
      parts.openSavesIn(owned);
      yield;
    }
    yield* new Wrappers(parts).#build();
  }

  /**
   * What the method saves of its parameters. For a method without a body: what all the classes save that
   * implement it, and nothing if one of them does otherwise.
   */
  savesOf(found: FoundMethod): readonly WrappedSave[] {
    const own = this.#methods.get(this.#codebase.methodKey(found)) ?? [];
    if (found.method.body || !found.type) return own;
    const [first, ...others] = overriding(found, this.#codebase).map(
      (one) => this.#methods.get(this.#codebase.methodKey(one)) ?? [],
    );
    return (first ?? []).filter((wrapped) =>
      others.every((saves) => saves.some((one) => sameEffect(one, wrapped))),
    );
  }

  /** The saves that take their records from the field. */
  savesOfField(symbol: MemberSymbol): readonly FieldSave[] {
    return this.#fields.get(symbol.key) ?? [];
  }

  /** Whether the body may call a wrapper or fill a waiting field: told from its text. */
  mayUse({ body }: OwnedBody): boolean {
    let known = this.#users.get(body);
    if (known === undefined) {
      known = this.#isUser(body);
      this.#users.set(body, known);
    }
    return known;
  }

  #isUser(body: CodeBody): boolean {
    for (const name of calledNames(body)) if (this.#names.has(name)) return true;
    if (this.#fieldSymbols.size === 0) return false;
    const named = memberNames(body);
    for (const { name } of this.#fieldSymbols.values()) if (named.has(name.toLowerCase())) return true;
    return false;
  }

  /** The names, in lower case, of methods and fields of which other ones would give other answers. */
  namesChangedFrom(other: Wrappers): ReadonlySet<string> {
    const changed = new Set<string>();
    for (const key of keysChanged(this.#methods, other.#methods)) {
      changed.add(key.slice(0, key.indexOf('(')).split('.').at(-1)!);
    }
    for (const key of keysChanged(this.#fields, other.#fields)) changed.add(key.split('.').at(-1)!);
    return changed;
  }

  /** The calls in the body that hand records to a wrapper, in the order of the text. */
  callsIn(owned: OwnedBody, bound: BoundBody): WrapperCall[] {
    const calls: WrapperCall[] = [];
    for (const name of calledNames(owned.body)) {
      if (this.#names.has(name)) calls.push(...this.#wrapperCalls(this.#parts.callsIn(owned, name), bound));
    }
    return calls.sort((a, b) => a.node.start - b.node.start);
  }

  #wrapperCalls(resolved: readonly ResolvedCall[], bound: BoundBody): WrapperCall[] {
    const calls: WrapperCall[] = [];
    for (const { node, found } of resolved) {
      for (const wrapped of this.savesOf(found)) {
        const argument = node.arguments[wrapped.operandParameter];
        if (!argument || !this.#conditionsMayHold(node, wrapped, bound)) continue;
        if (node.kind === 'new' && wrapped.through && !this.#isSaved(node, wrapped, bound)) continue;
        calls.push({ node, argument, wrapped });
      }
    }
    return calls;
  }

  #conditionsMayHold(node: CallExpression | NewExpression, wrapped: WrappedSave, bound: BoundBody): boolean {
    const { types } = this.#parts.flow;
    return wrapped.conditions.every((condition) => mayHold(condition, node.arguments, bound, types));
  }

  #isSaved(node: NewExpression, wrapped: WrappedSave, bound: BoundBody): boolean {
    const savedBy = wrapped.through?.savedBy;
    return !savedBy || isSavedLater(node, savedBy, bound, this.#parts.flow.types);
  }

  /** Values that the body puts into waiting fields of other objects, in the order of the text. */
  fillsIn(bound: BoundBody): FieldFill[] {
    const fills: FieldFill[] = [];
    const named = memberNames(bound.body);
    for (const symbol of this.#fieldSymbols.values()) {
      if (!named.has(symbol.name.toLowerCase())) continue;
      for (const addition of this.#parts.flow.fields.outsideAdditions(symbol, bound)) {
        if (addition.kind !== 'value' || addition.at.kind !== 'call') continue;
        fills.push({ value: addition.value, at: addition.at, saves: this.savesOfField(symbol) });
      }
    }
    return fills.sort((a, b) => a.at.start - b.at.start);
  }

  get #codebase(): ApexCodebase {
    return this.#parts.codebase;
  }

  *#build(): Generator<void> {
    for (const { owned, found, contents } of this.#parts.openSaves()) this.#note(contents, found, owned);
    const doneNames = new Set<string>();
    const doneFields = new Set<string>();
    for (let round = 0; round < maxVia; round++) {
      const names = [...this.#names].filter((name) => !doneNames.has(name));
      const fields = [...this.#fieldSymbols.values()].filter(({ key }) => !doneFields.has(key));
      if (names.length === 0 && fields.length === 0) return;
      for (const name of names) {
        doneNames.add(name);
        yield* this.#wrappedCalls(name);
      }
      for (const symbol of fields) {
        doneFields.add(symbol.key);
        this.#fieldFills(symbol);
        yield;
      }
    }
  }

  *#wrappedCalls(name: string): Generator<void> {
    for (const { owned, bound, calls } of this.#parts.callersOf(name)) {
      for (const { node, argument, wrapped } of this.#wrapperCalls(calls, bound)) {
        if (wrapped.via.length >= maxVia) continue;
        const contents = this.#parts.flow.contentsOf(argument, bound);
        if (contents.origins.size === 0) continue;
        const keyword = node.kind === 'call' ? node.name : node.type;
        const via = [place(bound.body.anchor, keyword), ...wrapped.via];
        const conditions = this.#conditionsOfCaller(node, wrapped, bound);
        this.#note(contents, { ...wrapped, via, conditions }, owned);
      }
      yield;
    }
  }

  /** The conditions around the call, and those of the wrapper on what the caller itself was given. */
  #conditionsOfCaller(
    node: CallExpression | NewExpression,
    wrapped: WrappedSave,
    bound: BoundBody,
  ): ParameterCondition[] {
    const own = parameterConditions(node, bound, this.#parts.flow.types);
    const passed = wrapped.conditions.flatMap((condition) => {
      const argument = node.arguments[condition.parameter];
      const parameter = argument ? parameterAt(argument, bound) : null;
      return parameter === null ? [] : [{ ...condition, parameter }];
    });
    return [...own, ...passed];
  }

  /** Makes wrappers of the methods that put a parameter into a field which is saved later. */
  #fieldFills(symbol: MemberSymbol): void {
    for (const { owned, contents } of this.#parts.flow.fields.fillers(symbol)) {
      for (const { field, ...save } of this.savesOfField(symbol)) {
        this.#note(contents, { ...save, through: field }, owned);
      }
    }
  }

  #note(contents: Contents, found: FoundSave, { owner }: OwnedBody): void {
    const method = 'parameters' in owner.member ? { method: owner.member, type: owner.type } : null;
    for (const origin of contents.origins.values()) {
      if (origin.kind === 'field') {
        this.#addField({ ...found, conditions: [], field: { symbol: origin.symbol, savedBy: method } });
      } else if (method) {
        this.#addMethod(method, { ...found, operandParameter: origin.index, through: found.through ?? null });
      }
    }
  }

  #addField(save: FieldSave): void {
    const { symbol } = save.field;
    const list = this.#fields.get(symbol.key) ?? [];
    if (list.some((one) => one.operation === save.operation && one.save === save.save)) return;
    list.push(save);
    this.#fields.set(symbol.key, list);
    this.#fieldSymbols.set(symbol.key, symbol);
  }

  #addMethod(found: FoundMethod, wrapped: WrappedSave): void {
    const key = this.#codebase.methodKey(found);
    const list = this.#methods.get(key) ?? [];
    const isKnown = list.some(
      (one) => sameEffect(one, wrapped) && one.save === wrapped.save && sameConditions(one, wrapped),
    );
    if (isKnown || list.length >= maxSavesOfMethod) return;
    list.push(wrapped);
    this.#methods.set(key, list);
    this.#names.add(found.method.name.name.toLowerCase());
  }
}

function sameEffect(a: WrappedSave, b: WrappedSave): boolean {
  return a.operation === b.operation && a.operandParameter === b.operandParameter;
}

type Saves = ReadonlyMap<string, readonly (WrappedSave | FieldSave)[]>;

function keysChanged(a: Saves, b: Saves): string[] {
  const keys = new Set([...a.keys(), ...b.keys()]);
  return [...keys].filter((key) => !sameSaves(a.get(key) ?? [], b.get(key) ?? []));
}

function sameSaves(
  saves: readonly (WrappedSave | FieldSave)[],
  others: readonly (WrappedSave | FieldSave)[],
): boolean {
  if (saves === others) return true;
  return (
    saves.length === others.length &&
    saves.every((one, index) => {
      const other = others[index]!;
      return (
        one.operation === other.operation &&
        one.save === other.save &&
        samePlaces(one.via, other.via) &&
        JSON.stringify(one.conditions) === JSON.stringify(other.conditions)
      );
    })
  );
}

function sameConditions(a: WrappedSave, b: WrappedSave): boolean {
  return JSON.stringify(a.conditions) === JSON.stringify(b.conditions);
}

function samePlaces(a: readonly Place[], b: readonly Place[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => one.anchor === b[index]!.anchor && one.start === b[index]!.start)
  );
}
