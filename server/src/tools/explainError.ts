import * as z from 'zod';
import { explainError } from '../connected/explainError.ts';
import { explanationText } from '../connected/explanationText.ts';
import { projectPath } from './shapes.ts';
import type { Tool } from './tool.ts';

const shape = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(2_000_000)
    .describe('The error as it came: JSON, XML, exception text, debug log, or failed rows of a load'),
  useOrg: z
    .boolean()
    .optional()
    .describe(
      "True: read the org's rules and the fields of the matched records that the error names. Only where the user wants that",
    ),
  project: projectPath,
});

type Input = z.infer<typeof shape>;

/** Which rule refused a save, and what the code can do. */
export const explainRefusal: Tool<Input> = {
  name: 'explain_error',
  title: 'Explain a DUPLICATES_DETECTED error',
  description:
    'Explains a Salesforce save that was refused with DUPLICATES_DETECTED: by which duplicate rule, what it compares, which records matched, whether allowSave=true would have saved it on this channel, and what the code can do. Takes REST, SOAP, UI API, composite and Bulk answers, Apex, jsforce and simple_salesforce exceptions, flow faults, debug logs and failed rows. Works offline from the error and the rules of the project; with useOrg it asks the connected org too.',
  shape,
  asksOrg: ({ useOrg }) => useOrg === true,
  async run({ text, useOrg = false, project: named }, host) {
    const project = await host.project(named === undefined ? null : await host.pathOf(named));
    const explanation = await explainError({
      text,
      languageId: null,
      catalog: project.analysis.catalog,
      connect: useOrg ? () => host.connect(project) : null,
      signal: host.signal,
      progress: (step) => host.progress(step),
      now: () => host.now(),
    });
    return explanationText(explanation, { width: 110, file: null, asksOrg: true });
  },
};
