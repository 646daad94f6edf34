import * as z from 'zod';
import { fileNameOf } from '../core/files.ts';
import type { Finding } from '../core/findings.ts';
import type { Fix } from '../core/fixes/fix.ts';
import { plural } from '../core/outcome/words.ts';
import { rules } from '../core/rules/registry.ts';
import { LineIndex } from '../core/text.ts';
import { firstThatFits } from './bounds.ts';
import { changedLines } from './edits.ts';
import { judgedBy } from './judgedBy.ts';
import { lookAtAll } from './lookAtAll.ts';
import { filePath } from './shapes.ts';
import { type Tool, ToolProblem, type ToolProject } from './tool.ts';
import { withText } from './withText.ts';

const shape = z.strictObject({
  path: filePath.describe(
    'Path of the file, absolute or relative to the workspace. With text: where it would stand; its ending tells the language',
  ),
  text: z
    .string()
    .max(1_000_000)
    .optional()
    .describe(
      'Text to check instead of that of the file, such as code that is not written yet. Nothing is written',
    ),
  line: z
    .int()
    .min(1)
    .optional()
    .describe('Only the findings of this line, counted from 1, with the changed lines of all their fixes'),
});

type Input = z.infer<typeof shape>;

/** The findings of a file, with what can be done about each. */
export const checkFile: Tool<Input> = {
  name: 'check_file',
  title: 'Check a file for saves that duplicate rules refuse',
  description:
    'Checks one file against the Salesforce duplicate rules of the project: which saves a rule will refuse (DUPLICATES_DETECTED), which slip past the rules, and which lose the refusal. Reads Apex, Flows, rule metadata, JavaScript, TypeScript, Python, Java, C#, Ruby, PHP, shell and other integration code. Each finding comes with its line, an explanation from the rules that really apply, and fixes as changed lines. Give text to check code before it is written, and line for one line of a file with many findings. Works offline, changes nothing. Use it after writing or changing code that inserts, updates or upserts Salesforce records.',
  shape,
  asksOrg: () => false,
  async run({ path: named, text, line }, host) {
    const path = await host.pathOf(named);
    const project = await host.project(path);
    const uri = project.uriOf(path);
    const { analysis } = project;
    if (!analysis.reads(uri)) throw new ToolProblem(notRead(path));
    await lookAtAll(analysis, host.signal);
    const held = project.text(uri);
    const checked = text ?? held ?? (await project.readText(path));
    if (checked === null) {
      return `# ${project.display(uri)}: no findings\n\nThe file does not mention Salesforce, or is too large for code: there is nothing to check in it.\n`;
    }
    const page = () => pageOf(project, uri, checked, line ?? null);
    return checked === held ? page() : withText(project, uri, checked, page);
  },
};

function notRead(path: string): string {
  return `${fileNameOf(path)} is no kind of file that is checked: Apex, Flows, duplicate and matching rules, and integration code in JavaScript, TypeScript, Python, Java, C#, Ruby, PHP, shell, YAML or HTTP files are.`;
}

function pageOf(project: ToolProject, uri: string, text: string, line: number | null): string {
  const { analysis } = project;
  const all = analysis.findings(uri);
  const lines = new LineIndex(text);
  const lineOf = ({ location }: Finding) => lines.position(location.start).line + 1;
  const findings = line === null ? all : all.filter((finding) => lineOf(finding) === line);
  const texts = (other: string) => (other === uri ? text : project.text(other));
  const told = findings.map((finding) => ({
    finding,
    line: lineOf(finding),
    fixes: analysis.fixes(uri, finding.location).filter((fix) => isOf(fix, finding)),
  }));
  const page = (detail: Detail) =>
    [
      `# ${project.display(uri)}: ${findings.length === 0 ? 'no findings' : plural(findings.length, 'finding')}${line === null ? '' : ` on line ${line}, of ${all.length}`}`,
      '',
      judgedBy(project),
      ...(all.length === 0 ? [`${plural(analysis.saves(uri).length, 'save')} of records in this file.`] : []),
      ...(detail === 'all' ? [] : [leftOut[detail]]),
      '',
      ...told.map(({ finding, line: at, fixes }, index) =>
        [
          `## ${index + 1}. ${finding.severity} \`${finding.ruleId}\`, line ${at}`,
          '',
          finding.message,
          ...(detail === 'messages'
            ? []
            : [...relatedLines(finding, project, texts), ...fixLines(fixes, detail, project, texts)]),
          '',
        ].join('\n'),
      ),
      ...meanings(findings),
    ].join('\n');
  const pages = details.map((detail) => () => page(detail));
  return firstThatFits(pages);
}

/** How much of the fixes is told. All findings come before the code of any fix. */
type Detail = 'all' | 'first-fixes' | 'titles' | 'messages';
const details: readonly Detail[] = ['all', 'first-fixes', 'titles', 'messages'];

const leftOut: Readonly<Record<Exclude<Detail, 'all'>, string>> = {
  'first-fixes':
    'To keep this short, only the first fix of each finding has its changed lines here; with line, all fixes of that line have them.',
  titles:
    'To keep this short, fixes stand here without their changed lines; with line, all fixes of that line have them.',
  messages:
    'To keep this short, only the messages stand here; with line, those of that line have their fixes.',
};

function isOf({ finding }: Fix, { ruleId, location }: Finding): boolean {
  const { start, end } = finding.location;
  return finding.ruleId === ruleId && start === location.start && end === location.end;
}

function relatedLines(
  { related }: Finding,
  project: ToolProject,
  textOf: (uri: string) => string | null,
): readonly string[] {
  const lines = related.map(({ location, message }) => {
    const text = textOf(location.uri);
    const line = text === null ? '' : `:${new LineIndex(text).position(location.start).line + 1}`;
    return `- ${message}: ${project.display(location.uri)}${line}`;
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

function fixLines(
  fixes: readonly Fix[],
  detail: Detail,
  project: ToolProject,
  textOf: (uri: string) => string | null,
): readonly string[] {
  return fixes.flatMap(({ title, edits, preferred, safe }, index) => {
    const heading = `Fix: ${title}${preferred ? ' (the one to offer first)' : ''}${safe ? ' (never changes what is saved)' : ''}`;
    if (detail === 'titles' || (detail === 'first-fixes' && index > 0)) return ['', heading];
    return [
      '',
      heading,
      '',
      '````diff',
      ...edits.flatMap((file) => changedLines(file, project.display(file.uri), textOf(file.uri))),
      '````',
    ];
  });
}

/** What each kind of finding means, once. */
function meanings(findings: readonly Finding[]): readonly string[] {
  const ids = new Set(findings.map(({ ruleId }) => ruleId));
  const meant = rules.filter(({ id }) => ids.has(id));
  return meant.length === 0
    ? []
    : ['Meanings:', ...meant.map(({ id, description }) => `- \`${id}\`: ${description}`)];
}
