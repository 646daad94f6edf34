import type { BoundBody } from '../../saves/apex/bind/bind.ts';
import { type CodeSymbol, isLocal } from '../../saves/apex/bind/symbols.ts';
import type { Use } from '../../saves/apex/bind/uses.ts';
import type {
  CallExpression,
  Expression,
  FieldInitializer,
  NewExpression,
  Node,
} from '../../saves/apex/syntax.ts';
import { maySetFields, type RecordSave, saveByCall, saveByStatement } from './saves.ts';

/** A value that the code gives to a field after the record was made. */
export interface FieldWrite {
  /** Null where the code does not tell it. */
  readonly name: string | null;
  /** Null where the field gets no value of its own: `x.Count__c++`. */
  readonly value: Expression | null;
  readonly at: Node;
  /** Where the record got the name by which it is written to. */
  readonly origin: Node;
  /** Only one record of a list is written to: `leads[0].City = …`. */
  readonly onlyOne: Node | null;
}

/** What becomes of one record literal in its body. Everything is in the order of the text. */
export interface RecordTrace {
  readonly bound: BoundBody;
  readonly object: string;
  readonly literal: NewExpression;
  readonly initial: readonly FieldInitializer[];
  readonly writes: readonly FieldWrite[];
  readonly saves: readonly RecordSave[];
  /** Methods that are given the record and may set more fields. */
  readonly handedTo: readonly (CallExpression | NewExpression)[];
  /** Nodes that speak of the record: a cursor on one of them means it. */
  readonly parts: readonly Node[];
}

export function traceRecord(literal: NewExpression, object: string, bound: BoundBody): RecordTrace {
  const tracer = new Tracer(bound, literal, object);
  tracer.run();
  const inOrder = (a: Node, b: Node) => a.start - b.start;
  return {
    bound,
    object,
    literal,
    initial: literal.fields,
    writes: tracer.writes.sort((a, b) => inOrder(a.at, b.at)),
    saves: tracer.saves.sort((a, b) => inOrder(a.node, b.node)),
    handedTo: tracer.handedTo.sort(inOrder),
    parts: [literal, ...tracer.parts],
  };
}

type Holding = 'record' | 'collection';

const fillers = /^(?:add|addall|put|putall|set)$/i;

/** Follows a record from its literal through the variables and collections of the body. */
class Tracer {
  readonly writes: FieldWrite[] = [];
  readonly saves: RecordSave[] = [];
  readonly handedTo: (CallExpression | NewExpression)[] = [];
  readonly parts: Node[] = [];
  readonly #bound: BoundBody;
  readonly #literal: NewExpression;
  readonly #object: string;
  readonly #seen = new Set<string>();
  /** Uses of variables that hold the record: a list, as a chain of second names may be long. */
  readonly #waiting: (() => void)[] = [];

  constructor(bound: BoundBody, literal: NewExpression, object: string) {
    this.#bound = bound;
    this.#literal = literal;
    this.#object = object;
  }

  run(): void {
    this.#follow(this.#literal, 'record');
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) next();
  }

  /** Where the value of an expression goes: outwards to what takes it. */
  #follow(from: Node, as: Holding): void {
    let node = from;
    let holding = as;
    for (let parent = this.#bound.parentOf(node); parent; parent = this.#bound.parentOf(node)) {
      switch (parent.kind) {
        case 'parenthesized':
        case 'cast':
        case 'map-entry':
          break;
        case 'ternary':
          if (parent.condition === node) return;
          break;
        case 'new':
          if (parent.type.arguments.length + parent.type.dimensions === 0) {
            if (parent.arguments.includes(node as Expression)) this.#hand(parent);
            return;
          }
          holding = 'collection';
          break;
        case 'call':
          if (parent.target !== node) {
            this.#followArgument(parent);
            return;
          }
          if (holding !== 'collection' || !/^values$/i.test(parent.name.name)) return;
          break;
        case 'declarator':
          this.#take(this.#declaredBy(parent), holding, parent);
          this.#note(parent);
          return;
        case 'assignment':
          if (parent.value === node) this.#followAssignment(parent.target, holding, parent);
          return;
        case 'for-each':
          if (parent.iterable === node) this.#take(this.#declaredBy(parent), 'record', parent.body);
          return;
        case 'dml': {
          const save = saveByStatement(parent);
          if (save) this.#save(save);
          return;
        }
        case 'expression-statement':
        case 'return':
          this.#note(parent);
          return;
        default:
          return;
      }
      node = parent;
    }
  }

  #note(node: Node): void {
    const statement = this.#bound.parentOf(node);
    this.parts.push(
      node.kind === 'declarator' && statement?.kind === 'local' && statement.declarators.length === 1
        ? statement
        : node,
    );
  }

  #save(save: RecordSave): void {
    if (this.saves.some(({ node }) => node === save.node)) return;
    this.saves.push(save);
    this.parts.push(save.node);
  }

  #hand(call: CallExpression | NewExpression): void {
    if (maySetFields(call) && !this.handedTo.includes(call)) this.handedTo.push(call);
  }

  #followArgument(call: CallExpression): void {
    const save = saveByCall(call, this.#object);
    if (save) {
      this.#save(save);
      return;
    }
    if (call.target && fillers.test(call.name.name)) {
      this.parts.push(call);
      this.#take(this.#rootOf(call.target), 'collection', call);
    } else this.#hand(call);
  }

  #followAssignment(target: Expression, holding: Holding, at: Node): void {
    this.parts.push(at);
    if (target.kind === 'index') this.#take(this.#rootOf(target), 'collection', at);
    else if (target.kind === 'name' || target.kind === 'member') {
      this.#take(this.#symbolOf(target), holding, at);
    }
  }

  /** The variable in which `x`, `x.get(k)`, `x[0]` begins. */
  #rootOf(expression: Expression): CodeSymbol | null {
    let at = expression;
    for (;;) {
      if (at.kind === 'call' && at.target) at = at.target;
      else if (at.kind === 'index') at = at.target;
      else if (at.kind === 'parenthesized') at = at.inner;
      else return this.#symbolOf(at);
    }
  }

  #symbolOf(node: Expression): CodeSymbol | null {
    const symbol = node.kind === 'name' ? this.#bound.symbolOf(node) : this.#bound.memberOf(node);
    return symbol?.kind === 'type' ? null : symbol;
  }

  #declaredBy(declaration: Node): CodeSymbol | null {
    return this.#bound.symbols.find((symbol) => symbol.declaration === declaration) ?? null;
  }

  /** The variable holds the record, or a collection with it, from `origin` on. */
  #take(symbol: CodeSymbol | null, holding: Holding, origin: Node): void {
    if (!symbol || this.#seen.has(symbol.key)) return;
    this.#seen.add(symbol.key);
    const isLoop = isLocal(symbol) && symbol.kind === 'for-each';
    const from = isLoop ? origin.start : origin.end;
    const later = this.#bound.usesOf(symbol).filter(({ node }) => node.start >= from);
    const end = this.#rewriteOf(later, origin);
    for (const use of later) {
      if (use.node.start >= end || (holding === 'collection' && isOtherAddition(use))) continue;
      if (!this.#bound.reaches(this.#literal, use.node)) continue;
      this.#waiting.push(() =>
        holding === 'record' ? this.#followRecordUse(use, origin) : this.#followCollectionUse(use, origin),
      );
    }
  }

  /** Where the variable is certainly given another value. */
  #rewriteOf(later: readonly Use[], origin: Node): number {
    for (const { role, node, context } of later) {
      if (role !== 'write' || context === origin) continue;
      if (this.#bound.reaches(origin, node) && this.#bound.guard(node, origin) === null) return node.start;
    }
    return Number.POSITIVE_INFINITY;
  }

  #followRecordUse({ role, node, context }: Use, origin: Node): void {
    if (role === 'member-write' && context) this.#write(node, context, origin);
    else if (role === 'receiver') {
      if (context?.kind === 'call') this.#put(context, origin);
    } else if (role !== 'write') this.#follow(node, 'record');
  }

  #followCollectionUse({ role, node, context }: Use, origin: Node): void {
    if (role === 'index-write' && context) this.#write(node, context, origin);
    else if (role !== 'write') this.#follow(node, 'collection');
  }

  /** `x.Email = …`, `x[0].Email = …`; `x.Account.Name = …` sets a field of another record. */
  #write(variable: Node, at: Node, origin: Node): void {
    const target = at.kind === 'assignment' ? at.target : at.kind === 'unary' ? at.operand : null;
    if (target?.kind !== 'member') return;
    let record: Node = target.target;
    while (record.kind === 'parenthesized' || record.kind === 'cast') {
      record = record.kind === 'cast' ? record.operand : record.inner;
    }
    const isElement = record.kind === 'index' && record.target === variable;
    if (record !== variable && !isElement) return;
    const value = at.kind === 'assignment' && at.operator === '=' ? at.value : null;
    this.parts.push(at);
    this.writes.push({ name: target.name.name, value, at, origin, onlyOne: isElement ? record : null });
  }

  /** `x.put('Email', …)`, `x.put(Lead.Email, …)`. */
  #put(call: CallExpression, origin: Node): void {
    const [field, value] = call.arguments;
    if (!/^put$/i.test(call.name.name) || !field || !value || call.arguments.length !== 2) return;
    this.parts.push(call);
    this.writes.push({ name: fieldNamed(field), value, at: call, origin, onlyOne: null });
  }
}

/** `leads.add(…)`, `leads.size()`: lists of thousands are made of these, which say nothing of what is in. */
function isOtherAddition({ role, context }: Use): boolean {
  return role === 'receiver' && !(context?.kind === 'call' && /^values$/i.test(context.name.name));
}

/** `'Email'`, `Lead.Email`, `Lead.fields.Email`. */
function fieldNamed(expression: Expression): string | null {
  if (expression.kind === 'literal') return typeof expression.value === 'string' ? expression.value : null;
  return expression.kind === 'member' ? expression.name.name : null;
}
