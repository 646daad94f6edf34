import * as z from 'zod';
import { readJson } from '../config/json.ts';

/** Where a project says none: one that every org has by now. */
export const versionUnsaid = '66.0';

const schema = z.object({ sourceApiVersion: z.string().regex(/^\d{2,3}(?:\.0)?$/) });

/** The `sourceApiVersion` of an sfdx-project.json, as metadata has it: `66.0`; null where it says none that can be read. */
export function sourceApiVersion(projectFile: string | null): string | null {
  const read = schema.safeParse(projectFile === null ? null : readJson(projectFile).value);
  if (!read.success) return null;
  const { sourceApiVersion: version } = read.data;
  return version.includes('.') ? version : `${version}.0`;
}
