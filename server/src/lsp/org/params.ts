import * as z from 'zod';

/** The shapes of what clients send. What does not fit is refused before anything is done with it. */

const uri = z.string().nullable();
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const position = z.object({ line: z.int().min(0), character: z.int().min(0) });
const languageId = z.string().nullable();

export const aboutProject = z.object({ uri });

export const orgChoice = z.object({ uri, username: z.string().min(1).nullable() });

export const embeddedLogin = z
  .object({
    url: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+$/),
    token: z.string(),
    username: z.string(),
    orgId: z.string(),
  })
  .nullable();

export const ruleName = z.object({ uri, fullName: z.string() });

export const objectName = z.object({
  uri,
  object: z.string(),
  withoutOrg: z.boolean().optional(),
});

export const documentText = z.object({
  uri: z.string(),
  languageId: z.string(),
  text: z.string(),
  selection: z.object({ start: position, end: position }),
});

export const sampleRecord = z.object({
  uri,
  languageId,
  record: z.object({
    object: z.string(),
    id: z.string().nullable(),
    fields: z.array(z.object({ name: z.string(), value: scalar })),
  }),
});

export const localTest = sampleRecord.extend({ file: z.string() });

export const errorText = z.object({ uri, languageId, text: z.string(), useOrg: z.boolean() });
