import { Worker } from 'node:worker_threads';
import type { IntegrationFile } from '../core/analysis/integrationFacts.ts';
import type { PartialSettings } from '../core/config/partial.ts';
import type { Target } from './targets.ts';

/** What a thread needs to read a project's integration code. */
export interface CodeWork {
  /** What lists folders stays in its thread. */
  readonly target: Omit<Target, 'readFolder'>;
  readonly overrides: PartialSettings;
  readonly cwd: string;
}

/** What a thread tells when it is done. In one message, so that what files share stays shared. */
export interface CodeRead {
  readonly files: readonly IntegrationFile[];
  /** Absolute paths of code that is left out for its size alone. */
  readonly tooLarge: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads the integration code of one project, from when it is made, while the thread that made it reads Apex. */
export class CodeThread {
  readonly #thread: Worker;
  readonly #result: Promise<CodeRead>;

  constructor({ readFolder: _, ...target }: Target, overrides: PartialSettings, cwd: string) {
    const work: CodeWork = { target, overrides, cwd };

    this.#thread = new Worker(new URL('./code-worker.js', import.meta.url), {
      workerData: work,
      resourceLimits: { maxYoungGenerationSizeMb },
    });
    this.#result = new Promise((resolve, reject) => {
      this.#thread
        .once('message', resolve)
        .once('error', reject)
        .once('exit', () =>
          reject(new Error('The thread that reads integration code ended without a result.')),
        );
    });
    // What goes wrong is told to whoever asks for the result; should nobody ask, nobody waits for it.
    this.#result.catch(() => {});
    this.#thread.unref();
  }

  /** @throws what the thread died of */
  result(): Promise<CodeRead> {
    this.#thread.ref();
    return this.#result;
  }
}

/** In MB; see lanes.ts. */
const maxYoungGenerationSizeMb = 24;
