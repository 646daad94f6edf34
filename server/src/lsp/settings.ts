import { t } from '@vscode/l10n';
import * as z from 'zod';
import { readConfigText } from '../core/config/configFile.ts';
import {
  mergeSettings,
  type PartialSettings,
  type Reading,
  readPartially,
  readSettings,
} from '../core/config/partial.ts';
import { type Settings, settingsSchema } from '../core/config/settings.ts';
import { unknownRules } from '../core/config/unknownRules.ts';
import { LineIndex } from '../core/text.ts';
import { localised } from './l10n/language.ts';

/** The name under which an editor keeps the settings. */
export const settingsSection = 'duplicateRules';

/** Settings of the editor alone; the command line and the configuration file do not have them. */
export const editorSettingsSchema = z.object({
  'codeLens.enabled': z
    .boolean()
    .default(true)
    .describe('Show above each save which duplicate rules can refuse it.'),
  'workspaceDiagnostics.enabled': z
    .boolean()
    .default(true)
    .describe('Look at all files of the workspace in the background, not only at open ones.'),
  'trace.server': z
    .enum(['off', 'messages', 'verbose'])
    .default('off')
    .describe('Write the messages between editor and language server to the output channel.'),
});

export type EditorSettings = z.output<typeof editorSettingsSchema>;

export const defaultEditorSettings: EditorSettings = editorSettingsSchema.parse({});

/** Reads what an editor answers for the section: nested objects, `codeLens: { enabled: false }`. */
export function readEditorSettings(
  value: unknown,
): Reading<{ readonly shared: PartialSettings; readonly editor: EditorSettings }> {
  const shared: Record<string, unknown> = {};
  const editor: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(flatten(value))) {
    const isEditorOnly = !Object.hasOwn(settingsSchema.shape, name) && name.includes('.');
    (isEditorOnly ? editor : shared)[name] = given;
  }
  const sharedReading = readSettings(shared);
  const editorReading = readPartially(editorSettingsSchema.shape, editor);
  return {
    values: { shared: sharedReading.values, editor: { ...defaultEditorSettings, ...editorReading.values } },
    problems: [
      ...sharedReading.problems,
      ...editorReading.problems,
      ...unknownRules(shared).map(({ message }) => message),
    ],
  };
}

/** Reads the text of a configuration file; null if there is none. Problems say where they are. */
export function readConfigFile(text: string | null): Reading<PartialSettings> {
  if (text === null) return { values: {}, problems: [] };
  const { values, problems } = readConfigText(text);
  const lines = new LineIndex(text);
  return {
    values,
    problems: problems.map(({ span, message }) => {
      const { line, character } = lines.position(span.start);
      return t('line {0}, column {1}: {2}', line + 1, character + 1, localised(message));
    }),
  };
}

/** The settings that hold for a project: the file's, and over them the editor's. */
export function effectiveSettings(file: PartialSettings, editor: PartialSettings): Settings {
  return mergeSettings(file, editor);
}

function flatten(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const flat: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value)) {
    const isGroup =
      !Object.hasOwn(settingsSchema.shape, name) &&
      typeof given === 'object' &&
      given !== null &&
      !Array.isArray(given);
    if (!isGroup) flat[name] = given;
    else for (const [inner, value] of Object.entries(given)) flat[`${name}.${inner}`] = value;
  }
  return flat;
}
