import type { Span } from '../text.ts';
import { readJson } from './json.ts';
import { type PartialSettings, readSettings } from './partial.ts';
import { settingsSchema } from './settings.ts';
import { unknownRules } from './unknownRules.ts';

export interface ConfigProblem {
  readonly span: Span;
  readonly message: string;
}

/**
 * Reads the text of a duplicate-rules.config.json. What is wrong, ids of unknown rules too, is told with its
 * place, in the order of the text; the rest applies.
 */
export function readConfigText(text: string): {
  readonly values: PartialSettings;
  readonly problems: readonly ConfigProblem[];
} {
  const json = readJson(text);
  const problems: ConfigProblem[] = [];
  if (json.error !== null) {
    const { start, end, message } = json.error;
    problems.push({ span: { start, end }, message: `It is not valid JSON: ${message}` });
  }
  const given = json.value;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    for (const message of readSettings(given).problems) problems.push({ span: json.spanOf([]), message });
    return { values: {}, problems };
  }
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const reading = readSettings({ [name]: value });
    Object.assign(values, reading.values);
    const places = placesOf(name, value);
    for (const [index, message] of reading.problems.entries()) {
      const path = places[index];
      const span = path === undefined ? json.spanOf([name], 'key') : json.spanOf(path);
      problems.push({ span, message });
    }
  }
  for (const { path, isKey, message } of unknownRules(given)) {
    problems.push({ span: json.spanOf(path, isKey ? 'key' : 'value'), message });
  }
  problems.sort((a, b) => a.span.start - b.span.start);
  return { values: values as PartialSettings, problems };
}

/** The paths of what is wrong in a setting, in the order in which it is told; none for an unknown setting. */
function placesOf(name: string, value: unknown): readonly (readonly PropertyKey[])[] {
  if (!Object.hasOwn(settingsSchema.shape, name)) return [];
  const result = settingsSchema.shape[name as keyof typeof settingsSchema.shape].safeParse(value);
  return result.success ? [] : result.error.issues.map((issue) => [name, ...issue.path]);
}
