import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { type CsvForm, csvText } from './csv.ts';
import type { BulkJob } from './jobs.ts';
import { type BulkQuery, cellOf } from './queryRows.ts';

export type QueryState = 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

export interface QueryJobOptions {
  readonly id: string;
  readonly session: Session;
  readonly operation: 'query' | 'queryAll';
  readonly query: BulkQuery;
  readonly form: CsvForm;
  readonly version: number;
  readonly createdDate: Date;
}

/** One page of a job's results. */
export interface QueryPage {
  readonly text: string;
  readonly count: number;
  /** Of the next page; null: there is none. */
  readonly locator: string | null;
}

/** A query of Bulk API 2.0. */
export class QueryJob implements BulkJob {
  readonly id: string;
  readonly session: Session;
  readonly operation: 'query' | 'queryAll';
  readonly form: CsvForm;
  readonly version: number;
  readonly createdDate: Date;
  changedDate: Date;
  state: QueryState = 'UploadComplete';
  errorMessage: string | null = null;
  readonly #query: BulkQuery;
  readonly #rows: string[] = [];
  #size = 0;

  constructor({ id, session, operation, query, form, version, createdDate }: QueryJobOptions) {
    this.id = id;
    this.session = session;
    this.operation = operation;
    this.form = form;
    this.version = version;
    this.createdDate = createdDate;
    this.changedDate = createdDate;
    this.#query = query;
  }

  get object(): string {
    return this.#query.object;
  }

  get processed(): number {
    return this.#rows.length;
  }

  get size(): number {
    return this.#size;
  }

  get isOver(): boolean {
    return this.state !== 'UploadComplete' && this.state !== 'InProgress';
  }

  *process(org: Org): Generator<void, void> {
    this.#move(org, 'InProgress');
    yield;
    try {
      for (const records of this.#query.pages()) {
        if (this.state !== 'InProgress') return;
        this.#take(records);
        yield;
      }
      if (this.state === 'InProgress') this.#move(org, 'JobComplete');
    } catch (error) {
      this.errorMessage = error instanceof RestError ? error.message : `InternalServerError : ${error}`;
      this.#move(org, 'Failed');
    }
  }

  #take(records: readonly Readonly<Record<string, unknown>>[]): void {
    for (const record of records) {
      const cells = this.#query.header.map((column) => cellOf(record, column));
      const text = csvText([cells], this.form);
      this.#rows.push(text);
      this.#size += text.length;
    }
  }

  abort(org: Org): void {
    this.#move(org, 'Aborted');
  }

  #move(org: Org, state: QueryState): void {
    this.state = state;
    this.changedDate = org.now();
  }

  /** Null where the locator is none of this job's. */
  page(locator: string | null, most: number): QueryPage | null {
    const start = locator === null ? 0 : Number(Buffer.from(locator, 'base64url').toString());
    if (!Number.isInteger(start) || start < 0 || start > this.#rows.length) return null;
    const end = Math.min(start + most, this.#rows.length);
    const text = csvText([this.#query.header], this.form) + this.#rows.slice(start, end).join('');
    return { text, count: end - start, locator: end < this.#rows.length ? locatorOf(end) : null };
  }

  /** Locators of all pages of that size. */
  locators(most: number): readonly string[] {
    const count = Math.max(1, Math.ceil(this.#rows.length / most));
    return Array.from({ length: count }, (_, index) => locatorOf(index * most));
  }
}

/** The documentation's example, MTAwMDA, is the number 10000 in Base64. */
function locatorOf(offset: number): string {
  return Buffer.from(String(offset)).toString('base64url');
}
