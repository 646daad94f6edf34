import type { FieldScalar } from '../../core/records/model.ts';
import { RestError } from '../errors.ts';
import type { Comparison, Condition, FieldPath, Ordering, Query } from './syntax.ts';
import { type Token, tokensOf } from './tokens.ts';

/**
 * Reads `SELECT … FROM … WHERE … ORDER BY … LIMIT … OFFSET …`: the queries that clients of this org send.
 * @throws RestError MALFORMED_QUERY for anything else
 */
export function parseQuery(text: string): Query {
  return new Parser(text).query();
}

const deepest = 50;

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  query(): Query {
    this.#expect('SELECT');
    const fields = this.#selection();
    this.#expect('FROM');
    const object = this.#name();
    const where = this.#take('WHERE') ? this.#or() : null;
    const orderBy = this.#takeBoth('ORDER', 'BY') ? this.#list(() => this.#ordering()) : [];
    const limit = this.#take('LIMIT') ? this.#integer() : null;
    const offset = this.#take('OFFSET') ? this.#integer() : 0;
    const rest = this.#tokens[this.#at];
    if (rest) this.#unexpected(rest);
    return { fields, object: object.text, objectAt: object.start, where, orderBy, limit, offset };
  }

  #selection(): readonly FieldPath[] | null {
    const [first, open, close] = this.#tokens.slice(this.#at, this.#at + 3);
    if (first?.text.toUpperCase() === 'COUNT' && open?.text === '(' && close?.text === ')') {
      this.#at += 3;
      return null;
    }
    return this.#list(() => this.#field());
  }

  #list<T>(read: () => T): T[] {
    const all = [read()];
    while (this.#take(',')) all.push(read());
    return all;
  }

  #or(): Condition {
    if (++this.#depth > deepest) throw malformed('the conditions are nested too deeply');
    const operands = [this.#and()];
    while (this.#take('OR')) operands.push(this.#and());
    this.#depth--;
    return operands.length === 1 ? operands[0]! : { kind: 'or', operands };
  }

  #and(): Condition {
    const operands = [this.#not()];
    while (this.#take('AND')) operands.push(this.#not());
    return operands.length === 1 ? operands[0]! : { kind: 'and', operands };
  }

  #not(): Condition {
    if (this.#take('NOT')) {
      if (++this.#depth > deepest) throw malformed('the conditions are nested too deeply');
      const operand = this.#not();
      this.#depth--;
      return { kind: 'not', operand };
    }
    if (this.#take('(')) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    const field = this.#field();
    const operator = this.#operator();
    const isList = operator === 'IN' || operator === 'NOT IN';
    return { kind: 'compare', field, operator, values: isList ? this.#values() : [this.#value()] };
  }

  #operator(): Comparison {
    const token = this.#next();
    switch (token.text.toUpperCase()) {
      case '=':
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '!=':
        return token.text as Comparison;
      case '<>':
        return '!=';
      case 'LIKE':
        return 'LIKE';
      case 'IN':
        return 'IN';
      case 'NOT':
        this.#expect('IN');
        return 'NOT IN';
      default:
        return this.#unexpected(token);
    }
  }

  #values(): readonly FieldScalar[] {
    this.#expect('(');
    if (this.#tokens[this.#at]?.text.toUpperCase() === 'SELECT') {
      throw malformed('the loopback org does not answer subqueries');
    }
    const values = this.#list(() => this.#value());
    this.#expect(')');
    return values;
  }

  #value(): FieldScalar {
    const token = this.#next();
    if (token.kind === 'string') return token.value;
    if (token.kind === 'number') return Number(token.text);
    if (token.kind === 'date') return token.text;
    const word = token.text.toUpperCase();
    if (word === 'TRUE') return true;
    if (word === 'FALSE') return false;
    if (word === 'NULL') return null;
    return this.#unexpected(token);
  }

  #ordering(): Ordering {
    const field = this.#field();
    const descending = this.#take('DESC');
    if (!descending) this.#take('ASC');
    let nullsLast = descending;
    if (this.#take('NULLS')) {
      nullsLast = this.#take('LAST');
      if (!nullsLast) this.#expect('FIRST');
    }
    return { field, descending, nullsLast };
  }

  #field(): FieldPath {
    const token = this.#name();
    return { names: token.text.split('.'), at: token.start };
  }

  #name(): Token {
    const token = this.#next();
    return token.kind === 'name' ? token : this.#unexpected(token);
  }

  #integer(): number {
    const token = this.#next();
    return token.kind === 'number' && /^\d+$/.test(token.text) ? Number(token.text) : this.#unexpected(token);
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind === 'string' || token?.text.toUpperCase() !== text) return false;
    this.#at++;
    return true;
  }

  #takeBoth(first: string, second: string): boolean {
    if (!this.#take(first)) return false;
    this.#expect(second);
    return true;
  }

  #expect(text: string): void {
    if (this.#take(text)) return;
    const token = this.#tokens[this.#at];
    if (token) this.#unexpected(token);
    throw malformed(`unexpected end of the query: ${text} expected`);
  }

  #next(): Token {
    const token = this.#tokens[this.#at++];
    if (!token) throw malformed('unexpected end of the query');
    return token;
  }

  #unexpected(token: Token): never {
    const shown = this.#text.slice(token.start, token.start + 40).split(/[\s,]/, 1)[0];
    throw malformed(`unexpected token: '${shown}'`);
  }
}

export function malformed(message: string): RestError {
  return new RestError(400, 'MALFORMED_QUERY', message);
}
