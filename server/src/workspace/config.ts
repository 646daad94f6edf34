import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfigText } from '../core/config/configFile.ts';
import type { PartialSettings } from '../core/config/partial.ts';
import { configFileName } from '../core/files.ts';
import { LineIndex } from '../core/text.ts';
import type { WorkspaceProblem } from './problem.ts';
import { readText } from './readText.ts';

/**
 * Reads the configuration file of a project; without one, nothing is set. Problems say where they are, as
 * line and column from 1; the settings that are right apply in any case.
 */
export function readConfig(root: string): {
  readonly values: PartialSettings;
  /** Null where there is no such file, or it cannot be read. */
  readonly text: string | null;
  readonly problems: readonly WorkspaceProblem[];
} {
  const path = join(root, configFileName);
  if (!existsSync(path)) return { values: {}, text: null, problems: [] };
  const { text, problem } = readText(path);
  const problems = problem === null ? [] : [problem];
  if (text === null) return { values: {}, text, problems };
  const config = readConfigText(text);
  const lines = new LineIndex(text);
  for (const { span, message } of config.problems) {
    const { line, character } = lines.position(span.start);
    problems.push({ path, message: `Line ${line + 1}, column ${character + 1}: ${message}` });
  }
  return { values: config.values, text, problems };
}
