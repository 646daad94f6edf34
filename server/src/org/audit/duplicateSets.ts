import type { Connection } from '@salesforce/core';
import {
  type AgeBucket,
  ageBuckets,
  type Creator,
  type Creators,
  type OrgDuplicateSets,
  type SetsOfRule,
} from '../../core/orgData/duplicateSets.ts';
import { isId } from '../names.ts';
import { query } from '../rest.ts';
import { chunks, isUnreadable, orProblem, type Row, readAll, textAt } from './pages.ts';

/** Of so many of the newest items it is asked who created their records. */
const mostItems = 2_000;
const mostRules = 2_000;
const idsPerQuery = 100;
const day = 24 * 60 * 60 * 1000;

/** Duplicate record sets by rule and age, and who created their records. Only reads, and gives counts. */
export async function readDuplicateSets(
  connection: Connection,
  progress: (text: string) => void,
): Promise<OrgDuplicateSets> {
  const now = new Date();
  const problems: string[] = [];
  progress('Counting duplicate record sets …');
  const rules = await orProblem(problems, 'DuplicateRecordSet', () => readSets(connection, now, problems));
  const any = rules !== null && rules.length > 0;
  progress('Asking who created their records …');
  const creators = any
    ? await orProblem(problems, 'DuplicateRecordItem', () => readCreators(connection, problems))
    : null;
  return { readAt: now.toISOString(), rules, creators, problems: [...new Set(problems)] };
}

async function readSets(
  connection: Connection,
  now: Date,
  problems: string[],
): Promise<readonly SetsOfRule[]> {
  const names = await orProblem(
    problems,
    'DuplicateRule (its names need "View Setup and Configuration")',
    () => ruleNames(connection),
  );
  interface Sum {
    sets: Record<AgeBucket, number>;
    records: number | null;
    oldest: string | null;
  }
  const byRule = new Map<string | null, Sum>();
  const before = (days: number) => new Date(now.getTime() - days * day).toISOString();
  for (const { id, from, to } of ageBuckets) {
    const bounds = [
      ...(from === 0 ? [] : [`CreatedDate <= ${before(from)}`]),
      ...(to === null ? [] : [`CreatedDate > ${before(to)}`]),
    ];
    const read = (columns: string) =>
      query(
        connection,
        `SELECT DuplicateRuleId rule, ${columns} FROM DuplicateRecordSet WHERE ${bounds.join(' AND ')} GROUP BY DuplicateRuleId LIMIT ${mostRules}`,
      );
    const rows = await read('COUNT(Id) sets, SUM(RecordCount) records, MIN(CreatedDate) oldest').catch(
      (error: unknown) => {
        if (!isUnreadable(error)) throw error;
        // How many there are is more than nothing.
        return read('COUNT(Id) sets');
      },
    );
    for (const row of rows) {
      const ruleId = textAt(row, 'rule');
      const name = ruleId === null ? null : (names?.get(ruleId.slice(0, 15)) ?? null);
      const sum: Sum = byRule.get(name) ?? {
        sets: { month: 0, quarter: 0, year: 0, older: 0 },
        records: 0,
        oldest: null,
      };
      byRule.set(name, sum);
      sum.sets[id] += numberOf(row.sets);
      sum.records =
        sum.records === null || row.records === undefined ? null : sum.records + numberOf(row.records);
      // Buckets come from young to old.
      sum.oldest = textAt(row, 'oldest') ?? sum.oldest;
    }
  }
  return [...byRule].map(([rule, sum]) => ({ rule, ...sum }));
}

/** `Lead.ns__Lead_Email` by the first 15 characters of the rule's id. */
async function ruleNames(connection: Connection): Promise<ReadonlyMap<string, string>> {
  const { rows } = await readAll(
    connection,
    'SELECT Id, DeveloperName, NamespacePrefix, SobjectType, SobjectSubtype FROM DuplicateRule',
    'Id != null',
    mostRules,
  );
  return new Map(
    rows.flatMap((row) => {
      const [id, name, object] = [
        textAt(row, 'Id'),
        textAt(row, 'DeveloperName'),
        textAt(row, 'SobjectType'),
      ];
      if (id === null || name === null || object === null) return [];
      const namespace = textAt(row, 'NamespacePrefix');
      const of = row.SobjectSubtype === 'PersonAccount' ? 'PersonAccount' : object;
      return [[id.slice(0, 15), `${of}.${namespace === null ? '' : `${namespace}__`}${name}`] as const];
    }),
  );
}

const standardPrefixes: Readonly<Record<string, string>> = {
  '001': 'Account',
  '003': 'Contact',
  '00Q': 'Lead',
  '0PK': 'Individual',
};

/** Counted by the org, for the records of the newest items: no record is read. */
async function readCreators(connection: Connection, problems: string[]): Promise<Creators> {
  const [total] = await query(connection, 'SELECT COUNT(Id) items FROM DuplicateRecordItem');
  const items = await query(
    connection,
    `SELECT RecordId, DuplicateRecordSet.DuplicateRule.SobjectType FROM DuplicateRecordItem ORDER BY CreatedDate DESC, Id DESC LIMIT ${mostItems}`,
  ).catch((error: unknown) => {
    if (!isUnreadable(error)) throw error;
    // Without View Setup and Configuration rules cannot be named.
    return query(
      connection,
      `SELECT RecordId FROM DuplicateRecordItem ORDER BY CreatedDate DESC, Id DESC LIMIT ${mostItems}`,
    );
  });
  const byObject = new Map<string, Set<string>>();
  for (const item of items) {
    const id = textAt(item, 'RecordId');
    const object =
      id === null
        ? null
        : (standardPrefixes[id.slice(0, 3)] ?? textAt(item, 'DuplicateRecordSet.DuplicateRule.SobjectType'));
    if (id === null || object === null || !isId(id) || !/^[A-Za-z]\w{0,79}$/.test(object)) continue;
    byObject.set(object, (byObject.get(object) ?? new Set()).add(id));
  }
  const counts = new Map<string, number>();
  for (const [object, ids] of byObject) {
    for (const some of chunks([...ids], idsPerQuery)) {
      const rows = await orProblem(problems, `${object}.CreatedById`, () =>
        query(
          connection,
          `SELECT CreatedById creator, COUNT(Id) records FROM ${object} WHERE Id IN (${quoted(some)}) GROUP BY CreatedById LIMIT ${idsPerQuery}`,
        ),
      );
      if (rows === null) break;
      for (const row of rows) {
        const creator = textAt(row, 'creator');
        if (creator !== null) counts.set(creator, (counts.get(creator) ?? 0) + numberOf(row.records));
      }
    }
  }
  const users = await readUsers(connection, [...counts.keys()], problems);
  return {
    looked: items.length,
    all: numberOf(total?.items),
    by: [...counts]
      .map(([userId, records]): Creator => {
        const user = users.get(userId.slice(0, 15));
        return {
          userId,
          username: user === undefined ? null : textAt(user, 'Username'),
          profile: user === undefined ? null : textAt(user, 'Profile.Name'),
          userType: user === undefined ? null : textAt(user, 'UserType'),
          license: null,
          records,
        };
      })
      .sort((a, b) => b.records - a.records || (a.userId < b.userId ? -1 : 1)),
  };
}

async function readUsers(
  connection: Connection,
  ids: readonly string[],
  problems: string[],
): Promise<ReadonlyMap<string, Row>> {
  const found = new Map<string, Row>();
  for (const some of chunks(ids.filter(isId), idsPerQuery)) {
    const rows = await orProblem(problems, 'User', () =>
      query(
        connection,
        `SELECT Id, Username, UserType, Profile.Name FROM User WHERE Id IN (${quoted(some)}) LIMIT ${idsPerQuery}`,
      ),
    );
    for (const row of rows ?? []) if (typeof row.Id === 'string') found.set(row.Id.slice(0, 15), row);
  }
  return found;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function quoted(ids: readonly string[]): string {
  return ids.map((id) => `'${id}'`).join(',');
}
