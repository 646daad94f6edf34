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

  it.each([
    ['Leed', ' Did you mean "Lead"? Objects with rules: Account, Contact, Lead.'],
    ['Invoice__c', ' Objects with rules: Account, Contact, Lead.'],
  ])('tells no rules of %s, which nothing knows', async (object, expected) => {
    const { out, err, code } = await onSave([object]);
    expect({ out, code }).toEqual({ out: '', code: 2 });
    expect(err).toBe(
      `duplicate-rules: there is no object "${object}" in the project's metadata, its rules or Salesforce's own objects.${expected}\n`,
    );
  });

  it('tells of an object that rules, metadata, settings, Salesforce or an org may know', async () => {
    const invoice = {
      'force-app/main/default/objects/Invoice__c/Invoice__c.object-meta.xml': '<CustomObject/>',
    };
    const settings = { 'duplicate-rules.config.json': '{"completeObjects": ["Invoice__c"]}' };
    const told = [
      await onSave(['Case']),
      await onSave(['personaccount']),
      await onSave(['invoice__c'], leadProject(invoice)),
      await onSave(['Invoice__c'], leadProject(settings)),
      await onSave(['Invoice__c', '--org']),
    ];
    expect(told.map(({ code, out }) => [code, /save: (\S+)/.exec(out)?.[1]])).toEqual([
      [0, 'Case'],
      [0, 'Account'],
      [0, 'Invoice__c'],
      [0, 'Invoice__c'],
      [0, 'Invoice__c'],
    ]);
    expect((await onSave(['Leed', '--org'])).code).toBe(2);
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
