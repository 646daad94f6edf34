/**
 * Writes to standard output and lets the process end by itself, so that nothing is cut off in a pipe. A reader
 * that closes the pipe (`| head`) is no error.
 */
export function writeOut(text: string): void {
  process.stdout.write(text);
}

export function writeError(text: string): void {
  process.stderr.write(text);
}

export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
