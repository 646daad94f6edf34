import * as z from 'zod';

/**
 * The one schema of all settings: editor settings (`duplicateRules.*`) and `duplicate-rules.config.json` are
 * both read with it, the manifest and the JSON schema are held against it by a test.
 */
export const settingsSchema = z.object({
  severities: z
    .record(z.string(), z.enum(['error', 'warning', 'information', 'off']))
    .default({})
    .describe('Severity of each finding, by its id; "off" switches it off.'),
  completeObjects: z
    .array(z.string())
    .default([])
    .describe('Objects whose duplicate rules are all in this project: no standard rule is assumed for them.'),
  wrappers: z
    .array(z.string())
    .default([])
    .describe('Fluent methods that set allowSave=true for the save at the end of their chain.'),
  bypassFieldWords: z
    .array(z.string())
    .default([])
    .describe('Further words that make a field in a rule condition a bypass field.'),
  includeTests: z.boolean().default(false).describe('Report findings in test code too.'),
  testGlobs: z.array(z.string()).default([]).describe('Files that count as tests, as glob patterns.'),
  ignore: z.array(z.string()).default([]).describe('Files of which nothing is reported, as glob patterns.'),
  suppressions: z
    .array(z.object({ path: z.string(), rule: z.string(), reason: z.string() }).strict())
    .default([])
    .describe('Suppressions for files that hold no comments: path (a glob pattern), rule and reason.'),
});

export type Settings = z.output<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});
