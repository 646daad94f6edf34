import { type Place, place } from '../../../text.ts';
import type { Operation } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { MemberSymbol } from '../bind/symbols.ts';
import type { FoundMethod } from '../codebase/codebase.ts';
import type { OwnedBody } from '../codebase/owned.ts';
import { calledNames, hasSaveWord, mentions } from '../codebase/words.ts';
import type { CallExpression, Expression, MethodDeclaration, NewExpression } from '../syntax.ts';
import type { Contents } from './contents.ts';
import type { RecordFlow } from './records.ts';
import { type DirectSave, savesIn } from './saves.ts';

/** A save that a method does with what it is given. */
export interface WrappedSave {
  readonly operation: Operation;
  /** The parameter whose records are saved. */
  readonly operandParameter: number;
  /** The save itself, and the body in which it stands. */
  readonly save: DirectSave;
  readonly bound: BoundBody;
  /** The way from the method to the save: calls of further wrappers, then the save's keyword. */
  readonly via: readonly Place[];
  /**
   * The field in which the records wait, where the save happens later: a unit of work. The refusal then
   * comes from the method that saves (`commitWork`), not from this one.
   */
  readonly through: MemberSymbol | null;
}

/** Records put into a field that a save, somewhere, takes its records from. */
export interface FieldSave extends Omit<WrappedSave, 'operandParameter' | 'through'> {
  readonly field: MemberSymbol;
}

const maxVia = 6;

/** A call whose argument a wrapper saves. */
export interface WrapperCall {
  readonly node: CallExpression | NewExpression;
  readonly argument: Expression;
  readonly wrapped: WrappedSave;
}

/** `work.objectsToInsert.add(lead)`, where a save takes its records from `objectsToInsert`. */
export interface FieldFill {
  readonly value: Expression;
  readonly at: CallExpression;
  readonly saves: readonly FieldSave[];
}

/**
 * The methods of the code base that save what they are given, found from the saves outwards: bodies without
 * a save, a wrapper's name or a waiting field's name in their text are never parsed.
 */
export class Wrappers {
  readonly #flow: RecordFlow;
  readonly #methods = new Map<string, WrappedSave[]>();
  readonly #fields = new Map<string, FieldSave[]>();
  readonly #names = new Set<string>();
  readonly #fieldNames = new Map<string, MemberSymbol>();

  constructor(flow: RecordFlow) {
    this.#flow = flow;
    this.#build();
  }

  /** What the method saves of its parameters, also where a class that overrides it does. */
  savesOf(found: FoundMethod): readonly WrappedSave[] {
    return this.#methods.get(this.#codebase.methodKey(found)) ?? [];
  }

  savesOfField(symbol: MemberSymbol): readonly FieldSave[] {
    return this.#fields.get(symbol.key) ?? [];
  }

  /** Whether the body may call a wrapper or fill a waiting field: told from its text. */
  mayUse(owned: OwnedBody): boolean {
    if (this.#names.size === 0) return false;
    for (const name of calledNames(owned.body)) if (this.#names.has(name)) return true;
    for (const name of this.#fieldNames.keys()) if (mentions(owned.body, name)) return true;
    return false;
  }

  /** What it knows, as text: equal as long as nothing that other bodies could see has changed. */
  get fingerprint(): string {
    const methods = [...this.#methods].map(
      ([key, saves]) => `${key}: ${saves.map((one) => `${one.operation} ${one.operandParameter}`).join()}`,
    );
    const fields = [...this.#fields].map(
      ([key, saves]) => `${key}: ${saves.map((one) => one.operation).join()}`,
    );
    return [...methods, ...fields].sort().join('\n');
  }

  /** The calls in the body that hand records to a wrapper, in the order of the text. */
  callsIn(bound: BoundBody): WrapperCall[] {
    const calls: WrapperCall[] = [];
    for (const node of [...bound.nodes('call'), ...bound.nodes('new')]) {
      for (const wrapped of this.#savesOfCall(node, bound)) {
        const argument = node.arguments[wrapped.operandParameter];
        if (argument) calls.push({ node, argument, wrapped });
      }
    }
    return calls.sort((a, b) => a.node.start - b.node.start);
  }

  /** Values that the body puts into fields which a save takes its records from, by way of another object. */
  fillsIn(bound: BoundBody): FieldFill[] {
    const fills: FieldFill[] = [];
    for (const symbol of this.#fieldNames.values()) {
      if (!mentions(bound.body, symbol.name)) continue;
      for (const addition of this.#flow.outsideAdditions(symbol, bound)) {
        if (addition.kind === 'value')
          fills.push({ value: addition.value, saves: this.savesOfField(symbol) });
      }
    }
    return fills;
  }

  get #codebase() {
    return this.#flow.types.codebase;
  }

  #savesOfCall(node: CallExpression | NewExpression, bound: BoundBody): readonly WrappedSave[] {
    if (node.kind === 'new') {
      if (node.arguments.length === 0 || !this.#names.has(lastName(node.type.name))) return [];
      const found = this.#flow.types.resolveNew(node, bound);
      return found ? this.savesOf(found) : [];
    }
    if (node.arguments.length === 0 || !this.#names.has(node.name.name.toLowerCase())) return [];
    const target = this.#flow.types.resolveCall(node, bound);
    return target.kind === 'method' ? this.savesOf(target) : [];
  }

  #build(): void {
    for (const owned of this.#codebase.allBodies()) {
      if (hasSaveWord(owned.body)) this.#directSaves(owned);
    }
    let names: ReadonlySet<string> = new Set(this.#names);
    let fields: ReadonlySet<string> = new Set(this.#fieldNames.keys());
    for (let round = 0; round < maxVia && (names.size > 0 || fields.size > 0); round++) {
      const knownNames = new Set(this.#names);
      const knownFields = new Set(this.#fieldNames.keys());
      for (const owned of this.#codebase.allBodies()) this.#furtherSaves(owned, names, fields);
      names = new Set([...this.#names].filter((name) => !knownNames.has(name)));
      fields = new Set([...this.#fieldNames.keys()].filter((name) => !knownFields.has(name)));
    }
  }

  #directSaves(owned: OwnedBody): void {
    const bound = this.#codebase.bind(owned);
    for (const save of savesIn(bound, this.#flow.types)) {
      if (!save.operand || save.operation === 'convertLead') continue;
      const via = [place(bound.body.anchor, save.keyword)];
      this.#note(
        this.#flow.contents(save.operand, bound),
        { operation: save.operation, save, bound, via },
        owned,
      );
    }
  }

  #furtherSaves(owned: OwnedBody, names: ReadonlySet<string>, fields: ReadonlySet<string>): void {
    let callsOne = false;
    for (const name of calledNames(owned.body)) {
      if (names.has(name)) {
        callsOne = true;
        break;
      }
    }
    const bound = callsOne ? this.#codebase.bind(owned) : null;
    if (bound) {
      for (const { node, argument, wrapped } of this.callsIn(bound)) {
        if (wrapped.via.length >= maxVia) continue;
        const keyword = node.kind === 'call' ? node.name : node.type;
        const via = [place(bound.body.anchor, keyword), ...wrapped.via];
        this.#note(this.#flow.contents(argument, bound), { ...wrapped, via }, owned);
      }
    }
    for (const name of fields) {
      if (mentions(owned.body, name)) this.#fieldFills(owned, this.#fieldNames.get(name)!);
    }
  }

  /** Makes a wrapper of a method that puts a parameter into a field which is saved later. */
  #fieldFills(owned: OwnedBody, symbol: MemberSymbol): void {
    const { member } = owned.owner;
    if (!('parameters' in member) || member.parameters.length === 0) return;
    const bound = this.#codebase.bind(owned);
    const contents = this.#flow.putInto(symbol, bound);
    for (const save of this.savesOfField(symbol)) this.#note(contents, { ...save, through: symbol }, owned);
  }

  #note(
    contents: Contents,
    found: Omit<WrappedSave, 'operandParameter' | 'through'> & { readonly through?: MemberSymbol | null },
    { owner }: OwnedBody,
  ): void {
    for (const origin of contents.origins.values()) {
      if (origin.kind === 'field') {
        this.#addField(origin.symbol, { ...found, field: origin.symbol });
      } else if ('parameters' in owner.member) {
        const wrapped = { ...found, operandParameter: origin.index, through: found.through ?? null };
        this.#addMethod(owner.member, owner.type, wrapped);
      }
    }
  }

  #addField(symbol: MemberSymbol, save: FieldSave): void {
    const list = this.#fields.get(symbol.key) ?? [];
    if (list.some((one) => one.operation === save.operation && one.save.node === save.save.node)) return;
    list.push(save);
    this.#fields.set(symbol.key, list);
    this.#fieldNames.set(symbol.name.toLowerCase(), symbol);
  }

  #addMethod(method: MethodDeclaration, type: FoundMethod['type'], wrapped: WrappedSave): void {
    for (const found of [{ method, type }, ...this.#overridden(method, type)]) {
      const key = this.#codebase.methodKey(found);
      const list = this.#methods.get(key) ?? [];
      const isKnown = list.some(
        (one) =>
          one.operation === wrapped.operation &&
          one.operandParameter === wrapped.operandParameter &&
          (one.save.node === wrapped.save.node || list.length > 4),
      );
      if (isKnown) continue;
      list.push(wrapped);
      this.#methods.set(key, list);
      this.#names.add(method.name.name.toLowerCase());
    }
  }

  /** The declarations in superclasses and interfaces that a call may name instead of the method itself. */
  #overridden(method: MethodDeclaration, type: FoundMethod['type']): FoundMethod[] {
    if (!type || method.kind === 'constructor') return [];
    const { name } = method.name;
    return this.#codebase
      .supertypes(type)
      .flatMap((supertype) =>
        supertype.methods
          .filter(
            (one) =>
              one.kind === 'method' &&
              one.parameters.length === method.parameters.length &&
              one.name.name.toLowerCase() === name.toLowerCase(),
          )
          .map((one) => ({ method: one, type: supertype })),
      );
  }
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
