import * as z from 'zod';
import { testSample } from '../connected/testSample.ts';
import { compiledRulesFor } from '../core/matching/run/compiledRules.ts';
import { list } from '../core/outcome/words.ts';
import type { Preview } from '../core/preview/model.ts';
import { previewText } from '../core/preview/text.ts';
import type { SampleRecord } from '../core/records/model.ts';
import { objectSpelling } from '../core/records/objects.ts';
import { recordsGiven } from '../offline/recordsGiven.ts';
import { testLocally } from '../offline/testLocally.ts';
import {
  type ExistingRecord,
  existingRecord,
  fields,
  filePath,
  objectName,
  projectPath,
  recordId,
} from './shapes.ts';
import { type Tool, type ToolHost, ToolProblem, type ToolProject } from './tool.ts';

const shape = z
  .strictObject({
    object: objectName,
    fields: fields.describe('Values of the record by API names of its fields, such as {"LastName": "Byron"}'),
    id: recordId
      .optional()
      .describe('Id of an existing record: tests its update, with the fields as changes'),
    against: filePath
      .optional()
      .describe('Path of a CSV or JSON file of existing records to compare with, such as an export. Offline'),
    existing: z
      .array(existingRecord)
      .min(1)
      .max(200)
      .optional()
      .describe(
        'Existing records to compare with, by API names of their fields; of another object those whose attributes say so. Offline',
      ),
    useOrg: z
      .boolean()
      .optional()
      .describe(
        'True: ask the connected org, to which the values are sent. Only where the user wants that; give neither against nor existing then',
      ),
    project: projectPath,
  })
  .refine(
    ({ against, existing, useOrg }) =>
      [against !== undefined, existing !== undefined, useOrg === true].filter(Boolean).length === 1,
    {
      message:
        'give exactly one of against (a file of records), existing (records) and useOrg: true (the org)',
    },
  );

type Input = z.infer<typeof shape>;

/** What the rules would do with a record, which is not saved. */
export const testRecord: Tool<Input> = {
  name: 'test_record',
  title: 'Test a record against the duplicate rules',
  description:
    'Tells which Salesforce duplicate rules would find a match for a record, with which records and why, and what would become of a save. Never saves anything. Three ways, exactly one of them: against, a CSV or JSON file of existing records; existing, a few records given here (both offline, by a matching engine that says how sure it is of each verdict); or useOrg, which sends the values to the connected Salesforce org and asks its active rules. Of matched records the result holds only fields that the rules compare.',
  shape,
  asksOrg: ({ useOrg }) => useOrg === true,
  async run(input, host) {
    const project = await host.project(input.project === undefined ? null : await host.pathOf(input.project));
    const record = recordOf(input);
    const preview = input.useOrg
      ? await inOrg(record, project, host)
      : await offline(record, input, project, host);
    return previewText(preview, { width: 110 });
  },
};

function recordOf({ object, fields: given, id }: Input): SampleRecord {
  const inFields = Object.keys(given).find((name) => /^id$/i.test(name));
  if (inFields !== undefined) throw new ToolProblem('Give the id as id, not among the fields.');
  return {
    object,
    id: id ?? null,
    fields: Object.entries(given).map(([name, value]) => ({ name, value })),
  };
}

async function inOrg(record: SampleRecord, project: ToolProject, host: ToolHost): Promise<Preview> {
  const { session, catalog, problems } = await host.connect(project);
  const { signal, now } = host;
  const tested = await testSample({
    session,
    record,
    catalog,
    signal,
    progress: (text) => host.progress(text),
    now,
  });
  return { ...tested, problems: [...tested.problems, ...problems] };
}

/** @throws ToolProblem where a record says to be of an object that no rule compares with: it would be left out */
function checkTypes(
  existing: readonly ExistingRecord[],
  object: string,
  { catalog, schema }: ToolProject['analysis'],
): void {
  const compared = compiledRulesFor(object, catalog).map((rule) => rule.object);
  const objects = [...new Set([objectSpelling(object, schema), ...compared])];
  for (const [at, { attributes }] of existing.entries()) {
    const type = typeof attributes === 'object' ? attributes?.type : undefined;
    if (type === undefined || objects.some((one) => one.toLowerCase() === type.toLowerCase())) continue;
    throw new ToolProblem(
      `existing.${at}: its attributes say that it is of ${type}, and a ${object} is compared with records of ${list(objects, 'and')} alone.`,
    );
  }
}

async function offline(
  record: SampleRecord,
  { against, existing }: Input,
  { analysis }: ToolProject,
  host: ToolHost,
): Promise<Preview> {
  if (existing !== undefined) checkTypes(existing, record.object, analysis);
  const given = existing === undefined ? null : recordsGiven(existing);
  return testLocally({
    record,
    catalog: analysis.catalog,
    schema: analysis.schema,
    file: given === null ? await host.pathOf(against!) : given.name(record.object),
    files: given ?? host.files,
    signal: host.signal,
    progress: (text) => host.progress(text),
    now: () => host.now(),
  });
}
