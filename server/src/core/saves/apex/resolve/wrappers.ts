import { type Place, place } from '../../../text.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { MemberSymbol } from '../bind/symbols.ts';
import type { ApexCodebase, FoundMethod } from '../codebase/codebase.ts';
import type { Memo } from '../codebase/dependencies.ts';
import type { OwnedBody } from '../codebase/owned.ts';
import { calledNames, memberNames } from '../codebase/words.ts';
import type { CallExpression, MethodDeclaration, NewExpression } from '../syntax.ts';
import type { Contents } from './contents.ts';
import { mayHold, type ParameterCondition, parameterAt, parameterConditions } from './parameterConditions.ts';
import type { RecordFlow } from './records.ts';
import { savesIn } from './saves.ts';
import { isSavedLater } from './waiting.ts';
import type { FieldFill, FieldSave, WrappedSave, WrapperCall } from './wrapperModel.ts';

const maxVia = 6;
const maxSavesOfMethod = 8;

type Found = Omit<WrappedSave, 'operandParameter' | 'through'> & Partial<Pick<WrappedSave, 'through'>>;

/** What the bodies of a code base contribute, kept from one {@link Wrappers} to the next. */
export class WrapperParts {
  readonly flow: RecordFlow;
  readonly #direct: Memo<object, readonly { found: Found; contents: Contents }[]>;
  readonly #targets: Memo<object, FoundMethod | null>;

  constructor(flow: RecordFlow) {
    this.flow = flow;
    this.#direct = this.codebase.dependencies.memo();
    this.#targets = this.codebase.dependencies.memo();
  }

  get codebase(): ApexCodebase {
    return this.flow.types.codebase;
  }

  /** The saves that stand in the body, with what is in their operands. */
  directSaves(owned: OwnedBody): readonly { found: Found; contents: Contents }[] {
    return this.#direct(owned.body, () => {
      const bound = this.codebase.bind(owned);
      return savesIn(bound, this.flow.types).flatMap((save) => {
        if (!save.operand || save.operation === 'convertLead') return [];
        const via: Place[] = [place(bound.body.anchor, save.keyword)];
        const conditions = parameterConditions(save.node, bound, this.flow.types);
        const found: Found = { operation: save.operation, save, bound, via, conditions };
        return [{ found, contents: this.flow.contentsOf(save.operand, bound) }];
      });
    });
  }

  target(node: CallExpression | NewExpression, bound: BoundBody): FoundMethod | null {
    return this.#targets(node, () => {
      this.codebase.dependencies.consult(bound.body);
      if (node.kind === 'new') return this.flow.types.resolveNew(node, bound);
      const target = this.flow.types.resolveCall(node, bound);
      return target.kind === 'method' ? target : null;
    });
  }
}

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

  constructor(parts: WrapperParts) {
    this.#parts = parts;
    this.#build();
  }

  /**
   * What the method saves of its parameters. For a method without a body: what all the classes save that
   * implement it, and nothing if one of them does otherwise.
   */
  savesOf(found: FoundMethod): readonly WrappedSave[] {
    const own = this.#methods.get(this.#codebase.methodKey(found)) ?? [];
    if (found.method.body || !found.type) return own;
    const [first, ...others] = this.#overriding(found).map(
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
  mayUse(owned: OwnedBody): boolean {
    for (const name of calledNames(owned.body)) if (this.#names.has(name)) return true;
    if (this.#fieldSymbols.size === 0) return false;
    const named = memberNames(owned.body);
    for (const { name } of this.#fieldSymbols.values()) if (named.has(name.toLowerCase())) return true;
    return false;
  }

  /** Whether another one would give the same answers. */
  equals(other: Wrappers): boolean {
    return sameSaves(this.#methods, other.#methods) && sameSaves(this.#fields, other.#fields);
  }

  /** The calls in the body that hand records to a wrapper, in the order of the text. */
  callsIn(bound: BoundBody): WrapperCall[] {
    const calls = [...this.#names].flatMap((name) => this.#callsNamed(name, bound));
    return calls.sort((a, b) => a.node.start - b.node.start);
  }

  #callsNamed(name: string, bound: BoundBody): WrapperCall[] {
    const calls: WrapperCall[] = [];
    for (const node of bound.callsNamed(name)) {
      if (node.arguments.length === 0) continue;
      const found = this.#parts.target(node, bound);
      for (const wrapped of found ? this.savesOf(found) : []) {
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

  #build(): void {
    for (const owned of this.#codebase.savingBodies()) {
      for (const { found, contents } of this.#parts.directSaves(owned)) this.#note(contents, found, owned);
    }
    const doneNames = new Set<string>();
    const doneFields = new Set<string>();
    for (let round = 0; round < maxVia; round++) {
      const names = [...this.#names].filter((name) => !doneNames.has(name));
      const fields = [...this.#fieldSymbols.values()].filter(({ key }) => !doneFields.has(key));
      if (names.length === 0 && fields.length === 0) return;
      for (const name of names) {
        doneNames.add(name);
        for (const owned of this.#codebase.bodiesCalling(name)) this.#wrappedCalls(owned, name);
      }
      for (const symbol of fields) {
        doneFields.add(symbol.key);
        this.#fieldFills(symbol);
      }
    }
  }

  #wrappedCalls(owned: OwnedBody, name: string): void {
    const bound = this.#codebase.bind(owned);
    for (const { node, argument, wrapped } of this.#callsNamed(name, bound)) {
      if (wrapped.via.length >= maxVia) continue;
      const keyword = node.kind === 'call' ? node.name : node.type;
      const via = [place(bound.body.anchor, keyword), ...wrapped.via];
      const conditions = this.#conditionsOfCaller(node, wrapped, bound);
      this.#note(this.#parts.flow.contentsOf(argument, bound), { ...wrapped, via, conditions }, owned);
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

  #note(contents: Contents, found: Found, { owner }: OwnedBody): void {
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

  /** The methods of subclasses and implementing classes, outside tests, that stand for the method. */
  #overriding({ method, type }: FoundMethod): FoundMethod[] {
    if (!type) return [];
    const name = method.name.name.toLowerCase();
    return this.#codebase.subtypes(type).flatMap((subtype) => {
      if (this.#codebase.isTest(subtype)) return [];
      return subtype.methods
        .filter(
          (one): one is MethodDeclaration =>
            one.body !== null &&
            one.parameters.length === method.parameters.length &&
            one.name.name.toLowerCase() === name,
        )
        .map((one) => ({ method: one, type: subtype }));
    });
  }
}

function sameEffect(a: WrappedSave, b: WrappedSave): boolean {
  return a.operation === b.operation && a.operandParameter === b.operandParameter;
}

function sameSaves(
  a: ReadonlyMap<string, readonly (WrappedSave | FieldSave)[]>,
  b: ReadonlyMap<string, readonly (WrappedSave | FieldSave)[]>,
): boolean {
  if (a.size !== b.size) return false;
  for (const [key, saves] of a) {
    const others = b.get(key);
    if (others?.length !== saves.length) return false;
    const same = saves.every((one, index) => {
      const other = others[index]!;
      return (
        one.operation === other.operation &&
        one.save === other.save &&
        samePlaces(one.via, other.via) &&
        JSON.stringify(one.conditions) === JSON.stringify(other.conditions)
      );
    });
    if (!same) return false;
  }
  return true;
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
