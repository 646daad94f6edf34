/**
 * Writes to standard output and lets the process end by itself, so that nothing is cut off in a pipe. A reader
 * that closes the pipe (`| head`) is no error.
 */
export function writeOut(text: string): void {
  process.stdout.write(text);
}

/** Writes what is made piece by piece, no faster than the reader takes it. */
export async function writePieces(pieces: Iterable<string | Uint8Array>): Promise<void> {
  const { stdout } = process;
  for (const piece of pieces) {
    if (stdout.write(piece) || stdout.destroyed) continue;
    await new Promise<void>((resolve) => {
      const go = () => {
        for (const event of ['drain', 'close', 'error']) stdout.off(event, go);
        resolve();
      };
      for (const event of ['drain', 'close', 'error']) stdout.on(event, go);
    });
  }
}

export function writeError(text: string): void {
  process.stderr.write(text);
}

/** Columns of text for people; where it does not go to a terminal, as if to a usual one. */
export function outputWidth(): number {
  const { isTTY, columns } = process.stdout;
  return isTTY ? Math.min(columns ?? 80, 120) : 100;
}

/** Other failures, such as a full disk, end the process with exit code 2. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      if (stream === process.stdout) {
        writeError(`duplicate-rules: the output cannot be written: ${error.message}.\n`);
      }
      process.exit(2);
    });
  }
}
