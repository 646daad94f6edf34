import type { FieldScalar } from '../../core/records/model.ts';

/** How rows are put in order by one value. */
export interface Order<Row> {
  /** In a form that can be compared by `<`. */
  readonly read: (row: Row) => FieldScalar;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

interface Entry<Row> {
  readonly row: Row;
  readonly keys: readonly FieldScalar[];
  /** Rows that are equal stay in the order in which they came. */
  readonly index: number;
}

/** The rows in order, from `offset` on, at most `limit`: of many no more are put in order than are asked for. */
export function inOrder<Row>(
  rows: Iterable<Row>,
  orders: readonly Order<Row>[],
  offset: number,
  limit: number | null,
): readonly Row[] {
  const most = limit === null ? Number.POSITIVE_INFINITY : offset + limit;
  if (orders.length === 0) return taken(rows, offset, most);
  const entries: Entry<Row>[] = [];
  let index = 0;
  // Sorted from time to time, so that never many more than the wanted ones are kept.
  const tooMany = Math.max(2 * most, 1000);
  for (const row of rows) {
    entries.push({ row, keys: orders.map(({ read }) => read(row)), index: index++ });
    if (entries.length < tooMany) continue;
    entries.sort((a, b) => compare(a, b, orders));
    entries.length = most;
  }
  entries.sort((a, b) => compare(a, b, orders));
  return entries.slice(offset, most).map(({ row }) => row);
}

function taken<Row>(rows: Iterable<Row>, offset: number, most: number): readonly Row[] {
  const all: Row[] = [];
  if (most === 0) return all;
  let count = 0;
  for (const row of rows) {
    if (count++ >= offset) all.push(row);
    if (count >= most) break;
  }
  return all;
}

function compare<Row>(a: Entry<Row>, b: Entry<Row>, orders: readonly Order<Row>[]): number {
  for (const [at, { descending, nullsLast }] of orders.entries()) {
    const [one, other] = [a.keys[at]!, b.keys[at]!];
    if (one === other) continue;
    if (one === null) return nullsLast ? 1 : -1;
    if (other === null) return nullsLast ? -1 : 1;
    const sign = one < other ? -1 : 1;
    return descending ? -sign : sign;
  }
  return a.index - b.index;
}
