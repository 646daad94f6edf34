import * as z from 'zod';

/** What tools are given. Limits keep a mistake from taking long; descriptions are for the model. */

export const objectName = z
  .string()
  .regex(/^[A-Za-z]\w{0,79}$/, 'expected the API name of an object, such as Lead or Invoice__c')
  .describe('API name of the object, such as Lead or Invoice__c');

const longestPath = 4_096;

export const projectPath = z
  .string()
  .min(1)
  .max(longestPath)
  .optional()
  .describe(
    'Path of a file or folder in the Salesforce project; only needed where there are several projects',
  );

export const filePath = z.string().min(1).max(longestPath);

const scalar = z.union([z.string().max(131_072), z.number(), z.boolean(), z.null()]);

const fieldName = z.string().regex(/^[A-Za-z]\w{0,79}$/, 'expected API names of fields');

/** Fields by their API names. */
export const fields = z.record(fieldName, scalar);

const attributes = z
  .looseObject({ type: objectName })
  .describe('What the REST API says of a record under the name attributes: its type');

/** A record as the REST API returns it, or its fields alone. */
export const existingRecord = z
  .record(fieldName, z.union([scalar, attributes], 'expected a value; of attributes an object with a type'))
  .superRefine((record, context) => {
    for (const [name, value] of Object.entries(record)) {
      const isObject = typeof value === 'object' && value !== null;
      if (isObject === (name === 'attributes')) continue;
      const message = isObject ? 'expected a value, not an object' : 'expected an object with a type';
      context.addIssue({ code: 'custom', path: [name], message });
    }
  });

export type ExistingRecord = z.infer<typeof existingRecord>;

export const recordId = z
  .string()
  .regex(/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/, 'expected a record id of 15 or 18 characters');
