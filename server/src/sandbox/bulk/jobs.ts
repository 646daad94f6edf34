import { IdSequence } from '../ids.ts';
import type { Session } from '../session.ts';
import type { Work } from './workQueue.ts';
import { WorkQueue } from './workQueue.ts';

export interface BulkJob {
  /** 18 characters, `750…`. */
  readonly id: string;
  /** Of whoever made it; its rows are saved as this user. */
  readonly session: Session;
  /** Characters that it holds, of what was sent and of results. */
  readonly size: number;
  /** Whether nothing will become of it by itself. */
  readonly isOver: boolean;
}

/** Characters of jobs that are over: beyond, the oldest are forgotten, as Salesforce forgets them after seven days. */
const largestPast = 200_000_000;
/** Characters of all jobs: beyond, nothing more is taken. */
const largestWhole = 500_000_000;
const mostJobs = 10_000;

/** The jobs of the bulk APIs, and what is done for them in the background. */
export class BulkJobs {
  readonly #ids = new IdSequence();
  readonly #jobs = new Map<string, BulkJob>();
  readonly #queue = new WorkQueue();

  nextId(keyPrefix = '750'): string {
    return this.#ids.next(keyPrefix);
  }

  add(job: BulkJob): void {
    this.#forgetOld();
    this.#jobs.set(job.id, job);
  }

  /** Null for one that is not there, and for those of others, unless the user may see the org's setup. */
  find(id: string, session: Session): BulkJob | null {
    const job = this.#jobs.get(id);
    return job && isVisible(job, session) ? job : null;
  }

  /** Those that the user can see, oldest first. */
  all(session: Session): readonly BulkJob[] {
    return [...this.#jobs.values()].filter((job) => isVisible(job, session));
  }

  /** Whether there is no room for so many characters more. */
  isFull(more: number): boolean {
    this.#forgetOld();
    let total = more;
    for (const { size } of this.#jobs.values()) total += size;
    return total > largestWhole;
  }

  delete(job: BulkJob): void {
    this.#jobs.delete(job.id);
  }

  start(work: Work): void {
    this.#queue.add(work);
  }

  /** Stops all work and forgets all jobs. */
  clear(): void {
    this.#queue.clear();
    this.#jobs.clear();
  }

  #forgetOld(): void {
    let total = 0;
    for (const { size } of this.#jobs.values()) total += size;
    for (const job of this.#jobs.values()) {
      if (total <= largestPast && this.#jobs.size < mostJobs) return;
      if (!job.isOver) continue;
      total -= job.size;
      this.#jobs.delete(job.id);
    }
  }
}

function isVisible(job: BulkJob, session: Session): boolean {
  return session.canViewSetup || job.session.user.id === session.user.id;
}
