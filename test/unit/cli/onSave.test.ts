import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { leadProject, leadRule, projectFile, writeFiles } from './commandLine.ts';
import { type FakeGatewayOptions, fakeGateway, runHere } from './fakeGateway.ts';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function onSave(args: readonly string[], files = leadProject(), options: FakeGatewayOptions = {}) {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'duplicate-rules-on-save-')));
  writeFiles(folder, files);
  const gateway = fakeGateway(options);
  const run = await runHere(gateway, 'on-save', ...args, '--project', folder);
  return { ...run, gateway };
}

describe('on-save', () => {
  it('tells what the rules of an object do, however its name is written', async () => {
    const { out, err, code, gateway } = await onSave(['lead']);
    expect(out).toMatch(/^What happens on save: Lead\n/);
    expect(out).toContain(
      'Rule Lead Email (Lead.Lead_Email): Allow + Alert on create, Allow + Report on edit',
    );
    expect(out).toMatch(/Standard form in the user interface\s.*User is asked/s);
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(gateway.connected).toEqual([]);
  });

  it('writes Markdown', async () => {
    const { out } = await onSave(['Lead', '--format', 'markdown']);
    expect(out).toMatch(/^# What happens on save: Lead\n/);
    expect(out).toContain(
      '| Apex insert or update statement | **Refused without allowSave** (documented \\[',
    );
  });

  it('gives data with paths, of one object or of all that have rules', async () => {
    const one = JSON.parse((await onSave(['Lead', '--format', 'json'])).out);
    expect(one).toMatchObject({ object: 'Lead', parts: [{ rules: [{ fullName: 'Lead.Lead_Email' }] }] });
    expect(one.parts[0].rules[0].path).toMatch(/Lead\.Lead_Email\.duplicateRule-meta\.xml$/);
    const all = JSON.parse((await onSave(['--all', '--format', 'json'])).out);
    expect(all.map(({ object }: { object: string }) => object)).toEqual(['Account', 'Contact', 'Lead']);
  });

  it('warns of an object that nothing knows, and says what is known', async () => {
    const { out, err, code } = await onSave(['Leed']);
    expect(err).toContain('no object Leed is known: check its name');
    expect(out).toContain('No duplicate rule is known for Leed');
    expect(code).toBe(0);
    expect((await onSave(['Invoice__c'])).err).toBe('');
  });

  it('takes the rules of an org beside those of the files', async () => {
    const text = Object.entries(leadRule)
      .find(([name]) => name.includes('duplicateRules/'))![1]
      .replace('<actionOnInsert>Allow', '<actionOnInsert>Block');
    const files = [{ path: 'duplicateRules/Lead.Strict.duplicateRule-meta.xml', text }];
    const { out, gateway } = await onSave(
      ['Lead', '--org', 'uat'],
      { 'sfdx-project.json': projectFile },
      { files },
    );
    expect(out).toContain('(Lead.Strict): Block on create');
    expect(out).toContain('org ada@example.com');
    expect(gateway.connected).toEqual(['uat']);
  });

  it.each([
    [[], 'or say --all'],
    [['Lead', '--all'], 'name an object or say --all, not both'],
    [['Lead', '--format', 'html'], 'Allowed choices are text, markdown, json'],
  ])('refuses %j', async (args, message) => {
    const { err, code } = await onSave(args);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});
