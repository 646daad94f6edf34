import { createHash } from 'node:crypto';
import type { FindingKey } from '../core/config/baseline.ts';

/**
 * Short, stable names of findings: the same hash for the same rule, path and subject, and a number on the
 * second and further findings that share them, in the order of the text.
 */
export class FingerprintHashes {
  readonly #seen = new Map<string, number>();

  next({ rule, path, subject }: FindingKey): string {
    const hash = createHash('sha256').update(`${rule}\0${path}\0${subject}`).digest('hex').slice(0, 16);
    const count = (this.#seen.get(hash) ?? 0) + 1;
    this.#seen.set(hash, count);
    return count === 1 ? hash : `${hash}:${count}`;
  }
}
