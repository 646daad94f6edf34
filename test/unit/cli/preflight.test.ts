import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leadProject, writeFiles } from './commandLine.ts';
import { runHere } from './fakeGateway.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'duplicate-rules-preflight-')));
  writeFiles(root, leadProject(files));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const secret = 'Topsecret';

const files = {
  'all.csv': 'Id,LastName,Email\n00Q000000000001,Byron,ada@example.com\n',
  'leads.csv': `LastName,Email\n${secret},ADA@example.com\n"Poe, E. A.",poe@example.com\nShort\n`,
  'data.csv': 'LastName,Email\nX,y\n',
};

const preflight = (...args: string[]) =>
  runHere(null, 'preflight', ...args.map((arg) => arg.replaceAll('ROOT', root)), '--project', root);

const load = ['ROOT/leads.csv', '--against', 'Lead=ROOT/all.csv'];

describe('preflight', () => {
  it('says what becomes of each row, and names no value', async () => {
    const { out, code } = await preflight(...load);
    expect(out).toMatch(/3 rows:\n +1 {2}refused unless allowSave\n +2 {2}saved\n/);
    expect(out).toContain('To do: 2 insert, 1 update the matched record instead');
    expect(out).toContain('Row 1 (line 2): refused unless allowSave');
    expect(out).toContain('Lead.Lead_Email matches 00Q000000000001 (exact).');
    expect(out.replace(/\s+/g, ' ')).toMatch(/leads\.csv, row 3 \(line 4\): The row has 1 value/);
    expect(out).not.toContain(secret);
    expect(code).toBe(1);
  });

  it('by the channel and options', async () => {
    const bulk = await preflight(...load, '--channel', 'bulk-2', '--allow-save');
    expect(bulk.out).toMatch(/1 {2}refused\n/);
    expect(bulk.out).toContain('takes no allowSave');
    const rest = await preflight(...load, '--allow-save');
    expect(rest.code).toBe(0);
  });

  it('as JSON and as a page', async () => {
    const json = await preflight(...load, '--format', 'json');
    const { summary, rows, existing } = JSON.parse(json.out);
    expect(summary.fates).toMatchObject({ 'refused-unless-allow-save': 1, saved: 2 });
    expect(existing).toEqual([expect.objectContaining({ object: 'Lead', records: 1 })]);
    expect(rows).toHaveLength(1);
    expect(rows[0].rules[0].matches[0]).toMatchObject({ id: '00Q000000000001', existingRow: 1, row: null });
    const page = await preflight(...load, '--format', 'html');
    expect(page.out).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page.out).toContain('Lead.Lead_Email matches 00Q000000000001 (exact).');
    expect(page.out).not.toMatch(/<script|Topsecret/);
  });

  it('splits the file into the rows that are saved and the others, as they are', async () => {
    await preflight(...load, '--clean', 'ROOT/out/clean.csv', '--refused', 'ROOT/out/refused.csv');
    expect(readFileSync(path.join(root, 'out/clean.csv'), 'utf8')).toBe(
      'LastName,Email\n"Poe, E. A.",poe@example.com\nShort,\n',
    );
    expect(readFileSync(path.join(root, 'out/refused.csv'), 'utf8')).toBe(
      [
        'LastName,Email,_fate,_duplicate_rules,_matched_ids,_to_do',
        `${secret},ADA@example.com,refused-unless-allow-save,Lead.Lead_Email,00Q000000000001,update 00Q000000000001 instead`,
        '',
      ].join('\n'),
    );
  });

  it('keeps an index where it is asked to, for its owner', async () => {
    const first = await preflight(...load, '--index', 'ROOT/.index');
    const again = await preflight(...load, '--index', 'ROOT/.index');
    const index = path.join(root, '.index/all.csv.Lead.index');
    expect(existsSync(index)).toBe(true);
    if (process.platform !== 'win32') expect(statSync(index).mode & 0o077).toBe(0);
    expect(again.out).toBe(first.out);
  });

  it('says why it cannot keep one, of the folder that cannot be made', async () => {
    const { err, code } = await preflight(...load, '--index', 'ROOT/leads.csv');
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(
        /the index of .*all\.csv could not be kept: the folder ".*" cannot be made: a file of that name is in the way\./,
      ),
    ]);
  });

  it.each([
    [['ROOT/none.csv', '--object', 'Lead'], /none\.csv" cannot be read: it does not exist\./],
    [['ROOT/data.csv'], /the name of ".*data\.csv" does not tell the object/],
    [['ROOT/leads.csv', '--against', 'ROOT/data.csv'], /does not tell the object/],
    [['ROOT/leads.csv', '--operation', 'update'], /has no column Id, by which an update finds its records\./],
    [['ROOT/leads.csv', '--operation', 'upsert', '--external-id', 'Key__c'], /has no column Key__c/],
    [['ROOT/leads.csv', '--external-id', 'Key__c'], /--external-id goes with --operation upsert/],
    [['ROOT/leads.csv', '--user', 'Username'], /--user is given as FIELD=VALUE/],
    [['ROOT/leads.csv', '--clean', 'ROOT/leads.csv/x.csv'], /x\.csv" cannot be written/],
    [['ROOT/leads.csv', '--clean', 'ROOT/./leads.csv'], /cannot be written: it is read by this run/],
    [['ROOT/leads.csv', '--clean', 'ROOT/o', '--refused', 'ROOT/o'], /it is written by this run already/],
    [['ROOT/leads.csv', '--clean', 'ROOT/o', '--refused', 'ROOT'], /it is a folder/],
    [[...load, '--against', 'Lead=ROOT/data.csv'], /both hold existing records of Lead: put them into one/],
    [[...load, '--operation', 'upsert', '--external-id', 'Email', '--against', 'ROOT/x'], /there is no file/],
    [
      ['ROOT/all.csv', '--object', 'Lead', '--operation', 'update', '--against', 'Lead=ROOT/leads.csv'],
      /leads\.csv" has no column Id/,
    ],
  ])('what cannot be done is said: %j', async (args, message) => {
    const { code, err } = await preflight(...args);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
    expect(readdirSync(root).filter((name) => /^o|part$/.test(name))).toEqual([]);
  });
});
