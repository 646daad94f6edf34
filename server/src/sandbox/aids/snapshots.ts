import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../data/makeFolder.ts';
import { reasonOf, whyNotWritten } from '../../workspace/problem.ts';
import type { Org } from '../org.ts';
import type { SandboxObject } from '../schema/model.ts';
import { BadSnapshot, readSnapshot, snapshotText } from './snapshotText.ts';

/** The folder cannot be used; the message says why, and what to do. */
export class SnapshotProblem extends Error {}

/** A change is on disk so long after it, at the latest and without a kill. */
const delay = 2_000;

/**
 * Keeps the records of an org in a folder. A snapshot is written beside the last one, then takes its place in one step:
 * whoever kills the process finds one of the two, whole.
 */
export class Snapshots {
  readonly #folder: string;
  readonly #org: Org;
  #isDirty = false;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<string | null> = Promise.resolve(null);
  #problem: string | null = null;
  /** Told when a snapshot cannot be written: the org goes on without. */
  readonly #failed: (why: string) => void;

  private constructor(folder: string, org: Org, failed: (why: string) => void) {
    this.#folder = folder;
    this.#org = org;
    this.#failed = failed;
  }

  /**
   * Puts the records of the folder's snapshot, if there is one, in the place of the org's, and keeps them from now on.
   * @throws SnapshotProblem where the folder cannot be used, another process uses it, or the snapshot is damaged
   */
  static async open(
    folder: string,
    org: Org,
    failed: (why: string) => void,
  ): Promise<{ readonly snapshots: Snapshots; readonly restored: number | null; readonly leftOut: number }> {
    const snapshots = new Snapshots(folder, org, failed);
    try {
      makeFolder(folder);
    } catch (error) {
      throw new SnapshotProblem(`${folder} cannot be made: ${whyNotWritten(error)}`);
    }
    snapshots.#lock();
    try {
      const text = await readFile(snapshots.#file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw new SnapshotProblem(`${snapshots.#file} cannot be read: ${reasonOf(error)}`);
      });
      const { restored, leftOut } = text === null ? { restored: null, leftOut: 0 } : snapshots.#restore(text);
      org.store.onChange(() => snapshots.#changed());
      return { snapshots, restored, leftOut };
    } catch (error) {
      await rm(snapshots.#lockFile, { force: true });
      throw error;
    }
  }

  /** Writes one now, if anything changed since the last. Gives why it could not; null where it is on disk. */
  async save(): Promise<string | null> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Writes the last one and lets the folder go. */
  async close(): Promise<void> {
    await this.save();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await rm(this.#lockFile, { force: true });
  }

  get #file(): string {
    return path.join(this.#folder, 'records.ndjson');
  }

  get #lockFile(): string {
    return path.join(this.#folder, 'in-use-by');
  }

  #changed(): void {
    this.#isDirty = true;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.save();
    }, delay).unref();
  }

  async #write(): Promise<string | null> {
    if (!this.#isDirty) return null;
    this.#isDirty = false;
    const { store, now } = this.#org;
    const content = { ...store.content(keptObjects(this.#org)), rules: ruleIds(this.#org) };
    const text = snapshotText(content, now());
    const unfinished = `${this.#file}.part`;
    try {
      // Record data: for the user's own eyes.
      const file = await open(unfinished, 'w', 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, this.#file);
      this.#problem = null;
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => {});
      const problem = `The snapshot could not be written to ${this.#folder}: ${whyGone(error)}`;
      // Tries again until it can, and tells that once.
      if (problem !== this.#problem) this.#failed(problem);
      this.#problem = problem;
      this.#changed();
    }
    return this.#problem;
  }

  #restore(text: string): { readonly restored: number; readonly leftOut: number } {
    try {
      const content = readSnapshot(text);
      const today = new Map(ruleIds(this.#org).map(([id, name]) => [name, id]));
      const renamed = new Map(content.rules.map(([id, name]) => [id, today.get(name)]));
      const records = [...content.records].map((row) => ({
        ...row,
        values: [...row.values].map(
          ([name, value]) =>
            [name, name === 'DuplicateRuleId' ? (renamed.get(String(value)) ?? value) : value] as const,
        ),
      }));
      const leftOut = this.#org.store.replace(keptObjects(this.#org), { ...content, records });
      return { restored: records.length - leftOut, leftOut };
    } catch (error) {
      if (!(error instanceof BadSnapshot)) throw error;
      const advice = 'Nothing was changed. Move the file away to begin without it.';
      throw new SnapshotProblem(`${this.#file} is damaged: ${error.message}. ${advice}`);
    }
  }

  /**
   * Two orgs that write into one folder would lose each other's records. All in one go, so that of two that start at
   * once none sees a lock without its owner.
   */
  #lock(): void {
    for (const isSecond of [false, true]) {
      try {
        writeFileSync(this.#lockFile, String(process.pid), { flag: 'wx', mode: 0o600 });
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
          throw new SnapshotProblem(`${this.#folder} cannot be written to: ${whyGone(error)}`);
        }
        const owner = ownerOf(this.#lockFile);
        if (isSecond || (isRunning(owner) && owner !== process.pid)) {
          throw new SnapshotProblem(
            `${this.#folder} is in use by the process ${owner || 'that made in-use-by'}. Stop that one, or delete ${this.#lockFile} if it is no embedded org.`,
          );
        }
        // Of a process that was killed.
        rmSync(this.#lockFile, { force: true });
      }
    }
  }
}

function ownerOf(lockFile: string): number {
  try {
    return Number(readFileSync(lockFile, 'utf8'));
  } catch {
    return 0;
  }
}

/** What users save and rules report. Users, rules and settings come from the project at each start. */
export function keptObjects({ schema }: Pick<Org, 'schema'>): readonly SandboxObject[] {
  return schema.objects.filter(
    ({ name, createable }) => createable || /^DuplicateRecord(Set|Item)$/.test(name),
  );
}

function ruleIds({ store }: Org): [string, string][] {
  return [...store.records('DuplicateRule')].map(({ id, values }) => [
    id,
    `${values.get('SobjectType')}.${values.get('DeveloperName')}`,
  ]);
}

function isRunning(process_: number): boolean {
  if (!Number.isInteger(process_) || process_ <= 0) return false;
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The folder was there when the org began. */
function whyGone(error: unknown): string {
  const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return isGone ? 'the folder is not there any more; make it again' : reasonOf(error);
}
