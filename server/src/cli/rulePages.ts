import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The file of a rule's page, which the build puts beside the command line; null where there is none. */
export function rulePageFile(ruleId: string): string | null {
  const file = fileURLToPath(new URL(`./rules/${ruleId}.md`, import.meta.url));
  return existsSync(file) ? file : null;
}

/** The text of a rule's page; null where there is none. */
export function rulePage(ruleId: string): string | null {
  const file = rulePageFile(ruleId);
  return file && readFileSync(file, 'utf8');
}
