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
  readonly reading: OrgRuleReading;
}

const keptOrg = z.object({
  version: z.literal(1),
  chosen: z.string().nullable(),
  rules: z
    .object({
      username: z.string(),
      alias: z.string().nullable(),
      reading: z.object({
        readAt: z.string(),
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

  constructor(folder: string | null) {
    this.#folder = folder;
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
      return null;
    }
  }

  /** Replaces what is kept in one step: an editor that ends in between loses nothing. */
  async write(root: string, kept: KeptOrg): Promise<void> {
    const file = this.#fileFor(root);
    if (file === null) return;
    await mkdir(path.dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, JSON.stringify({ version: 1, ...kept }));
    await rename(draft, file);
  }

  #fileFor(root: string): string | null {
    if (this.#folder === null) return null;
    const name = createHash('sha256').update(root).digest('hex').slice(0, 24);
    return path.join(this.#folder, 'org-rules', `${name}.json`);
  }
}
