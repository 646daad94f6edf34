import { type Place, place } from '../../../text.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { ApexCodebase, FoundMethod } from '../codebase/codebase.ts';
import type { Memo } from '../codebase/dependencies.ts';
import type { OwnedBody } from '../codebase/owned.ts';
import type { CallExpression, NewExpression } from '../syntax.ts';
import type { Contents } from './contents.ts';
import { parameterConditions } from './parameterConditions.ts';
import type { RecordFlow } from './records.ts';
import { savesIn } from './saves.ts';
import type { WrappedSave } from './wrapperModel.ts';

/** A save on its way to being noted as that of a method or of a field. */
export type FoundSave = Omit<WrappedSave, 'operandParameter' | 'through'> &
  Partial<Pick<WrappedSave, 'through'>>;

/** A save whose operand comes from a parameter or a field. */
export interface OpenSave {
  readonly owned: OwnedBody;
  readonly found: FoundSave;
  readonly contents: Contents;
}

/** A call of a method of the code base. */
export interface ResolvedCall {
  readonly node: CallExpression | NewExpression;
  readonly found: FoundMethod;
}

/** A body with calls of methods of some name. */
export interface Caller {
  readonly owned: OwnedBody;
  readonly bound: BoundBody;
  readonly calls: readonly ResolvedCall[];
}

/** The calls of one name, by body and all together. */
interface CallsOfName {
  readonly name: string;
  readonly inBody: Memo<object, readonly ResolvedCall[]>;
}

/**
 * What the bodies of a code base contribute to its wrappers: kept for each body, so that a change costs the
 * work on the changed ones. Nothing here depends on what the wrappers are.
 */
export class WrapperParts {
  readonly flow: RecordFlow;
  readonly #openIn: Memo<object, readonly OpenSave[]>;
  readonly #open: Memo<object, readonly OpenSave[]>;
  readonly #names = new Map<string, CallsOfName>();
  readonly #callers: Memo<object, readonly Caller[]>;

  constructor(flow: RecordFlow) {
    this.flow = flow;
    this.#openIn = this.codebase.dependencies.memo();
    this.#open = this.codebase.dependencies.memo();
    this.#callers = this.codebase.dependencies.memo();
  }

  get codebase(): ApexCodebase {
    return this.flow.types.codebase;
  }

  /** All saves of the code base whose records come from a parameter or a field. */
  openSaves(): readonly OpenSave[] {
    return this.#open(this, () =>
      [...this.codebase.savingBodies()].flatMap((owned) => this.openSavesIn(owned)),
    );
  }

  openSavesIn(owned: OwnedBody): readonly OpenSave[] {
    return this.#openIn(owned.body, () => {
      const bound = this.codebase.bind(owned);
      const { types } = this.flow;
      return savesIn(bound, types).flatMap((save) => {
        if (!save.operand || save.operation === 'convertLead') return [];
        const contents = this.flow.contentsOf(save.operand, bound);
        if (contents.origins.size === 0) return [];
        const via: Place[] = [place(bound.body.anchor, save.keyword)];
        const conditions = parameterConditions(save.node, bound, types);
        return [{ owned, found: { operation: save.operation, save, bound, via, conditions }, contents }];
      });
    });
  }

  /** The bodies outside tests that call methods of the name, in lower case. */
  callersOf(name: string): readonly Caller[] {
    const calls = this.#callsOf(name);
    return this.#callers(calls, () =>
      this.codebase.bodiesCalling(name).flatMap((owned) => {
        const found = this.callsIn(owned, name);
        return found.length > 0 ? [{ owned, bound: this.codebase.bind(owned), calls: found }] : [];
      }),
    );
  }

  /** The calls in the body of methods of the name that are in the code base, in the order of the tree. */
  callsIn(owned: OwnedBody, name: string): readonly ResolvedCall[] {
    return this.#callsOf(name).inBody(owned.body, () => {
      const bound = this.codebase.bind(owned);
      return bound.callsNamed(name).flatMap((node) => {
        const found = node.arguments.length > 0 ? this.#target(node, bound) : null;
        return found ? [{ node, found }] : [];
      });
    });
  }

  #target(node: CallExpression | NewExpression, bound: BoundBody): FoundMethod | null {
    if (node.kind === 'new') return this.flow.types.resolveNew(node, bound);
    const target = this.flow.types.resolveCall(node, bound);
    return target.kind === 'method' ? target : null;
  }

  #callsOf(name: string): CallsOfName {
    let known = this.#names.get(name);
    if (!known) {
      known = { name, inBody: this.codebase.dependencies.memo() };
      this.#names.set(name, known);
    }
    return known;
  }
}
