import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tableBuilder } from '../../../server/src/core/recordSets/table.ts';
import { type DataFileOptions, hashOfFile, readDataFile } from '../../../server/src/data/readDataFile.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-data-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, bytes: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

async function read(file: string, options?: DataFileOptions) {
  const builder = tableBuilder({ object: 'Lead' });
  const info = await readDataFile(file, builder, options);
  const table = builder.build();
  const names = table.column('Name');
  const values = Array.from({ length: table.size }, (_, ordinal) => table.value(ordinal, names));
  return { info, values, messages: builder.problems.map(({ message }) => message) };
}

const umlauts = 'Name,Email\nMüller,m@x.org\nŠimić,s@x.org\n';
const utf16 = Buffer.from(umlauts, 'utf16le');

test.each<[string, Uint8Array]>([
  ['UTF-8', Buffer.from(umlauts)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${umlauts}`)],
  ['UTF-16', Buffer.from(`\uFEFF${umlauts}`, 'utf16le')],
  ['UTF-16 without a mark', utf16],
  ['UTF-16, the other end first', Buffer.from(`\uFEFF${umlauts}`, 'utf16le').swap16()],
])('%s', async (name, bytes) => {
  expect(await read(written(`${name}.csv`, bytes))).toMatchObject({
    values: ['Müller', 'Šimić'],
    messages: [],
  });
});

test('anything else is Windows-1252, and told', async () => {
  const { values, messages } = await read(written('old.csv', Buffer.from('Name\nM\xfcller\n', 'latin1')));
  expect(values).toEqual(['Müller']);
  expect(messages).toEqual([expect.stringMatching(/not UTF-8/)]);
});

test('characters that are cut between pieces', async () => {
  const many = `Name\n${'ü'.repeat(1_100_001)}\nš\n`;
  const { values, messages } = await read(written('long.csv', many));
  expect([values[0]?.slice(0, 3), values[1]]).toEqual(['üüü', 'š']);
  expect(messages).toHaveLength(1);
});

test('the format is that of the name, else that of the text, else the one that is asked for', async () => {
  const lines = '{"Name":"A"}\n{"Name":"B"}\n';
  expect((await read(written('a.jsonl', lines))).values).toEqual(['A', 'B']);
  expect((await read(written('a.dat', lines))).values).toEqual(['A', 'B']);
  expect((await read(written('a.csv', lines), { format: 'ndjson' })).values).toEqual(['A', 'B']);
});

test('tells how far it is, and the hash of what was read', async () => {
  const file = written('progress.csv', `Name\n${'x,\n'.repeat(600_000)}`);
  const told: number[] = [];
  const { info } = await read(file, { progress: (done, size) => told.push(done / size) });
  expect(told.length).toBeGreaterThan(1);
  expect(told.at(-1)).toBe(1);
  expect(info.hash).toBe(await hashOfFile(file));
});

test('what cannot be read is said', async () => {
  await expect(read(path.join(folder, 'none.csv'))).rejects.toThrow(/no such file|does not exist/i);
  await expect(read(folder)).rejects.toThrow('it is a folder');
  expect((await read(written('empty.csv', ''))).messages).toEqual([expect.stringMatching(/empty/)]);
});

test.each<[string, Uint8Array, RegExp]>([
  ['gzip', gzipSync(umlauts), /gzip: unpack it first/],
  ['gzip that is cut off', gzipSync(umlauts).subarray(0, 20), /gzip/],
  ['ZIP', Buffer.from('PK\x03\x04 leads.csv'), /ZIP archive: unpack/],
  ['a workbook', Buffer.from('PK\x03\x04 [Content_Types].xml'), /Excel workbook: save it as CSV/],
  ['a workbook of old', Buffer.from('d0cf11e0a1b11ae100', 'hex'), /old Office/],
  ['UTF-32', Buffer.from('fffe000041000000', 'hex'), /UTF-32/],
  ['a page', Buffer.from('<!DOCTYPE html><p>Log in'), /web page/],
  ['anything', Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 7) % 256)), /no text/],
])('is no data file: %s', async (name, bytes, expected) => {
  await expect(read(written(`${name}.csv`, bytes))).rejects.toThrow(expected);
});

test('the names of fields tell UTF-16 without a mark, whatever script follows', async () => {
  const text = Buffer.from(`Name,City\n${'名前,東京\n'.repeat(100)}`, 'utf16le');
  expect((await read(written('script.csv', text))).values).toContain('名前');
});

test('a file that changes while it is read is told', async () => {
  const file = written('growing.csv', umlauts);
  const { messages } = await read(file, { progress: () => utimesSync(file, 1, 1) });
  expect(messages).toEqual([expect.stringMatching(/changed while it was read/)]);
});

test.skipIf(process.platform === 'win32')('a pipe to which nobody writes is not waited for', async () => {
  const pipe = path.join(folder, 'pipe.csv');
  execFileSync('mkfifo', [pipe]);
  await expect(read(pipe)).rejects.toThrow(/no file on a disk/);
});

test('is cancelled between pieces', async () => {
  const cancel = new AbortController();
  const file = written('cancelled.csv', `Name\n${'x,\n'.repeat(600_000)}`);
  const reading = read(file, { signal: cancel.signal, progress: () => cancel.abort(new Error('enough')) });
  await expect(reading).rejects.toThrow('enough');
});
