import type { Org } from '../../org.ts';
import type { Session } from '../../session.ts';
import { BatchFailure } from '../columns.ts';
import type { BulkJob } from '../jobs.ts';
import type { BulkQuery } from '../queryRows.ts';
import type { BulkRow, BulkRowResult, BulkTask } from '../task.ts';
import { chunkSize, workOff } from '../task.ts';

export type ContentType = 'CSV' | 'JSON' | 'XML';
export type BatchState = 'Queued' | 'InProgress' | 'Completed' | 'Failed' | 'NotProcessed';

/** What a job of Bulk API 1.0 is for. */
export type JobPurpose =
  | { readonly kind: 'rows'; readonly task: BulkTask }
  | { readonly kind: 'query'; readonly operation: 'query' | 'queryAll'; readonly object: string };

/** How a batch's text becomes rows or the answer to a query, once the batch is worked off. */
export interface BatchReader {
  rows(content: string): readonly BulkRow[];
  query(content: string): BulkQuery;
}

/** One batch: up to 10,000 rows, or the text of a query. */
export class Batch {
  readonly id: string;
  readonly job: JobV1;
  readonly content: string;
  readonly createdDate: Date;
  changedDate: Date;
  state: BatchState = 'Queued';
  stateMessage: string | null = null;
  processed = 0;
  failed = 0;
  readonly results: BulkRowResult[] = [];
  /** Of a query; null while there is no answer. */
  answer: { readonly query: BulkQuery; readonly records: Readonly<Record<string, unknown>>[] } | null = null;
  resultId = '';

  constructor(id: string, job: JobV1, content: string, createdDate: Date) {
    this.id = id;
    this.job = job;
    this.content = content;
    this.createdDate = createdDate;
    this.changedDate = createdDate;
  }

  get isOver(): boolean {
    return this.state !== 'Queued' && this.state !== 'InProgress';
  }

  /** Works the batch off, a chunk at a time. */
  *process(org: Org, reader: BatchReader): Generator<void, void> {
    if (this.#isStopped(org)) return;
    this.#move(org, 'InProgress');
    yield;
    try {
      const { purpose } = this.job;
      yield* purpose.kind === 'rows' ? this.#save(org, purpose.task, reader) : this.#ask(org, reader);
      this.#move(org, 'Completed');
    } catch (error) {
      const isKnown = error instanceof BatchFailure;
      this.stateMessage = isKnown ? error.message : `InternalServerError : ${String(error)}`;
      this.#move(org, 'Failed');
    }
  }

  *#save(org: Org, task: BulkTask, reader: BatchReader): Generator<void, void> {
    const rows = reader.rows(this.content);
    for (let start = 0; start < rows.length; start += chunkSize) {
      if (this.#isStopped(org)) return;
      const results = workOff(org, this.job.session, task, rows.slice(start, start + chunkSize));
      this.results.push(...results);
      this.processed += results.length;
      this.failed += results.filter(({ error }) => error !== null).length;
      yield;
    }
  }

  *#ask(org: Org, reader: BatchReader): Generator<void, void> {
    const query = reader.query(this.content);
    const records: Readonly<Record<string, unknown>>[] = [];
    for (const page of query.pages()) {
      records.push(...page);
      yield;
    }
    this.answer = { query, records };
    this.resultId = org.bulk.nextId('752');
    this.processed = records.length;
  }

  #isStopped(org: Org): boolean {
    if (this.job.state === 'Aborted') this.#move(org, 'NotProcessed');
    return this.job.state === 'Aborted';
  }

  #move(org: Org, state: BatchState): void {
    this.state = state;
    this.changedDate = org.now();
  }
}

export interface JobV1Options {
  readonly id: string;
  readonly session: Session;
  readonly purpose: JobPurpose;
  readonly contentType: ContentType;
  readonly concurrencyMode: string;
  readonly version: number;
  readonly createdDate: Date;
}

/** A job of Bulk API 1.0. */
export class JobV1 implements BulkJob {
  readonly id: string;
  readonly session: Session;
  readonly purpose: JobPurpose;
  readonly contentType: ContentType;
  readonly concurrencyMode: string;
  readonly version: number;
  readonly createdDate: Date;
  changedDate: Date;
  state: 'Open' | 'Closed' | 'Aborted' = 'Open';
  readonly batches: Batch[] = [];

  constructor(options: JobV1Options) {
    this.id = options.id;
    this.session = options.session;
    this.purpose = options.purpose;
    this.contentType = options.contentType;
    this.concurrencyMode = options.concurrencyMode;
    this.version = options.version;
    this.createdDate = options.createdDate;
    this.changedDate = options.createdDate;
  }

  get size(): number {
    return this.batches.reduce((sum, { content, results }) => sum + content.length + 50 * results.length, 0);
  }

  /** Also of one that nobody closed. */
  get isOver(): boolean {
    return (this.state !== 'Open' || this.batches.length > 0) && this.batches.every(({ isOver }) => isOver);
  }
}
