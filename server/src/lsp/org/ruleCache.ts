import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { OrgRuleReading } from '../../core/orgData/model.ts';

/** What is kept of an org for a project: which org the user chose, and its rules. Rules hold no record data. */
export interface KeptOrg {
  /** The org that the user chose; null: the project's target-org. */
  readonly chosen: string | null;
  readonly rules: KeptRules | null;
}

export interface KeptRules {
  readonly username: string;
  readonly alias: string | null;
  /** Username or alias that the project's configuration named when they were read; null if none. */
  readonly target: string | null;
  readonly reading: OrgRuleReading;
}

const keptOrg = z.object({
  version: z.literal(1),
  chosen: z.string().nullable(),
  rules: z
    .object({
      username: z.string(),
      alias: z.string().nullable(),
      target: z.string().nullable().default(null),
      reading: z.object({
        readAt: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
        by: z.enum(['metadata', 'ui-api']),
        files: z.array(z.object({ path: z.string(), text: z.string() })),
        uiApi: z.record(z.string(), z.unknown()),
        objects: z.union([z.literal('all'), z.array(z.string())]),
        leadConversionValidation: z.boolean().nullable(),
        problems: z.array(z.string()),
      }),
    })
    .nullable(),
});

/** Files in the editor's storage for the workspace, one per project. Without a storage nothing is kept. */
export class RuleCache {
  readonly #folder: string | null;
  readonly #warn: (message: string) => void;
  /** Writes come one after the other: the last one stays. */
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: string | null, warn: (message: string) => void) {
    this.#folder = folder;
    this.#warn = warn;
  }

  /** Null where nothing is kept, or nothing that makes sense. */
  async read(root: string): Promise<KeptOrg | null> {
    const file = this.#fileFor(root);
    if (file === null) return null;
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) return null;
    try {
      const { chosen, rules } = keptOrg.parse(JSON.parse(text));
      return { chosen, rules };
    } catch {
      this.#warn(
        `${file} is damaged or of another version: the rules of the org are not used until they are read again.`,
      );
      return null;
    }
  }

  /** Replaces what is kept in one step: an editor that ends in between loses nothing. */
  write(root: string, kept: KeptOrg): Promise<void> {
    const file = this.#fileFor(root);
    if (file === null) return Promise.resolve();
    const written = this.#writing.then(async () => {
      await mkdir(path.dirname(file), { recursive: true });
      const draft = `${file}.${process.pid}`;
      await writeFile(draft, JSON.stringify({ version: 1, ...kept }), { mode: 0o600 });
      await rename(draft, file);
    });
    this.#writing = written.catch(() => {});
    return written;
  }

  #fileFor(root: string): string | null {
    if (this.#folder === null) return null;
    const name = createHash('sha256').update(root).digest('hex').slice(0, 24);
    return path.join(this.#folder, 'org-rules', `${name}.json`);
  }
}
