import * as z from 'zod';
import { settingsSchema } from '../core/config/settings.ts';
import { rules } from '../core/rules/registry.ts';

/** A JSON schema, of a setting for instance. */
export interface JsonSchema {
  readonly [name: string]: unknown;
}

/** The JSON schemas of settings by their names. */
export function settingSchemas(schema: z.ZodType): Record<string, JsonSchema> {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }).properties as Record<string, JsonSchema>;
}

/**
 * The JSON schema of duplicate-rules.config.json, as schemas/duplicate-rules.config.schema.json holds it for
 * editors. `npx vitest run test/unit/lsp/manifest.test.ts -u` writes that file.
 */
export function configFileSchema(): JsonSchema {
  const schemas = settingSchemas(settingsSchema);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of Duplicate Rules for Salesforce',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'Address of this schema.' },
      ...schemas,
      severities: { ...schemas.severities, properties: severityOfEachRule(schemas.severities) },
    },
    additionalProperties: false,
    allowTrailingCommas: true,
  };
}

/** Editors offer the ids that are listed; further ones are allowed. */
function severityOfEachRule(severities: JsonSchema | undefined): Record<string, JsonSchema> {
  const severity = severities?.additionalProperties as JsonSchema;
  return Object.fromEntries(rules.map(({ id, description }) => [id, { ...severity, description }]));
}
