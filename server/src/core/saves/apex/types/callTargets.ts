import type { BoundBody } from '../bind/bind.ts';
import type { ApexCodebase, FoundMethod } from '../codebase/codebase.ts';
import type { CallExpression, Expression, NewExpression } from '../syntax.ts';
import type { ApexType } from './model.ts';
import { fitness } from './overloads.ts';
import type { ApexTypes } from './types.ts';

/** What a call calls. */
export type CallTarget =
  /** A method of the code base. */
  | ({ readonly kind: 'method' } & FoundMethod)
  /** A method of the platform or of a package; `name` is `Database.insert`, or `list.add` for instances. */
  | { readonly kind: 'platform'; readonly name: string; readonly receiver: ApexType | null }
  | { readonly kind: 'unknown'; readonly why: string };

/** Finds the methods that calls mean, by name, number and types of the arguments. */
export class CallTargets {
  readonly #types: ApexTypes;

  constructor(types: ApexTypes) {
    this.#types = types;
  }

  get #codebase(): ApexCodebase {
    return this.#types.codebase;
  }

  resolveCall(call: CallExpression, bound: BoundBody): CallTarget {
    const { name } = call.name;
    if (!call.target) return this.#ownMethod(call, bound);
    const ownClass = this.#types.staticClass(call.target, bound);
    if (ownClass) {
      return this.#choose(this.#codebase.methods(ownClass, name, call.arguments.length), call, bound);
    }
    const platformClass = this.#types.staticPlatform(call.target, bound);
    if (platformClass) return { kind: 'platform', name: `${platformClass}.${name}`, receiver: null };
    const receiver = this.#types.typeOf(call.target, bound);
    if (receiver.kind === 'class') {
      const found = this.#codebase.methods(receiver.declaration, name, call.arguments.length);
      return this.#choose(found, call, bound);
    }
    if (receiver.kind === 'unknown') return { kind: 'unknown', why: receiver.why };
    return { kind: 'platform', name: `${receiver.kind}.${name}`, receiver };
  }

  /** The constructor that `new` calls; null for records, collections and where none is declared. */
  resolveNew(expression: NewExpression, bound: BoundBody): FoundMethod | null {
    const type = this.#types.reference(expression.type, bound.owner.type);
    if (type.kind !== 'class') return null;
    const found = this.#codebase.constructors(type.declaration, expression.arguments.length);
    return this.#best(found, expression.arguments, bound);
  }

  #ownMethod(call: CallExpression, bound: BoundBody): CallTarget {
    const { name } = call.name;
    const lower = name.toLowerCase();
    const { type, unit } = bound.owner;
    if (lower === 'this' || lower === 'super') {
      const owner = lower === 'this' ? type : type ? (this.#codebase.superclasses(type)[1] ?? null) : null;
      const found = owner ? this.#codebase.constructors(owner, call.arguments.length) : [];
      return this.#choose(found, call, bound);
    }
    for (let at = type; at; at = this.#codebase.outer(at)) {
      const found = this.#codebase.methods(at, name, call.arguments.length);
      if (found.length > 0) return this.#choose(found, call, bound);
    }
    this.#codebase.noteName(name);
    const inScript = (unit.script?.methods ?? [])
      .filter(
        (one) => one.name.name.toLowerCase() === lower && one.parameters.length === call.arguments.length,
      )
      .map((method) => ({ method, type: null }));
    return this.#choose(inScript, call, bound);
  }

  #choose(found: readonly FoundMethod[], call: CallExpression, bound: BoundBody): CallTarget {
    const best = this.#best(found, call.arguments, bound);
    if (best) return { kind: 'method', ...best };
    return { kind: 'unknown', why: `the method ${call.name.name} is not in the workspace` };
  }

  #best(found: readonly FoundMethod[], args: readonly Expression[], bound: BoundBody): FoundMethod | null {
    if (found.length <= 1) return found[0] ?? null;
    const types = args.map((argument) => this.#types.typeOf(argument, bound));
    let best: FoundMethod | null = null;
    let bestScore = -1;
    for (const one of found) {
      let score = 0;
      for (const [index, parameter] of one.method.parameters.entries()) {
        const fit = fitness(this.#types.reference(parameter.type, one.type), types[index]!);
        if (fit < 0) {
          score = -1;
          break;
        }
        score += fit;
      }
      if (score > bestScore) {
        best = one;
        bestScore = score;
      }
    }
    return best ?? found[0]!;
  }
}
