import { printableLine } from './formats/terminal.ts';

/** Tells on a terminal how far a check is; says nothing at all where it does not take long. */
export interface Progress {
  /** Called often; `text` is only made when it is shown. */
  step(text: () => string): void;
  end(): void;
}

/** For work of many short steps, in milliseconds. */
const manySteps = { patience: 500, interval: 100 };

/** For work of a few steps that wait for something: each is shown at once. */
export const fewSteps = { patience: 0, interval: 0 };

export function terminalProgress(stream: NodeJS.WriteStream, { patience, interval } = manySteps): Progress {
  if (!stream.isTTY || process.env.TERM === 'dumb') return { step() {}, end() {} };
  let next = performance.now() + patience;
  let shown = false;
  return {
    step(text) {
      const now = performance.now();
      if (now < next) return;
      next = now + interval;
      shown = true;
      stream.write(`\r\x1b[2K${printableLine(text()).slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
    },
    end() {
      if (shown) stream.write('\r\x1b[2K');
      shown = false;
    },
  };
}
