import { readFileSync } from 'node:fs';

/** The page of a rule, which the build puts beside the command line; null where there is none. */
export function rulePage(ruleId: string): string | null {
  try {
    return readFileSync(new URL(`./rules/${ruleId}.md`, import.meta.url), 'utf8');
  } catch {
    return null;
  }
}
