import type { RestError } from '../errors.ts';
import { dateFunctions, isPeriod, needsCount } from './dates.ts';
import { QueryProblems } from './problems.ts';
import type {
  AggregateName,
  Comparison,
  Condition,
  DateFunction,
  FieldOperand,
  FieldPath,
  Literal,
  Operand,
  Ordering,
  Query,
  Selected,
} from './syntax.ts';
import { aggregateNames } from './syntax.ts';
import { type Token, tokensOf } from './tokens.ts';

/**
 * Reads a SOQL query. What this org does not answer is refused with a text that says so.
 * @throws RestError MALFORMED_QUERY
 */
export function parseQuery(text: string): Query {
  return new Parser(text).whole();
}

const deepest = 50;
/** These leave a value as it is here: nothing is translated, formatted or converted. */
const plainFunctions = new Set(['TOLABEL', 'FORMAT', 'CONVERTCURRENCY', 'CONVERTTIMEZONE']);
/** Words that end what stands before them, so that they are no aliases. */
const clauses = new Set(
  'FROM USING WHERE WITH GROUP HAVING ORDER LIMIT OFFSET FOR ALL UPDATE AND OR ASC DESC NULLS'.split(' '),
);

class Parser {
  readonly #problems: QueryProblems;
  readonly #length: number;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#problems = new QueryProblems(text);
    this.#length = text.length;
    this.#tokens = tokensOf(text);
  }

  whole(): Query {
    const query = this.#query();
    const rest = this.#tokens[this.#at];
    if (rest) this.#unexpected(rest);
    return query;
  }

  #query(): Query {
    this.#expect('SELECT');
    const selected = this.#selection();
    this.#expect('FROM');
    const object = this.#name();
    const alias = this.#alias();
    if (this.#peek(',')) throw this.#unanswered('several objects in FROM');
    const scope = this.#take('USING') ? this.#scope() : null;
    const where = this.#take('WHERE') ? this.#condition() : null;
    if (this.#take('WITH')) this.#with();
    const groupBy = this.#takeBoth('GROUP', 'BY') ? this.#grouping() : [];
    const having = this.#take('HAVING') ? this.#condition() : null;
    const orderBy = this.#takeBoth('ORDER', 'BY') ? this.#list(() => this.#ordering()) : [];
    const limit = this.#take('LIMIT') ? this.#integer() : null;
    const offset = this.#take('OFFSET') ? this.#integer() : 0;
    const allRows = this.#endings();
    return {
      selected,
      object: object.text,
      objectAt: object.start,
      alias,
      scope,
      where,
      groupBy,
      having,
      orderBy,
      limit,
      offset,
      allRows,
    };
  }

  /** `FOR VIEW`, `UPDATE TRACKING`, `ALL ROWS`: only the last makes a difference here. */
  #endings(): boolean {
    let allRows = false;
    for (;;) {
      if (this.#take('ALL')) {
        this.#expect('ROWS');
        allRows = true;
      } else if (this.#take('FOR')) this.#oneOf('VIEW', 'REFERENCE', 'UPDATE');
      else if (this.#take('UPDATE')) this.#list(() => this.#oneOf('TRACKING', 'VIEWSTAT'));
      else return allRows;
    }
  }

  #selection(): readonly Selected[] | null {
    const [first, open, close] = this.#tokens.slice(this.#at, this.#at + 3);
    if (isWord(first, 'COUNT') && open?.text === '(' && close?.text === ')') {
      this.#at += 3;
      return null;
    }
    return this.#list(() => this.#selected());
  }

  #selected(): Selected {
    const start = this.#tokens[this.#at];
    if (this.#take('(')) {
      const query = this.#nested(() => this.#query());
      this.#expect(')');
      return { kind: 'children', query };
    }
    if (this.#peek('TYPEOF')) throw this.#unanswered('TYPEOF');
    if (this.#peek('FIELDS') && this.#tokens[this.#at + 1]?.text === '(') {
      this.#at += 2;
      const set = this.#oneOf('ALL', 'STANDARD', 'CUSTOM') as 'ALL';
      this.#expect(')');
      return { kind: 'all', set, at: start!.start };
    }
    const isCall = this.#tokens[this.#at + 1]?.text === '(';
    const isWrapped = isCall && plainFunctions.has(start!.text.toUpperCase());
    const operand = this.#operand();
    return { kind: 'value', operand, alias: this.#alias(), isWrapped };
  }

  #alias(): string | null {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'name' || clauses.has(token.text.toUpperCase())) return null;
    this.#at++;
    return token.text;
  }

  #scope(): string {
    this.#expect('SCOPE');
    const scope = this.#name().text.toLowerCase();
    if (scope !== 'mine' && scope !== 'everything') throw this.#unanswered(`USING SCOPE ${scope}`);
    return scope;
  }

  #with(): void {
    const word = this.#name().text.toUpperCase();
    if (!['SECURITY_ENFORCED', 'USER_MODE', 'SYSTEM_MODE'].includes(word)) {
      throw this.#unanswered(`WITH ${word}`);
    }
  }

  #grouping(): readonly (FieldOperand | DateFunction)[] {
    if (this.#peek('ROLLUP') || this.#peek('CUBE')) throw this.#unanswered('ROLLUP and CUBE');
    return this.#list(() => {
      const operand = this.#operand();
      if (operand.kind !== 'aggregate') return operand;
      throw this.#problems.malformed(operand.at, 'Grouping by an aggregate is not possible.');
    });
  }

  /** AND and OR are not mixed without parentheses: SOQL knows no precedence. */
  #condition(): Condition {
    return this.#nested(() => {
      const operands = [this.#simple()];
      const word = this.#peek('AND') ? 'AND' : 'OR';
      while (this.#take(word)) operands.push(this.#simple());
      if (operands.length === 1) return operands[0]!;
      return { kind: word === 'AND' ? 'and' : 'or', operands } as const;
    });
  }

  #simple(): Condition {
    if (this.#take('NOT')) return this.#nested(() => ({ kind: 'not', operand: this.#simple() }) as const);
    if (this.#take('(')) {
      const inner = this.#condition();
      this.#expect(')');
      return inner;
    }
    const operand = this.#operand();
    const operator = this.#operator();
    const takesList = ['IN', 'NOT IN', 'INCLUDES', 'EXCLUDES'].includes(operator);
    return { kind: 'compare', operand, operator, values: takesList ? this.#values() : [this.#literal()] };
  }

  #operator(): Comparison {
    const token = this.#next();
    const word = token.kind === 'string' ? '' : token.text.toUpperCase();
    switch (word) {
      case '=':
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '!=':
      case 'LIKE':
      case 'IN':
      case 'INCLUDES':
      case 'EXCLUDES':
        return word;
      case '<>':
        return '!=';
      case 'NOT':
        this.#expect('IN');
        return 'NOT IN';
      default:
        return this.#unexpected(token);
    }
  }

  #values(): readonly Literal[] | Query {
    if (this.#peek(':')) throw this.#bind();
    this.#expect('(');
    const values = this.#peek('SELECT')
      ? this.#nested(() => this.#query())
      : this.#list(() => this.#literal());
    this.#expect(')');
    return values;
  }

  #literal(): Literal {
    const token = this.#next();
    const { text, start: at } = token;
    if (token.kind === 'string') return { kind: 'string', inner: text, at };
    if (token.kind === 'number') return { kind: 'number', value: Number(text), at };
    if (token.kind === 'date') return { kind: 'date', text, at };
    if (text === ':') throw this.#bind();
    const word = text.toUpperCase();
    if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE', at };
    if (word === 'NULL') return { kind: 'null', at };
    if (token.kind !== 'name' || !isPeriod(word)) return this.#unexpected(token);
    if (!needsCount(word)) return { kind: 'period', name: word, count: 0, at };
    this.#expect(':');
    return { kind: 'period', name: word, count: this.#integer(), at };
  }

  #ordering(): Ordering {
    const operand = this.#operand();
    const descending = this.#take('DESC');
    if (!descending) this.#take('ASC');
    let nullsLast = descending;
    if (this.#take('NULLS')) nullsLast = this.#oneOf('FIRST', 'LAST') === 'LAST';
    return { operand, descending, nullsLast };
  }

  #operand(): Operand {
    const token = this.#name();
    const at = token.start;
    if (!this.#peek('(')) return { kind: 'field', field: pathOf(token), at };
    const name = token.text.toUpperCase();
    const isAggregate = aggregateNames.includes(name as AggregateName);
    if (!isAggregate && !plainFunctions.has(name) && !(name in dateFunctions)) {
      throw this.#unanswered(`the function ${token.text}`);
    }
    this.#at++;
    const inner = this.#nested(() => this.#operand());
    this.#expect(')');
    if (plainFunctions.has(name)) return inner;
    if (inner.kind !== 'field') throw this.#unanswered(`functions within ${token.text}`);
    const { field } = inner;
    if (isAggregate) return { kind: 'aggregate', name: name as AggregateName, field, at };
    return { kind: 'date-function', name, field, at };
  }

  #list<T>(read: () => T): T[] {
    const all = [read()];
    while (this.#take(',')) all.push(read());
    return all;
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > deepest) {
      const at = this.#tokens[this.#at]?.start ?? this.#length;
      throw this.#problems.malformed(at, 'The query is nested too deeply.');
    }
    const value = read();
    this.#depth--;
    return value;
  }

  #name(): Token {
    const token = this.#next();
    return token.kind === 'name' && !token.text.endsWith('.') ? token : this.#unexpected(token);
  }

  #oneOf(...words: readonly string[]): string {
    const token = this.#next();
    const word = token.text.toUpperCase();
    return token.kind === 'name' && words.includes(word) ? word : this.#unexpected(token);
  }

  #integer(): number {
    const token = this.#next();
    return token.kind === 'number' && /^\d+$/.test(token.text) ? Number(token.text) : this.#unexpected(token);
  }

  #peek(text: string): boolean {
    const token = this.#tokens[this.#at];
    return token !== undefined && token.kind !== 'string' && token.text.toUpperCase() === text;
  }

  #take(text: string): boolean {
    if (!this.#peek(text)) return false;
    this.#at++;
    return true;
  }

  #takeBoth(first: string, second: string): boolean {
    if (!this.#take(first)) return false;
    this.#expect(second);
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#unexpected(this.#tokens[this.#at] ?? null);
  }

  #next(): Token {
    return this.#tokens[this.#at++] ?? this.#unexpected(null);
  }

  /** Null: the end. */
  #unexpected(token: Token | null): never {
    const shown = token === null ? '<EOF>' : token.text;
    throw this.#problems.malformed(token?.start ?? this.#length, `unexpected token: '${shown}'`);
  }

  #bind(): RestError {
    const at = this.#tokens[this.#at]?.start ?? this.#length;
    return this.#problems.malformed(at, 'Bind variables only allowed in Apex code');
  }

  #unanswered(what: string): RestError {
    const at = this.#tokens[Math.max(0, this.#at - 1)]?.start ?? 0;
    return this.#problems.malformed(at, `The embedded org does not answer ${what}.`);
  }
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'name' && token.text.toUpperCase() === word;
}

function pathOf({ text, start }: Token): FieldPath {
  return { names: text.split('.'), at: start };
}
