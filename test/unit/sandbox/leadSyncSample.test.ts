import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { createProject, type Project } from '../../../server/src/core/project.ts';
import { startSandbox } from '../../../server/src/sandbox/server.ts';
import { readRecords } from '../../../server/src/sandbox/start/readRecords.ts';
import { applied, fixesOf, inShort } from '../../support/fixes.ts';
import { grammar } from '../../support/grammars.ts';
import { sampleProject } from '../../support/sandbox.ts';

const sync = path.join(sampleProject, 'integrations/lead-sync');
const uri = pathToFileURL(path.join(sync, 'leadSync.mjs')).href;
const code = readFileSync(path.join(sync, 'leadSync.mjs'), 'utf8');

/** The sample's rules, and its integration with this text. */
async function projectWith(text: string): Promise<Project> {
  const project = createProject({ root: pathToFileURL(sampleProject).href });
  const rules = readdirSync(sampleProject, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of rules.filter((one) => /\.(duplicate|matching)Rule/.test(one.name))) {
    const file = path.join(parentPath, name);
    project.setFile(pathToFileURL(file).href, readFileSync(file, 'utf8'));
  }
  project.setFile(uri, text);
  for (const name of project.neededGrammars) project.setParser(await grammar(name));
  for (const _ of project.analyseAll());
  return project;
}

it('the sample integration loses a sign-up, and with the fix that is offered it does not', async () => {
  const existing = path.join(sampleProject, 'data/existing-leads.csv');
  const { records } = await readRecords([{ path: existing, name: 'existing-leads.csv', object: 'Lead' }]);
  const org = await startSandbox({ project: sampleProject, data: null, records });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lead-sync-'));
  const env = { ...process.env, EMBEDDED_ORG_URL: org.url, EMBEDDED_ORG_TOKEN: org.token };
  /** Names of the tests that fail. */
  const failures = () =>
    new Promise<readonly string[]>((resolve) => {
      const args = ['--test', '--test-reporter=tap', 'leadSync.test.mjs'];
      execFile(process.execPath, args, { cwd: folder, env }, (_, output) => {
        expect(output).toContain('# tests 3');
        resolve([...output.matchAll(/^not ok \d+ - (.*)$/gm)].map(([, name]) => name!));
      });
    });
  try {
    const before = await projectWith(code);
    expect(inShort(before.findings(uri))).toEqual(['warning unhandled-duplicates']);
    cpSync(sync, folder, { recursive: true });
    expect(await failures()).toEqual([
      'every sign-up is a lead with its event, or stands on the review list',
    ]);

    const fix = fixesOf(before, uri).find(({ id }) => id === 'update-matched-record')!;
    const mended = applied(fix, () => code).get(uri)!;
    expect((await projectWith(mended)).findings(uri)).toEqual([]);
    writeFileSync(path.join(folder, 'leadSync.mjs'), mended);
    expect(await failures()).toEqual([]);
  } finally {
    await org.close();
    rmSync(folder, { recursive: true });
  }
});

it('its page says where the finding stands and how the fix is called', async () => {
  const page = readFileSync(path.join(sync, 'README.md'), 'utf8');
  const project = await projectWith(code);
  const [finding] = project.findings(uri);
  const lines = code.slice(0, finding!.location.start).split('\n');
  expect(page).toContain(
    `leadSync.mjs:${lines.length}:${lines.at(-1)!.length + 1} warning ${finding!.ruleId}`,
  );
  const titles = fixesOf(project, uri).map(({ title }) => title);
  for (const [, quoted] of page.matchAll(/\*\*((?:Update|Queue)[^*]+?)(?: …)?\*\*/g)) {
    expect(
      titles.some((title) => title.startsWith(quoted!)),
      quoted,
    ).toBe(true);
  }
});
