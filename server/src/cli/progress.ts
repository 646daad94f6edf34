import { printableLine } from './formats/terminal.ts';

/** Tells on a terminal how far a check is; says nothing at all where it does not take long. */
export interface Progress {
  /** Called often; `text` is only made when it is shown. */
  step(text: () => string): void;
  end(): void;
}

const PATIENCE = 500;
const INTERVAL = 100;

export function terminalProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY || process.env.TERM === 'dumb') return { step() {}, end() {} };
  let next = performance.now() + PATIENCE;
  let shown = false;
  return {
    step(text) {
      const now = performance.now();
      if (now < next) return;
      next = now + INTERVAL;
      shown = true;
      stream.write(`\r\x1b[2K${printableLine(text()).slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
    },
    end() {
      if (shown) stream.write('\r\x1b[2K');
      shown = false;
    },
  };
}
