import { spawn } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandRules } from '../../support/rulesShorthand.ts';
import {
  bundlePath,
  classes,
  jsonLines,
  leadClass,
  leadProject,
  leadRule,
  makeFolder,
  projectFile,
  run,
  useCommandLine,
} from './commandLine.ts';

useCommandLine();

const service = `${classes}/LeadService.cls`;

function pathsFound(cwd: string, ...args: string[]): string[] {
  return jsonLines(run(cwd, 'check', '--format', 'jsonl', ...args).out).map(({ path }) => path);
}

describe('exit codes', () => {
  it.each<[args: string[], code: number]>([
    [[], 1],
    [['--fail-on', 'warning'], 1],
    [['--fail-on', 'information'], 1],
    [['--fail-on', 'error'], 0],
    [['--fail-on', 'never'], 0],
    [['--fail-on', 'sometimes'], 2],
    [['--format', 'html'], 2],
    [['--no-such-option'], 2],
    [['no/such/path'], 2],
    [['--update-baseline'], 2],
    [['--baseline', 'no-such-file.json'], 2],
  ])('%j: %i', (args, code) => {
    const result = run(makeFolder(leadProject()), 'check', ...args);
    expect(result.code).toBe(code);
    if (code === 2) {
      expect(result.out).toBe('');
      expect(result.err).not.toBe('');
      expect(result.err).not.toMatch(/\n\s+at /);
    }
  });

  it('is 0 where there is nothing', () => {
    const { code, out } = run(makeFolder({ 'sfdx-project.json': projectFile, ...leadRule }), 'check');
    expect(out).toContain('No findings');
    expect(code).toBe(0);
  });

  const wrong = (path: string) =>
    `there is no Apex, no rule metadata and no code that mentions Salesforce in "${path}".`;

  it.each<[args: string[], code: number, err: string]>([
    [
      ['README.md'],
      2,
      'duplicate-rules: there is nothing to check: no Apex, no rule metadata and no code that mentions Salesforce in "README.md". Name the folder of a project, or say --allow-empty where it may hold none.\n',
    ],
    [
      ['README.md', 'docs'],
      2,
      'duplicate-rules: there is nothing to check: no Apex, no rule metadata and no code that mentions Salesforce in "README.md", "docs". Name the folder of a project, or say --allow-empty where it may hold none.\n',
    ],
    [['README.md', service], 1, `duplicate-rules: warning: ${wrong('README.md')}\n`],
    [['docs', 'force-app', '--fail-on', 'never'], 0, `duplicate-rules: warning: ${wrong('docs')}\n`],
    [['README.md', 'docs', '--allow-empty'], 0, ''],
    [['README.md', service, '--allow-empty'], 1, ''],
    [['force-app/main/default/duplicateRules'], 0, ''],
    [['force-app/main/default/classes/Empty.cls'], 0, ''],
  ])('tells paths that hold nothing to check: %j', (args, code, err) => {
    const files = { 'README.md': '', 'docs/a.txt': '', [`${classes}/Empty.cls`]: '' };
    const result = run(makeFolder(leadProject(files)), 'check', '--format', 'jsonl', ...args);
    expect(result).toMatchObject({ code, err });
  });

  it('names code that is too large to be looked at', () => {
    const large = `import jsforce from 'jsforce';\n${'const row = 1;\n'.repeat(420_000)}`;
    const root = makeFolder(leadProject({ 'src/rows.js': large }));
    const why = 'it is larger than code that a person writes (1.5 million characters; scripts 1 million)';
    expect(run(root, 'check').out).toContain(`\nNot looked at: src/rows.js; ${why}.\n`);
    expect(run(root, 'check', '--format', 'jsonl', 'src')).toEqual({
      code: 2,
      out: '',
      err: `duplicate-rules: there is nothing to check: "src/rows.js" is not looked at, as ${why}.\n`,
    });
  });

  it('is 2 in a folder without anything to check, named or not, unless that is allowed', () => {
    const root = makeFolder({ 'README.md': '' });
    expect(run(root, 'check')).toMatchObject({ code: 2, out: '' });
    expect(run(root, 'check', '--format', 'jsonl', '.')).toMatchObject({ code: 2, out: '' });
    expect(run(root, 'check', '--allow-empty')).toMatchObject({ code: 0, err: '' });
  });

  it.skipIf(process.platform === 'win32')('checks what links lead to once', () => {
    const root = makeFolder(leadProject());
    symlinkSync('.', path.join(root, 'self'));
    symlinkSync('force-app', path.join(root, 'linked'));
    const once = run(root, 'check', '--format', 'jsonl').out;
    expect(once).not.toBe('');
    for (const named of [
      ['.', 'self'],
      ['linked', '.'],
      ['force-app', 'linked', 'self/force-app'],
    ])
      expect(run(root, 'check', '--format', 'jsonl', ...named).out).toBe(once);
  });

  it.skipIf(process.platform === 'win32')('tells a path that is no regular file', () => {
    const root = makeFolder(leadProject());
    const { code, err } = run(root, 'check', '/dev/null');
    expect([code, err]).toEqual([
      2,
      'duplicate-rules: "/dev/null" is neither a regular file nor a folder.\n',
    ]);
  });

  it('tells a path that is not there', () => {
    expect(run(makeFolder({}), 'check', 'nope').err).toBe(
      'duplicate-rules: there is no file or folder "nope".\n',
    );
  });

  it('tells the version and help', () => {
    expect(run(makeFolder({}), '--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' });
    const help = run(makeFolder({}), 'check', '--help');
    expect(help.code).toBe(0);
    for (const option of ['--format', '--fail-on', '--since', '--baseline', 'Exit codes']) {
      expect(help.out).toContain(option);
    }
    expect(run(makeFolder({})).code).toBe(2);
    expect(run(makeFolder({}), 'chekc').err).toContain('check');
  });
});

describe('what is checked', () => {
  it('is the folder that it runs in', () => {
    expect(pathsFound(makeFolder(leadProject()))).toEqual([service]);
  });

  it('takes rules from the nearest project above', () => {
    const root = makeFolder(leadProject());
    const found = jsonLines(
      run(path.join(root, classes), 'check', '--format', 'jsonl', 'LeadService.cls').out,
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ severity: 'warning', path: 'LeadService.cls' });
    expect(found[0].message).toContain('Lead Email');
  });

  it('reports only what was asked for', () => {
    const other = `${classes}/sub/Other.cls`;
    const root = makeFolder(leadProject({ [other]: leadClass('Other', 'save') }));
    expect(pathsFound(root, `${classes}/sub`)).toEqual([other]);
    expect(pathsFound(root, service)).toEqual([service]);
    expect(pathsFound(root, service, `${classes}/sub`, 'force-app')).toEqual([service, other]);
  });

  it('judges each project of a folder by its own rules', () => {
    const root = makeFolder({
      ...Object.fromEntries(Object.entries(leadProject()).map(([name, text]) => [`one/${name}`, text])),
      'two/sfdx-project.json': projectFile,
      [`two/${service}`]: leadClass('LeadService', 'save'),
    });
    const found = jsonLines(run(root, 'check', '--format', 'jsonl').out);
    expect(found.map(({ path, severity }) => [path, severity])).toEqual([
      [`one/${service}`, 'warning'],
      [`two/${service}`, 'information'],
    ]);
    const { out } = run(root, 'check');
    expect(out).toContain(
      'one: Judged by 1 rule of this project. No rule file of Account or Contact was found:',
    );
    expect(out).toContain('two: No rule file of Account, Contact or Lead was found:');
  });

  it('takes files outside of the package directories when they are named', () => {
    const aside = 'unpackaged/Aside.cls';
    const root = makeFolder(leadProject({ [aside]: leadClass('Aside', 'save') }));
    expect(pathsFound(root)).toEqual([service]);
    expect(pathsFound(root, aside)).toEqual([aside]);
    expect(pathsFound(root, 'unpackaged')).toEqual([aside]);
  });

  it('needs no project', () => {
    expect(pathsFound(makeFolder({ 'Loose.cls': leadClass('Loose', 'save') }), 'Loose.cls')).toEqual([
      'Loose.cls',
    ]);
  });

  it('leaves tests out unless told', () => {
    const test = `${classes}/LeadTest.cls`;
    const text = leadClass('LeadTest', 'save').replace('public class', '@IsTest\nprivate class');
    const root = makeFolder(leadProject({ [test]: text }));
    expect(pathsFound(root)).toEqual([service]);
    expect(pathsFound(root, '--include-tests')).toEqual([service, test]);
  });

  it('reads the configuration file, and tells what is wrong in it', () => {
    const config = {
      severities: { 'missing-duplicate-rule-header': 'error', 'no-such-rule': 'off' },
      ignore: ['**/Other.cls'],
      nonsense: 1,
    };
    const root = makeFolder(
      leadProject({
        [`${classes}/Other.cls`]: leadClass('Other', 'save'),
        'duplicate-rules.config.json': JSON.stringify(config),
      }),
    );
    const { out, err, code } = run(root, 'check', '--format', 'jsonl', '--fail-on', 'error');
    expect(jsonLines(out)).toMatchObject([{ path: service, severity: 'error' }]);
    expect(code).toBe(1);
    expect(err).toMatch(/duplicate-rules\.config\.json.*nonsense/);
    expect(err).toMatch(/duplicate-rules\.config\.json.*no-such-rule/);
  });
});

describe('rules', () => {
  it('lists what a check judges by', () => {
    const root = makeFolder(leadProject());
    const { out, code } = run(root, 'rules', classes);
    expect(code).toBe(0);
    expect(out).toContain(
      '  Lead: Lead Email\n    Allow + Alert on create, Allow + Report on edit\n    force-app/main/default/duplicateRules/',
    );
    expect(out).toContain('  Contact: Standard Contact Duplicate Rule');
    expect(out).toMatch(
      /\nNo rule file of Account or Contact was found, so their standard rules are assumed: .*\n$/,
    );
    const [{ project, rules }] = JSON.parse(run(root, 'rules', '--format', 'json').out);
    expect(project).toBe('.');
    expect(rules).toContainEqual(
      expect.objectContaining({ fullName: 'Lead.Lead_Email', source: 'file', active: true }),
    );
    expect(rules).toContainEqual(expect.objectContaining({ object: 'Account', source: 'assumed' }));
  });

  it.each([
    ['xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>', 'Skip__c equals "true"'],
    ['>1</booleanFilter>', 'Skip__c equals "true"'],
    ['>NOT 1</booleanFilter>', 'NOT 1: 1. Skip__c equals "true"'],
  ])('says which rules find nothing, and of a condition with %s: %s', (filter, expected) => {
    const rules = expandRules(
      'Lead: Block/Block when Skip__c equals true\nContact: Block/Block matching-inactive',
    );
    const nil = /xsi:nil="true" xmlns:xsi="[^"]*"\/>/;
    const files = [...rules].map(([name, text]) => [`force-app/${name}`, text.replace(nil, filter)]);
    const root = makeFolder({ 'sfdx-project.json': projectFile, ...Object.fromEntries(files) });
    const { out } = run(root, 'rules');
    expect(out).toMatch(/Contact: .*\n.*\n {4}finds nothing: none of its matching rules is active\n/);
    expect(out).toContain(`\n    where ${expected}\n`);
    expect(out.match(/finds nothing/g)).toHaveLength(1);
  });

  it('names files of rules whose names nothing reads, and no copies', () => {
    const folder = 'force-app/main/default';
    const rule = Object.values(leadRule)[0]!;
    const matching = Object.values(leadRule)[1]!;
    const files = {
      ...leadProject(),
      [`${folder}/duplicateRules/Lead.Other.rule`]: rule,
      [`${folder}/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml.bak`]: rule,
      [`${folder}/duplicateRules/README.md`]: 'A <b>rule</b> is a DuplicateRule.',
      [`${folder}/duplicateRules/Lead.Left.xml`]: rule,
      [`${folder}/matchingRules/Contact.matchingRule-meta.xml.bak`]: matching,
      [`${folder}/notes/Lead.Third.rule`]: rule,
      'docs/duplicateRules/Lead.Sample.xml': rule,
      '.forceignore': '**/*Left*\n',
    };
    const root = makeFolder(files);
    expect(run(root, 'rules').out.match(/^Not read: .*$/gm)).toEqual([
      `Not read: ${folder}/duplicateRules/Lead.Other.rule holds a duplicate rule, and is not named Object.Name.duplicateRule-meta.xml.`,
      `Not read: ${folder}/matchingRules/Contact.matchingRule-meta.xml.bak holds matching rules, and is not named Object.matchingRule-meta.xml.`,
    ]);
    expect(JSON.parse(run(root, 'rules', '-f', 'json').out)[0].notRead).toHaveLength(2);
  });

  it('lists the saves that each rule governs', () => {
    const any = 'public class Any { void save(SObject record) { insert record; } }';
    const root = makeFolder(leadProject({ [`${classes}/Any.cls`]: any }));
    const { out, code } = run(root, 'rules', '--saves');
    expect(code).toBe(0);
    expect(out).toContain(
      `    refuses 1 save\n      ${classes}/LeadService.cls:3: insert of Lead, LeadService.save, Apex statement: refused\n`,
    );
    expect(out).toContain('    governs no save\n');
    expect(out).toMatch(/\nOf 1 save the object is not known: no rule is said to govern it\.\n$/);
    const [{ rules, savesOfUnknownObjects }] = JSON.parse(run(root, 'rules', '--saves', '-f', 'json').out);
    expect(savesOfUnknownObjects).toBe(1);
    expect(rules).toContainEqual(
      expect.objectContaining({
        fullName: 'Lead.Lead_Email',
        governs: {
          summary: 'refuses 1 save',
          saves: [
            expect.objectContaining({ effect: 'refused', path: `${classes}/LeadService.cls`, line: 3 }),
          ],
        },
      }),
    );
    expect(run(root, 'rules', '--saves', '--org').code).toBe(2);
  });

  it('ends with 2 where there is nothing to list from', () => {
    expect(run(makeFolder({}), 'rules', 'nope')).toMatchObject({ code: 2, out: '' });
  });
});

describe('bad surroundings', () => {
  const isRoot = process.getuid?.() === 0;

  it.skipIf(isRoot)('goes on after what cannot be read', () => {
    const root = makeFolder(leadProject({ [`${classes}/shut/A.cls`]: '', [`${classes}/Shut.cls`]: '' }));
    chmodSync(path.join(root, classes, 'shut'), 0);
    chmodSync(path.join(root, classes, 'Shut.cls'), 0);
    const { err, code } = run(root, 'check');
    expect(err).toContain('shut');
    expect(err).toContain('Shut.cls');
    expect(code).toBe(1);
    chmodSync(path.join(root, classes, 'shut'), 0o755);
  });

  it.skipIf(isRoot)('a file that is named alone and cannot be read is not taken for a clean one', () => {
    const root = makeFolder(leadProject({ [`${classes}/Shut.cls`]: '' }));
    chmodSync(path.join(root, classes, 'Shut.cls'), 0);
    const alone = run(root, 'check', `${classes}/Shut.cls`);
    expect([alone.code, alone.out]).toEqual([2, '']);
    expect(alone.err).toContain(
      `nothing could be checked: "${classes}/Shut.cls" cannot be read: access is denied.`,
    );
    expect(run(root, 'check', `${classes}/Shut.cls`, classes).code).toBe(1);
  });

  it('goes on after links that lead round or nowhere', () => {
    const root = makeFolder(leadProject());
    symlinkSync('..', path.join(root, classes, 'round'));
    symlinkSync('nowhere', path.join(root, classes, 'Nowhere.cls'));
    for (let index = 1; index <= 9; index++) symlinkSync('/', path.join(root, classes, `Outside${index}`));
    const { err, out, code } = run(root, 'check', '--format', 'jsonl');
    expect(jsonLines(out)).toHaveLength(1);
    expect(err).toContain('Nowhere.cls');
    expect(err.match(/leads outside the project/g)).toHaveLength(3);
    expect(err).toContain('not followed. So with 6 more.\n');
    expect(code).toBe(1);
  });

  it('goes on after a broken project file, and package directories that are not there', () => {
    for (const text of [
      '{',
      '[]',
      '{"packageDirectories":[{"path":"force-app"},{"path":"gone"},{"path":"../.."}]}',
    ]) {
      const root = makeFolder(leadProject({ 'sfdx-project.json': text }));
      const { err, out, code } = run(root, 'check', '--format', 'jsonl');
      expect(jsonLines(out)).toHaveLength(1);
      expect(err).toContain('warning: sfdx-project.json');
      expect(code).toBe(1);
    }
  });
});

describe('pipes', () => {
  const methods = Array.from({ length: 1200 }, (_, index) => `save${index}`);

  it('writes everything into a pipe', () => {
    const root = makeFolder(leadProject({ [service]: leadClass('LeadService', ...methods) }));
    const { out } = run(root, 'check', '--format', 'jsonl');
    expect(out.length).toBeGreaterThan(500_000);
    expect(jsonLines(out)).toHaveLength(1200);
  });

  it('minds no reader that goes away', async () => {
    const root = makeFolder(leadProject({ [service]: leadClass('LeadService', ...methods) }));
    const child = spawn(process.execPath, [bundlePath(), 'check', '--format', 'jsonl'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(err).toBe('');
    expect(code).toBe(1);
  });
});
