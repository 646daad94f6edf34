import * as z from 'zod';
import { settingsSchema } from '../core/config/settings.ts';

/**
 * The JSON schema of duplicate-rules.config.json, as schemas/duplicate-rules.config.schema.json holds it for
 * editors. `npx vitest run test/unit/lsp/manifest.test.ts -u` writes that file.
 */
export function configFileSchema(): unknown {
  const schema = settingsSchema
    .extend({ $schema: z.string().optional().describe('Address of this schema.') })
    .strict();
  return {
    ...z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }),
    title: 'Configuration of Duplicate Rules for Salesforce',
    allowTrailingCommas: true,
  };
}
