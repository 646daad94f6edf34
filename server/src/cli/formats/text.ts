import type { Severity } from '../../core/findings.ts';
import { list } from '../../core/outcome/words.ts';
import { displayPath } from '../paths.ts';
import {
  type CheckReport,
  type JudgedBy,
  type ReportedFinding,
  type ReportedPlace,
  tooLargeWords,
} from '../report.ts';
import { printable, printableLine, type Style, wrap } from './terminal.ts';

export interface TextOptions {
  readonly cwd: string;
  readonly style: Style;
  /** Columns to wrap messages at; null does not wrap. */
  readonly width: number | null;
  readonly seconds: number;
  /** The file of a rule's page; null if there is none. */
  readonly pageOf: (ruleId: string) => string | null;
}

const COLOURS: Readonly<Record<Severity, 'red' | 'yellow' | 'cyan'>> = {
  error: 'red',
  warning: 'yellow',
  information: 'cyan',
};

/** For people: findings grouped by file, then what was checked and by which rules it was judged. */
export function formatText(report: CheckReport, options: TextOptions): string {
  let text = '';
  for (const found of report.findings) text += formatFinding(found, options) + '\n';
  return text + formatPages(report, options) + formatSummary(report, options);
}

function formatFinding({ finding, place, related }: ReportedFinding, options: TextOptions): string {
  const { style } = options;
  const severity = style[COLOURS[finding.severity]](finding.severity);
  const lines = [`${style.bold(clickable(place, options))} ${severity} ${finding.ruleId}`];
  lines.push(...indented(finding.message, '    ', options));
  for (const other of related) {
    lines.push(style.dim(`      ${clickable(other, options)} ${printable(other.message)}`));
  }
  return lines.join('\n') + '\n';
}

/** The pages of the findings that were made, each once: what is found and why, with samples and fixes. */
function formatPages({ findings }: CheckReport, { cwd, pageOf }: TextOptions): string {
  const ids = [...new Set(findings.map(({ finding }) => finding.ruleId))].sort();
  const pages = ids.flatMap((id) => pageOf(id) ?? []);
  if (pages.length === 0) return '';
  const lines = pages.map((page) => `  ${printableLine(displayPath(page, cwd))}\n`);
  return `What these findings mean, with fixes:\n${lines.join('')}\n`;
}

/** `path:line:column`, which terminals and editors open. */
function clickable({ file, start }: ReportedPlace, { cwd }: TextOptions): string {
  return `${printableLine(displayPath(file, cwd))}:${start.line + 1}:${start.character + 1}`;
}

function indented(text: string, indent: string, { width }: TextOptions): readonly string[] {
  const paragraphs = printable(text).split('\n');
  const lines =
    width === null ? paragraphs : paragraphs.flatMap((paragraph) => wrap(paragraph, width - indent.length));
  return lines.map((line) => indent + line);
}

// -------------------------------------------------------------------------------------------------- summary

function formatSummary(report: CheckReport, { style, cwd, seconds }: TextOptions): string {
  const { findings, checkedFiles, judgedBy, inBaseline, notNew } = report;
  const counts = (['error', 'warning', 'information'] as const)
    .map((severity) => ({
      severity,
      count: findings.filter(({ finding }) => finding.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => style.bold(style[COLOURS[severity]](countText(count, severity))));
  const none = style.green(inBaseline + notNew > 0 ? 'No new findings' : 'No findings');
  const result = counts.length === 0 ? none : counts.join(', ');
  const lines = [`${result}; ${plural(checkedFiles, 'file')} checked in ${seconds.toFixed(1)} s.`];
  if (checkedFiles === 0) lines.push(nothingThere);
  for (const one of judgedBy) {
    const place = judgedBy.length > 1 ? `${printableLine(displayPath(one.folder, cwd)) || '.'}: ` : '';
    lines.push(place + judgedText(one));
  }
  if (inBaseline > 0) lines.push(`Not shown: ${plural(inBaseline, 'finding')} of the baseline.`);
  if (notNew > 0) lines.push(`Not shown: ${plural(notNew, 'finding')} that the change does not bring in.`);
  if (report.tooLarge.length > 0) lines.push(tooLargeText(report.tooLarge, cwd));
  return lines.join('\n') + '\n';
}

const nothingThere =
  'Nothing to check here: no Apex, no rule metadata and no code that mentions Salesforce. Run it in the folder of a project, or name one.';

/** So many of them are named. */
const mostNamed = 5;

function tooLargeText(files: readonly string[], cwd: string): string {
  const names = files.slice(0, mostNamed).map((file) => printableLine(displayPath(file, cwd)));
  if (files.length > mostNamed) names.push(`${grouped(files.length - mostNamed)} more`);
  const why = files.length === 1 ? tooLargeWords.one : tooLargeWords.several;
  return `Not looked at: ${list(names, 'and')}; ${why}.`;
}

function countText(count: number, severity: Severity): string {
  return severity === 'information' ? `${grouped(count)} informational` : plural(count, severity);
}

function judgedText({ ruleCount, assumedFor }: JudgedBy): string {
  const own = ruleCount === 0 ? [] : [`Judged by ${plural(ruleCount, 'rule')} of this project.`];
  const objects = printableLine(list(assumedFor, 'or'));
  const assumed =
    assumedFor.length === 0
      ? []
      : [
          assumedFor.length === 1
            ? `No rule file of ${objects} was found: its standard rule is assumed, and findings by it are information.`
            : `No rule file of ${objects} was found: their standard rules are assumed, and findings by them are information.`,
        ];
  const sentences = [...own, ...assumed];
  return sentences.length === 0
    ? 'There was no rule to judge by: this project has no active one.'
    : sentences.join(' ');
}

function plural(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
