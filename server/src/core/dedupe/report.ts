import type { Certainty } from '../matching/certainty.ts';
import type { DataProblem, RecordTable } from '../recordSets/model.ts';
import { counted, TextPage } from '../textPage.ts';
import type { Cluster } from './clusters.ts';

/** Duplicates that are in the data already: ids and rows, no other value. */
export interface DedupeReport {
  readonly file: string;
  readonly object: string;
  readonly records: number;
  /** Matching rules that were run, in their order. */
  readonly rules: readonly DedupeRule[];
  /** Records in clusters. */
  readonly duplicates: number;
  readonly clusters: readonly ReportedCluster[];
  readonly notes: readonly string[];
  readonly problems: readonly (DataProblem & { readonly file: string })[];
}

export interface DedupeRule {
  readonly rule: string;
  readonly pairs: number;
  readonly approximate: number;
}

export interface ReportedCluster {
  readonly certainty: Certainty;
  readonly records: readonly { readonly id: string | null; readonly row: number }[];
  readonly links: readonly {
    readonly rows: readonly [number, number];
    readonly rule: string;
    readonly certainty: Certainty;
    readonly confidence: number;
  }[];
}

export function reportedCluster(
  { certainty, ordinals, links }: Cluster,
  table: RecordTable,
): ReportedCluster {
  const rowOf = (ordinal: number) => table.position(ordinal).row;
  return {
    certainty,
    records: ordinals.map((ordinal) => ({ id: table.id(ordinal), row: rowOf(ordinal) })),
    links: links.map(({ one, other, rule, certainty: own, confidence }) => ({
      rows: [rowOf(one), rowOf(other)] as const,
      rule: rule.rule.fullName,
      certainty: own,
      confidence,
    })),
  };
}

export function dedupeText(
  report: DedupeReport,
  { width, most }: { readonly width: number; readonly most: number },
): string {
  const page = new TextPage(Math.max(width, 60));
  const { clusters, records, duplicates, rules, notes, problems } = report;
  const number = (value: number) => value.toLocaleString('en');
  page.add(0, `${report.file}: ${counted(records, 'record')} of ${report.object}`);
  page.add(
    0,
    clusters.length === 0
      ? 'No duplicates found by these rules, as far as can be told offline.'
      : `${counted(duplicates, 'record')} in ${counted(clusters.length, 'cluster')} of duplicates`,
  );
  for (const { rule, pairs, approximate } of rules) {
    const unsure = approximate > 0 ? `, ${number(approximate)} of them approximate or not known` : '';
    page.add(2, `${rule}: ${counted(pairs, 'matching pair')}${unsure}`);
  }
  for (const note of notes) page.add(0, `Note: ${note}`);
  for (const { position, column, message } of problems.slice(0, most)) {
    const place = [position === null ? report.file : `Row ${position.row}`, column ?? ''];
    page.add(0, `${place.filter((part) => part !== '').join(', ')}: ${message}`);
  }
  if (clusters.length > 0) page.blank();
  for (const { certainty, records: members, links } of clusters.slice(0, most)) {
    page.add(
      0,
      `${members.length} records (${certainty}), by ${[...new Set(links.map(({ rule }) => rule))].join(', ')}`,
    );
    const named = members
      .slice(0, 10)
      .map(({ id, row }) => (id === null ? `row ${row}` : `${id} (row ${row})`));
    const left = members.length - named.length;
    page.add(2, named.join(', ') + (left > 0 ? ` and ${number(left)} more` : ''));
  }
  const left = clusters.length - most;
  if (left > 0) page.add(0, `… and ${number(left)} more clusters; --format json or csv has all.`);
  return page.text();
}
