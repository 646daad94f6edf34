import type { ArtifactLocation, Log, PhysicalLocation, ReportingDescriptor, Result } from 'sarif';
import type { Severity } from '../../core/findings.ts';
import type { RuleMeta } from '../../core/rules/rule.ts';
import { uriReference } from '../paths.ts';
import { type CheckReport, type ReportedFinding, type ReportedPlace, tooLargeWords } from '../report.ts';

export interface SarifOptions {
  readonly version: string;
  /** The folder that a file's URI is relative to: its git root, else its project, else the path checked. */
  readonly baseOf: (file: string) => string;
  /** The markdown page of a rule; null if there is none. */
  readonly pageOf: (ruleId: string) => string | null;
}

const LEVELS = { error: 'error', warning: 'warning', information: 'note' } as const;
/** GitHub's own scale. */
const PROBLEM_SEVERITIES = { error: 'error', warning: 'warning', information: 'recommendation' } as const;

/** What a base URI id stands for is left to the reader, so that the output names no machine's folders. */
export const baseId = '%SRCROOT%';

/** SARIF 2.1.0 in one run, as GitHub code scanning takes it. */
export function formatSarif(report: CheckReport, options: SarifOptions): string {
  const indexes = new Map(report.rules.map(({ id }, index) => [id, index]));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'duplicate-rules',
            fullName: `Duplicate Rules for Salesforce ${options.version}`,
            semanticVersion: options.version,
            rules: report.rules.map((rule) => descriptor(rule, options)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          [baseId]: { description: { text: 'The root of the git repository, else of the project.' } },
        },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...report.warnings.map((text) => ({ level: 'warning' as const, message: { text } })),
              ...report.tooLarge.map((file) => ({
                level: 'note' as const,
                message: { text: `The file is not looked at: ${tooLargeWords.one}.` },
                locations: [{ physicalLocation: { artifactLocation: artifactLocation(file, options) } }],
              })),
            ],
          },
        ],
        results: report.findings.map((found) => result(found, indexes, options)),
      },
    ],
  };
  return JSON.stringify(log, null, 2) + '\n';
}

export function descriptor(
  { id, description, severities }: RuleMeta,
  { pageOf }: Pick<SarifOptions, 'pageOf'>,
): ReportingDescriptor {
  const page = pageOf(id);
  const severity: Severity = severities[0] ?? 'information';
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: description },
    fullDescription: { text: description },
    help: { text: page ?? description, markdown: page ?? description },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['salesforce', 'duplicate-rules'],
      precision: 'high',
      'problem.severity': PROBLEM_SEVERITIES[severity],
    },
  };
}

function result(
  { finding, place, related, hash }: ReportedFinding,
  indexes: ReadonlyMap<string, number>,
  options: SarifOptions,
): Result {
  const ruleIndex = indexes.get(finding.ruleId);
  // GitHub shows a related location only where the message links to it, by its id.
  const links = related.map(({ message }, index) => `\n- [${escapeText(message)}](${index + 1})`);
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[finding.severity],
    message: { text: escapeText(finding.message) + links.join('') },
    locations: [{ physicalLocation: physicalLocation(place, options) }],
    relatedLocations: related.map((other, index) => ({
      id: index + 1,
      physicalLocation: physicalLocation(other, options),
      message: { text: escapeText(other.message) },
    })),
    partialFingerprints: { 'duplicateRules/v1': hash },
  };
}

function physicalLocation({ file, start, end }: ReportedPlace, { baseOf }: SarifOptions): PhysicalLocation {
  return {
    artifactLocation: artifactLocation(file, { baseOf }),
    region: {
      startLine: start.line + 1,
      startColumn: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
    },
  };
}

function artifactLocation(file: string, { baseOf }: Pick<SarifOptions, 'baseOf'>): ArtifactLocation {
  const uri = uriReference(file, baseOf(file));
  return /^file:/.test(uri) ? { uri } : { uri, uriBaseId: baseId };
}

/** Brackets would begin a link. */
export function escapeText(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&');
}
