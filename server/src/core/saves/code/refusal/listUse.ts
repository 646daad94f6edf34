import type { CallExpression, Expression } from '../tree.ts';
import type { Node } from './children.ts';
import { type CodeIndex, indexOf, type Variable } from './codeIndex.ts';
import type { Inquiry } from './inquiry.ts';
import type { RefusalFrame } from './judge.ts';
import { calledName, pathOf } from './names.ts';

const ofLists =
  /^(filter|map|forEach|find|findIndex|findLast|some|every|flatMap|reduce|length|at|slice|entries|flat|join|sort)$/;
const furthest = 12;

/** Whether the code takes what a call gives back for a list, or does so with what it is returned in. */
export function isUsedAsList(
  frames: readonly RefusalFrame[],
  indexAround: (frame: RefusalFrame) => CodeIndex | null,
  inquiry: Inquiry,
): boolean {
  for (const frame of frames) {
    const index = indexAround(frame);
    if (!index) return false;
    const use = new Uses(index, inquiry);
    if (use.ofCall(frame.call)) return true;
    if (!use.isReturned) return false;
  }
  return false;
}

/** What is done with one value in the code of a frame or a helper. */
class Uses {
  readonly #index: CodeIndex;
  readonly #inquiry: Inquiry;
  readonly #seen = new Set<Node | Variable>();
  /** Whether the value leaves the outermost function. */
  isReturned = false;

  constructor(index: CodeIndex, inquiry: Inquiry) {
    this.#index = index;
    this.#inquiry = inquiry;
  }

  ofCall(call: CallExpression): boolean {
    const last = call.arguments.at(-1)?.value;
    // `create(rows, (error, results) => …)`
    if (last?.kind === 'function' && this.ofPattern(last.definition.parameters[1]?.target)) return true;
    return this.#isList(call);
  }

  ofPattern(target: Node | undefined): boolean {
    if (target?.kind === 'list-pattern') return true;
    return target?.kind === 'name-pattern' && this.#ofVariable(this.#index.declaredBy(target));
  }

  #ofVariable(variable: Variable | null): boolean {
    if (!variable || this.#seen.has(variable) || this.#seen.size > furthest) return false;
    this.#seen.add(variable);
    return this.#index.uses(variable).some((use) => this.#isList(use));
  }

  #isList(expression: Expression): boolean {
    const index = this.#index;
    const parent = index.parent(expression);
    const role = index.role(expression);
    switch (parent?.kind) {
      case 'await':
      case 'other':
        return this.#isList(parent);
      case 'conditional':
        return role !== 'test' && this.#isList(parent);
      case 'binary':
        return /^(\?\?|\|\|)$/.test(parent.operator) && role === 'left' && this.#isList(parent);
      case 'member':
      case 'index':
        // `console.log(results[0])`
        if (this.#isLogged(parent)) return false;
        if (parent.kind === 'index') return role === 'object' && parent.index.kind !== 'text';
        return ofLists.test(parent.name) || this.#inPromise(parent);
      case 'loop':
        return role === 'over' && parent.item !== null;
      case 'spread': {
        const around = index.parent(parent)?.kind;
        return around === 'list' || around === 'call';
      }
      case 'call':
        if (this.#inquiry.isLogging(parent)) return false;
        return role === 'argument' && this.#isArgument(parent, expression);
      case 'declare':
        return this.ofPattern(parent.target);
      case 'assign':
        return (
          role === 'value' && parent.target.kind === 'name' && this.#ofVariable(index.variable(parent.target))
        );
      case 'return': {
        const from = index.functionOf(parent);
        this.isReturned ||= from !== null && (index.roots as readonly Node[]).includes(from);
        return false;
      }
      default:
        return false;
    }
  }

  #isLogged(value: Expression): boolean {
    const call = this.#index.parent(value);
    return call?.kind === 'call' && this.#index.role(value) === 'argument' && this.#inquiry.isLogging(call);
  }

  /** `.then(results => …)` */
  #inPromise(member: Expression & { readonly kind: 'member' }): boolean {
    const call = this.#index.parent(member);
    if (call?.kind !== 'call' || this.#index.role(member) !== 'callee') return false;
    if (/^(catch|finally)$/.test(member.name)) return this.#isList(call);
    const [first] = call.arguments;
    if (member.name !== 'then' || first?.value.kind !== 'function') return false;
    return this.ofPattern(first.value.definition.parameters[0]?.target);
  }

  #isArgument(call: CallExpression, value: Expression): boolean {
    const name = calledName(call);
    const path = pathOf(call.callee);
    if (name === 'concat') return true;
    if (name === 'isArray')
      return this.#index.role(call) !== 'test' || this.#index.parent(call)?.kind !== 'if';
    if (/^(_|lodash)$/.test(path[0] ?? '') && path.length === 2) return ofLists.test(name);
    const helper = this.#inquiry.functionOf(call.callee);
    if (!helper || this.#seen.has(helper) || this.#seen.size > furthest) return false;
    this.#seen.add(helper);
    const at = call.arguments.findIndex((one) => one.value === value);
    const inside = new Uses(indexOf(helper, this.#inquiry.request.language), this.#inquiry);
    for (const one of this.#seen) inside.#seen.add(one);
    return inside.ofPattern(helper.parameters[at]?.target);
  }
}
