import type { FieldWrite, WrittenFields } from '../../site.ts';
import { type BoundBody, dottedName } from '../bind/bind.ts';
import { type CodeSymbol, isLocal, type LocalSymbol } from '../bind/symbols.ts';
import type { Use } from '../bind/uses.ts';
import type {
  CallExpression,
  Expression,
  MemberExpression,
  NameExpression,
  NewExpression,
  Node,
} from '../syntax.ts';
import { isCollection } from '../types/model.ts';
import type { ApexTypes } from '../types/types.ts';
import { isQueriedScope } from './batch.ts';
import { parameterIsWritten } from './escapes.ts';

/** An assignment to a field of a record; `target` is null where the name of the field is not known. */
export interface FieldAssignment {
  readonly variable: CodeSymbol;
  readonly target: string | null;
  readonly value: Expression | null;
  readonly at: Node;
}

/** What methods that are called do to records; null where that is not known. */
export interface CalledCode {
  /** What a method has written to the records that it returns. */
  returned(call: CallExpression): WrittenFields | null;
  /** What it may write to the records in one of its arguments. */
  written(call: CallExpression | NewExpression, index: number): readonly UncertainWrite[] | null;
}

/** A write of which nothing says whether it runs. */
export type UncertainWrite = Omit<FieldWrite, 'always'>;

const reading =
  /^(?:size|isempty|contains|containskey|get|values|keyset|add|addall|put|putall|set|clear|iterator|getsobjecttype|clone|remove|adderror|hasnext|next|sort|equals|hashcode|tostring|isset|getpopulatedfieldsasmap|getsobject|getoptions|setoptions|retainall|removeall)$/i;

/**
 * Where the records of one save are made in its body, by which variables they are known there, and whether
 * code that is not in sight can write to them.
 */
export class RecordSources {
  /** `new Lead(…)`, `newSObject()` calls, and calls of methods whose records are known. */
  readonly made: (NewExpression | CallExpression)[] = [];
  /** Where records are read: queries, and the body of a batch's `execute` for its scope. */
  readonly queries: Node[] = [];
  /** True where records come from elsewhere, or are handed to code that may write to them. */
  escapes = false;
  /** What methods write that are handed the records. */
  readonly writtenByOthers: UncertainWrite[] = [];
  readonly #bound: BoundBody;
  readonly #types: ApexTypes;
  readonly #save: Node | null;
  readonly #called: CalledCode;
  readonly #variables = new Map<string, CodeSymbol>();
  readonly #origins = new Map<string, Node[]>();
  /** Where records of a loop go into the collection that is saved: the loop's other records do not count. */
  readonly #additions = new Map<string, Node[]>();
  readonly #path = new Set<Node>();

  /** @param save null for a body that is handed the records: then all that is in it counts */
  constructor(bound: BoundBody, types: ApexTypes, save: Node | null, called: CalledCode) {
    this.#bound = bound;
    this.#types = types;
    this.#save = save;
    this.#called = called;
    if (save) this.#path.add(save);
  }

  /** Follows an operand to where its records are made. */
  follow(expression: Expression, taker: CodeSymbol | null = null): void {
    switch (expression.kind) {
      case 'parenthesized':
        this.follow(expression.inner, taker);
        break;
      case 'cast':
        this.follow(expression.operand, taker);
        break;
      case 'ternary':
        this.follow(expression.then, taker);
        this.follow(expression.otherwise, taker);
        break;
      case 'literal':
        break;
      case 'query':
        this.queries.push(expression);
        this.#noteOrigin(taker, expression);
        break;
      case 'new':
        this.#followNew(expression, taker);
        break;
      case 'index':
        this.follow(expression.target, taker);
        break;
      case 'name':
      case 'member':
        this.#followNamed(expression);
        break;
      case 'call':
        this.#followCall(expression, taker);
        break;
      default:
        this.escapes = true;
    }
  }

  #followNamed(expression: NameExpression | MemberExpression): void {
    const symbol =
      expression.kind === 'name' ? this.#bound.symbolOf(expression) : this.#bound.memberOf(expression);
    if (symbol && isLocal(symbol)) {
      this.#followVariable(symbol);
      return;
    }
    // Fields can be written to by other methods.
    if (symbol && symbol.kind !== 'type') this.#variables.set(symbol.key, symbol);
    this.escapes = true;
  }

  #noteOrigin(taker: CodeSymbol | null, origin: Node): void {
    if (!taker) return;
    const list = this.#origins.get(taker.key);
    if (list) list.push(origin);
    else this.#origins.set(taker.key, [origin]);
  }

  #followNew(expression: NewExpression, taker: CodeSymbol | null): void {
    const type = this.#types.typeOf(expression, this.#bound);
    this.#path.add(expression);
    if (!isCollection(type)) {
      if (type.kind === 'class') this.escapes = true;
      this.made.push(expression);
      this.#noteOrigin(taker, expression);
      return;
    }
    for (const element of expression.elements) this.follow(element);
    for (const { value } of expression.entries) this.follow(value);
    const [copied] = expression.arguments;
    if (copied && isCollection(this.#types.typeOf(copied, this.#bound))) this.follow(copied);
  }

  #followCall(call: CallExpression, taker: CodeSymbol | null): void {
    this.#path.add(call);
    const name = call.name.name.toLowerCase();
    if (call.target && /^(?:values|get|remove)$/.test(name)) {
      const receiver = this.#types.typeOf(call.target, this.#bound);
      if (isCollection(receiver)) {
        this.follow(call.target, taker);
        return;
      }
    }
    if (name === 'newsobject' && call.arguments.length < 2) {
      this.made.push(call);
      this.#noteOrigin(taker, call);
      return;
    }
    const cleaned = name === 'getrecords' && call.target ? this.#cleanedBy(call.target) : null;
    if (cleaned) {
      this.follow(cleaned, taker);
      return;
    }
    const returned = this.#called.returned(call);
    if (!returned?.complete) this.escapes = true;
    if (!returned) return;
    this.made.push(call);
    this.#noteOrigin(taker, call);
  }

  /** The records that `Security.stripInaccessible(…, records)` takes fields out of. */
  #cleanedBy(decision: Expression): Expression | null {
    if (decision.kind === 'call') {
      if (!/^stripinaccessible$/i.test(decision.name.name)) return null;
      this.#path.add(decision);
      return decision.arguments[1] ?? null;
    }
    const symbol = decision.kind === 'name' ? this.#bound.symbolOf(decision) : null;
    if (!symbol || !isLocal(symbol)) return null;
    const [only, ...others] = this.#bound.usesOf(symbol).filter(({ role }) => role === 'write');
    const value = only?.context?.kind === 'declarator' ? only.context.initializer : null;
    return value && others.length === 0 && value.kind === 'call' ? this.#cleanedBy(value) : null;
  }

  #followVariable(symbol: LocalSymbol): void {
    if (this.#variables.has(symbol.key)) return;
    this.#variables.set(symbol.key, symbol);
    if (symbol.kind === 'for-each' && symbol.declaration?.kind === 'for-each') {
      this.#noteOrigin(symbol, symbol.declaration.body);
      this.follow(symbol.declaration.iterable);
    } else if (isQueriedScope(symbol, this.#bound, this.#types.codebase)) {
      this.queries.push(this.#bound.root);
      this.#noteOrigin(symbol, this.#bound.root);
    } else if (symbol.kind !== 'local') this.escapes = true;
    for (const use of this.#bound.usesOf(symbol)) this.#followUse(symbol, use);
  }

  /** Follows the records that a parameter hands in. */
  followHandedIn(parameter: LocalSymbol): void {
    this.#variables.set(parameter.key, parameter);
    for (const use of this.#bound.usesOf(parameter)) this.#followUse(parameter, use);
  }

  /** Whether the records, by whatever variable, are what the body returns. */
  get areReturned(): boolean {
    return [...this.#variables.values()].some((one) =>
      this.#bound.usesOf(one).some(({ role }) => role === 'return'),
    );
  }

  #followUse(symbol: LocalSymbol, { role, node, context, argumentIndex }: Use): void {
    switch (role) {
      case 'write':
        if (context && !this.#mayPrecede(context)) return;
        if (context?.kind === 'declarator' && context.initializer) this.follow(context.initializer, symbol);
        else if (context?.kind === 'assignment') this.follow(context.value, symbol);
        return;
      case 'receiver':
        if (context?.kind === 'call') this.#followReceiver(context);
        return;
      case 'argument':
        if (context?.kind === 'call' || context?.kind === 'new') this.#handedTo(context, argumentIndex!);
        return;
      case 'iterate':
        if (context?.kind === 'for-each') this.#alias(this.#declaredBy(context));
        return;
      case 'alias': {
        if (context?.kind === 'declarator') this.#alias(this.#declaredBy(context));
        else if (context?.kind === 'assignment' && context.target.kind === 'name') {
          this.#alias(this.#bound.symbolOf(context.target));
        } else if (this.#mayPrecede(node)) this.escapes = true;
        return;
      }
      case 'index-read': {
        const taker = context ? this.#bound.parentOf(context) : null;
        if (taker?.kind === 'declarator') this.#alias(this.#declaredBy(taker));
        return;
      }
      case 'index-write':
        if (context?.kind === 'assignment' && context.target.kind === 'index') this.follow(context.value);
        return;
      case 'element':
        if (context && !this.#path.has(context) && this.#mayPrecede(node)) this.escapes = true;
        return;
      default:
    }
  }

  #declaredBy(declaration: Node): LocalSymbol | null {
    return this.#bound.symbols.find((one) => one.declaration === declaration) ?? null;
  }

  /** A second name for a record or a collection that is followed. */
  #alias(symbol: CodeSymbol | null): void {
    if (symbol && isLocal(symbol)) this.#followVariable(symbol);
    else this.escapes = true;
  }

  #mayPrecede(node: Node): boolean {
    return this.#save === null || this.#bound.reaches(node, this.#save);
  }

  /** `records.add(record)`, `record.put(…)`; the records that go in are followed too. */
  #followReceiver(call: CallExpression): void {
    const name = call.name.name.toLowerCase();
    if (!reading.test(name)) {
      if (this.#mayPrecede(call)) this.escapes = true;
      return;
    }
    this.#path.add(call);
    const receiver = this.#types.typeOf(call.target!, this.#bound);
    if (!isCollection(receiver)) return;
    if (/^(?:add|addall|put|putall|set)$/.test(name)) {
      const value = call.arguments.at(-1);
      if (value) this.#added(value, call);
    } else if (/^(?:get|values|remove|iterator)$/.test(name)) this.#followResult(call);
  }

  #added(value: Expression, at: CallExpression): void {
    const symbol = value.kind === 'name' ? this.#bound.symbolOf(value) : null;
    if (symbol && isLocal(symbol) && symbol.kind === 'for-each') {
      const known = this.#additions.get(symbol.key);
      if (known) known.push(at);
      else if (!this.#variables.has(symbol.key)) this.#additions.set(symbol.key, [at]);
    }
    this.follow(value);
  }

  /** `map.get(k)` may be given a name, or be added to: `Lead l = map.get(k);`, `map.get(k).add(l)`. */
  #followResult(call: CallExpression): void {
    const parent = this.#bound.parentOf(call);
    if (parent?.kind === 'declarator') this.#alias(this.#declaredBy(parent));
    else if (parent?.kind === 'for-each') this.#alias(this.#declaredBy(parent));
    else if (parent?.kind === 'assignment' && parent.value === call) {
      this.#alias(parent.target.kind === 'name' ? this.#bound.symbolOf(parent.target) : null);
    } else if (parent?.kind === 'call' && parent.target === call) this.#followReceiver(parent);
    else if (parent?.kind === 'call' || parent?.kind === 'new') {
      this.#handedTo(parent, parent.arguments.indexOf(call));
    } else if (parent?.kind === 'cast' && this.#mayPrecede(call)) this.escapes = true;
  }

  #handedTo(call: CallExpression | NewExpression, index: number): void {
    if (!this.#mayPrecede(call) && call !== this.#save) return;
    if (call.kind === 'call' && call.target && this.#isCollectionCall(call)) {
      // Another collection that holds the records: what is read from it may be written to.
      if (!this.#path.has(call)) this.#followContainer(call.target);
      return;
    }
    if (call.kind === 'new' && isCollection(this.#types.typeOf(call, this.#bound))) {
      const parent = this.#bound.parentOf(call);
      if (parent?.kind === 'declarator') this.#alias(this.#declaredBy(parent));
      else if (!this.#path.has(call)) this.escapes = true;
      return;
    }
    if (!parameterIsWritten(call, index, this.#bound, this.#types)) return;
    const writes = this.#called.written(call, index);
    if (writes) this.writtenByOthers.push(...writes);
    else this.escapes = true;
  }

  #isCollectionCall(call: CallExpression): boolean {
    return isCollection(this.#types.typeOf(call.target!, this.#bound));
  }

  #followContainer(target: Expression): void {
    if (target.kind !== 'name') {
      this.escapes = true;
      return;
    }
    const symbol = this.#bound.symbolOf(target);
    if (!symbol || !isLocal(symbol)) {
      this.escapes = true;
      return;
    }
    if (this.#variables.has(symbol.key)) return;
    const isRead = this.#bound.usesOf(symbol).some(({ role, context }) => {
      if (role === 'write' || role === 'dml') return false;
      return !(
        role === 'receiver' &&
        context?.kind === 'call' &&
        /^(?:add|addall|put|putall|size|isempty|contains|containskey|keyset)$/i.test(context.name.name)
      );
    });
    if (isRead) this.#followVariable(symbol);
  }

  /** Whether all the records go by this variable, at some time. */
  isOnly(variable: CodeSymbol): boolean {
    const own = this.#origins.get(variable.key) ?? [];
    if (own.some(({ kind }) => kind === 'block')) return true;
    const all = this.made.length + this.queries.length;
    return all <= 1 || own.length === all;
  }

  /** Where the variable gets its records. */
  originOf(variable: CodeSymbol): readonly Node[] {
    return (
      this.#additions.get(variable.key) ?? this.#origins.get(variable.key) ?? (this.#save ? [this.#save] : [])
    );
  }

  /** The assignments to fields of the records, by whatever variable, in the order of the text. */
  assignments(): FieldAssignment[] {
    const found: FieldAssignment[] = [];
    for (const variable of this.#variables.values()) {
      for (const { role, node, context } of this.#bound.usesOf(variable)) {
        if ((role === 'member-write' || role === 'index-write') && context) {
          const target =
            context.kind === 'assignment'
              ? context.target
              : context.kind === 'unary'
                ? context.operand
                : null;
          if (target?.kind !== 'member' || !this.#isRecordPart(target.target, node)) continue;
          const value = context.kind === 'assignment' && context.operator === '=' ? context.value : null;
          found.push({ variable, target: target.name.name, value, at: context });
        } else if (role === 'receiver' && context?.kind === 'call') {
          found.push(...this.#puts(variable, context));
        }
      }
    }
    return found.sort((a, b) => a.at.start - b.at.start);
  }

  /** `x` or `x[0]`, not `x.Account`. */
  #isRecordPart(target: Expression, variable: Node): boolean {
    if (target === variable) return true;
    if (target.kind === 'parenthesized') return this.#isRecordPart(target.inner, variable);
    if (target.kind === 'cast') return this.#isRecordPart(target.operand, variable);
    return target.kind === 'index' && this.#isRecordPart(target.target, variable);
  }

  #puts(variable: CodeSymbol, call: CallExpression): FieldAssignment[] {
    // `map.get(id).Email = …` and `map.get(id).put('Email', …)`
    const parent = this.#bound.parentOf(call);
    if (parent?.kind === 'member' && /^get$/i.test(call.name.name)) {
      const assignment = this.#bound.parentOf(parent);
      if (assignment?.kind !== 'assignment' || assignment.target !== parent) return [];
      return [{ variable, target: parent.name.name, value: assignment.value, at: assignment }];
    }
    if (parent?.kind === 'call' && parent.target === call) return this.#puts(variable, parent);
    if (!/^put$/i.test(call.name.name) || call.arguments.length !== 2) return [];
    if (isCollection(this.#types.typeOf(call.target!, this.#bound))) return [];
    const [field, value] = call.arguments as [Expression, Expression];
    return [{ variable, target: fieldName(field), value, at: call }];
  }
}

/** `'Email'`, `Lead.Email`, `Schema.Lead.Email`, `Lead.Email.getDescribe().getName()`. */
function fieldName(expression: Expression): string | null {
  if (expression.kind === 'literal') return typeof expression.value === 'string' ? expression.value : null;
  if (expression.kind === 'call') {
    const isName = /^(?:getdescribe|getname|getlocalname|tostring)$/i.test(expression.name.name);
    return isName && expression.target && expression.arguments.length === 0
      ? fieldName(expression.target)
      : null;
  }
  const path = expression.kind === 'member' ? dottedName(expression) : null;
  const parts =
    path
      ?.replace(/^schema\./i, '')
      .replace(/^sobjecttype\.(\w+)\.fields\./i, '$1.')
      .split('.') ?? [];
  return parts.length === 2 && /__c$|^[A-Z]/.test(parts[1]!) && !/^[a-z]/.test(parts[0]!) ? parts[1]! : null;
}
