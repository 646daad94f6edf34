import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import Papa from 'papaparse';
import { labelledData, type Person } from './people.ts';

/** Raised with people.ts or this file: data that is kept is made anew. */
const version = 1;
const seed = 1;

/** Files of a run, made once and kept in the cache of node_modules. */
export interface BenchData {
  readonly folder: string;
  /** Existing contacts, with the fields of the standard contact rule. */
  readonly contacts: string;
  /** Leads that come in, with the fields that the standard rules map to those of contacts. */
  readonly leads: string;
  /** For each lead the Id of the contact that is the same person; null: none is. */
  readonly labels: readonly (string | null)[];
}

const contactColumns: readonly (readonly [column: string, field: keyof Person])[] = [
  ['Id', 'Id'],
  ['FirstName', 'FirstName'],
  ['LastName', 'LastName'],
  ['Email', 'Email'],
  ['Phone', 'Phone'],
  ['Title', 'Title'],
  ['MailingStreet', 'Street'],
  ['MailingCity', 'City'],
  ['MailingPostalCode', 'PostalCode'],
  ['Account.Name', 'Company'],
];

export const leadColumns = [
  'FirstName',
  'LastName',
  'Email',
  'Phone',
  'Title',
  'Street',
  'City',
  'PostalCode',
  'Company',
] as const;

export async function benchData(rows: number, leads: number): Promise<BenchData> {
  const folder = resolve(`node_modules/.cache/bench/matching-${version}-${seed}-${rows}-${leads}`);
  const data = {
    folder,
    contacts: join(folder, 'contacts.csv'),
    leads: join(folder, 'leads.csv'),
  };
  const labels = join(folder, 'labels.json');
  if (!existsSync(labels)) {
    mkdirSync(folder, { recursive: true });
    // A project without rules: the standard ones are assumed.
    writeFileSync(
      join(folder, 'sfdx-project.json'),
      '{ "packageDirectories": [{ "path": ".", "default": true }] }\n',
    );
    const { existing, incoming } = labelledData(rows, leads, seed);
    await writeContacts(data.contacts, existing);
    const cells = incoming.map(({ person }) => leadColumns.map((field) => person[field]));
    writeFileSync(data.leads, csv([[...leadColumns], ...cells]));
    writeFileSync(`${labels}.part`, JSON.stringify(incoming.map(({ sameAs }) => sameAs)));
    renameSync(`${labels}.part`, labels);
  }
  return { ...data, labels: JSON.parse(readFileSync(labels, 'utf8')) };
}

async function writeContacts(path: string, people: Iterable<Person>): Promise<void> {
  const stream = createWriteStream(path);
  let rows: string[][] = [contactColumns.map(([column]) => column)];
  const flush = async () => {
    if (!stream.write(csv(rows))) await once(stream, 'drain');
    rows = [];
  };
  for (const person of people) {
    rows.push(contactColumns.map(([, field]) => person[field]));
    if (rows.length === 10_000) await flush();
  }
  await flush();
  stream.end();
  await finished(stream);
}

function csv(rows: readonly (readonly string[])[]): string {
  return `${Papa.unparse(rows as string[][], { newline: '\n' })}\n`;
}
