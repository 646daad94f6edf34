import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** In bytes: 200 MB. */
export const largestRead = 200 * 1024 * 1024;

const atOnce = 1024 * 1024;

/**
 * Gives null for what is larger than `largestRead`. Pipes and devices do not say how long they are, and some, such as
 * /dev/zero, never end.
 * @throws what the system throws
 */
export function readWhole(file: string, most = largestRead): Buffer | null {
  const descriptor = openSync(file, 'r');
  try {
    const stat = fstatSync(descriptor);
    if (stat.isFile() && stat.size > 0) return stat.size > most ? null : readFileSync(descriptor);
    const pieces: Buffer[] = [];
    for (let size = 0; ; ) {
      const piece = Buffer.alloc(atOnce);
      const length = readSync(descriptor, piece, 0, atOnce, null);
      if (length === 0) return Buffer.concat(pieces);
      size += length;
      if (size > most) return null;
      pieces.push(piece.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
}
