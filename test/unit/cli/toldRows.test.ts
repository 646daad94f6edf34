import { readdirSync } from 'node:fs';
import os from 'node:os';
import { expect, test } from 'vitest';
import { formatJson } from '../../../server/src/cli/formats/json.ts';
import { ToldRows } from '../../../server/src/cli/toldRows.ts';
import type { ReportedRow } from '../../../server/src/core/preflight/report.ts';

const row = (number: number): ReportedRow => ({
  row: number,
  line: null,
  fate: 'refused',
  fails: number % 7 === 0 ? 'Größe “x”\u2028' : null,
  certainty: 'exact',
  action: { kind: 'insert' },
  rules: [],
  escapes: [],
  reportedFor: [],
  reportedBy: [],
  hints: [],
});

test.each([
  ['none', 0, 1_000_000],
  ['few, in memory', 3, 1_000_000],
  ['many, in memory', 2_600, 10_000_000],
  ['many, of which most wait on the disk', 2_600, 200_000],
  ['many, on the disk but for the last', 2_501, 1],
])('%s', (_, count, most) => {
  const before = readdirSync(os.tmpdir());
  const rows = Array.from({ length: count }, (_unused, at) => row(at + 1));
  const told = new ToldRows(most);
  for (const one of rows) told.add(one);
  const text = `[${Buffer.concat([...told.json()]).toString()}\n]\n`;
  expect(JSON.parse(text)).toEqual(rows);
  if (count > 0) expect(text).toBe(formatJson(rows));
  told.end();
  if (process.platform !== 'win32') {
    const left = readdirSync(os.tmpdir()).filter((name) => /^duplicate-rules-\w{6}$/.test(name));
    expect(left.filter((name) => !before.includes(name))).toEqual([]);
  }
});
