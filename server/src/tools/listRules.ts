import * as z from 'zod';
import type { DuplicateRule } from '../core/metadata/model.ts';
import { saveRule } from '../core/saveTable/rules.ts';
import { judgedBy } from './judgedBy.ts';
import { objectName, projectPath } from './shapes.ts';
import type { Tool, ToolProject } from './tool.ts';

const shape = z.strictObject({
  object: objectName.optional().describe('Only rules of this object, by its API name'),
  project: projectPath,
});

type Input = z.infer<typeof shape>;

/** The rules that everything else is judged by. */
export const listRules: Tool<Input> = {
  name: 'list_rules',
  title: 'List the duplicate rules',
  description:
    'Lists the Salesforce duplicate rules that are known for the project, with their actions on create and edit, conditions, the fields that their matching rules compare, and where they stand. Rules come from metadata files, from an org where its rules were read, or are assumed (the standard rules of Account, Contact and Lead). Works offline.',
  shape,
  asksOrg: () => false,
  async run({ object, project: named }, host) {
    const project = await host.project(named === undefined ? null : await host.pathOf(named));
    const { catalog } = project.analysis;
    const rules = object === undefined ? catalog.duplicateRules : catalog.rulesFor(object);
    const sorted = [...rules].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    const heading = `# Duplicate rules${object === undefined ? '' : ` of ${object}`}: ${sorted.length}`;
    return [
      heading,
      '',
      judgedBy(project, rules),
      '',
      ...sorted.flatMap((rule) => lines(rule, project)),
    ].join('\n');
  },
};

function nameOf({ object, fullName }: DuplicateRule): string {
  return `${object}.${fullName}`;
}

function lines(rule: DuplicateRule, project: ToolProject): readonly string[] {
  const { label, fullName, notRun, actions, compares, provisos, source, file } = saveRule(
    rule,
    project.analysis.catalog,
  );
  return [
    `## ${label} (${fullName})`,
    ...notRun.map(({ text }) => `- ${text}`),
    `- ${actions}`,
    ...compares.map((one) => `- compares with ${one}`),
    ...provisos.map(({ text }) => `- ${text}`),
    `- ${file === null ? source : project.display(file)}`,
    '',
  ];
}
