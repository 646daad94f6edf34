import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { BatchFailure, type Columns, readColumns, rowOf } from './columns.ts';
import { type CsvForm, csvProblem, csvRows, csvText } from './csv.ts';
import type { BulkJob } from './jobs.ts';
import { rowErrorText } from './rowError.ts';
import { type BulkTask, chunkSize, workOff } from './task.ts';

export type IngestState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** A job of Bulk API 2.0 that saves or deletes the rows of one CSV file. */
export class IngestJob implements BulkJob {
  readonly id: string;
  readonly session: Session;
  readonly task: BulkTask;
  readonly form: CsvForm;
  readonly createdDate: Date;
  /** `V2Ingest` or `BigObjectIngest`: here the former. */
  readonly jobType = 'V2Ingest';
  state: IngestState = 'Open';
  changedDate: Date;
  errorMessage: string | null = null;
  processed = 0;
  failed = 0;
  #content: string | null = null;
  /** As the file spells them; known once it was looked at. */
  #header: readonly string[] = [];
  /** Pieces of the results, without their headers. */
  readonly #successful: string[] = [];
  readonly #refused: string[] = [];
  #size = 0;

  constructor(id: string, session: Session, task: BulkTask, form: CsvForm, createdDate: Date) {
    this.id = id;
    this.session = session;
    this.task = task;
    this.form = form;
    this.createdDate = createdDate;
    this.changedDate = createdDate;
  }

  get size(): number {
    return this.#size + (this.#content?.length ?? 0);
  }

  get isOver(): boolean {
    return this.state === 'JobComplete' || this.state === 'Failed' || this.state === 'Aborted';
  }

  get hasContent(): boolean {
    return this.#content !== null;
  }

  upload(content: string): void {
    this.#content = content;
  }

  /** Saves the rows, a chunk at a time. Nothing is saved of a file that is not well-formed. */
  *process(org: Org): Generator<void, void> {
    const content = this.#content ?? '';
    try {
      this.#move(org, 'InProgress');
      yield;
      const problem = yield* csvProblem(content, this.form);
      if (problem !== null) throw new BatchFailure(problem);
      yield* this.#saveAll(org, content);
      if (this.state !== 'InProgress') return;
      this.#content = null;
      this.#move(org, 'JobComplete');
    } catch (error) {
      const isKnown = error instanceof BatchFailure;
      this.errorMessage = isKnown ? error.message : `InternalServerError : ${String(error)}`;
      this.#move(org, 'Failed');
    }
  }

  *#saveAll(org: Org, content: string): Generator<void, void> {
    const rows = csvRows(content, this.form);
    const header = rows.next();
    if (header.done) throw new BatchFailure('InvalidBatch : Records not found');
    this.#header = header.value;
    const columns = readColumns(org, this.session, this.task, header.value);
    let chunk: (readonly string[])[] = [];
    for (const cells of rows) {
      chunk.push(cells);
      if (chunk.length < chunkSize) continue;
      this.#save(org, columns, chunk);
      chunk = [];
      yield;
      if (this.state !== 'InProgress') return;
    }
    if (chunk.length > 0) this.#save(org, columns, chunk);
  }

  #save(org: Org, columns: Columns, chunk: readonly (readonly string[])[]): void {
    const rows = chunk.map((cells) => rowOf(columns, cells));
    const results = workOff(org, this.session, this.task, rows);
    const saved: string[][] = [];
    const refused: string[][] = [];
    for (const [index, { id, created, error }] of results.entries()) {
      const cells = chunk[index]!;
      if (error === null) saved.push([id, String(created), ...cells]);
      else refused.push([id, rowErrorText(error), ...cells]);
    }
    for (const [rowsOfKind, texts] of [
      [saved, this.#successful],
      [refused, this.#refused],
    ] as const) {
      const text = csvText(rowsOfKind, this.form);
      if (text !== '') texts.push(text);
      this.#size += text.length;
    }
    this.processed += chunk.length;
    this.failed += refused.length;
    this.changedDate = org.now();
  }

  abort(org: Org): void {
    this.#move(org, 'Aborted');
  }

  close(org: Org): void {
    this.#move(org, 'UploadComplete');
  }

  #move(org: Org, state: IngestState): void {
    this.state = state;
    this.changedDate = org.now();
  }

  successfulResults(): string {
    return this.#headerText(['sf__Id', 'sf__Created']) + this.#successful.join('');
  }

  failedResults(): string {
    return this.#headerText(['sf__Id', 'sf__Error']) + this.#refused.join('');
  }

  /** Of a job that failed or was aborted: the rows that nothing was done with. */
  unprocessedRecords(): string {
    if (this.#content === null) return this.#header.length === 0 ? '' : this.#headerText([]);
    if (this.#header.length === 0) return this.#content;
    const rest: (readonly string[])[] = [];
    let index = 0;
    for (const cells of csvRows(this.#content, this.form)) {
      if (index === 0 || index > this.processed) rest.push(cells);
      index++;
    }
    return csvText(rest, this.form);
  }

  #headerText(names: readonly string[]): string {
    return csvText([[...names, ...this.#header]], this.form);
  }
}
