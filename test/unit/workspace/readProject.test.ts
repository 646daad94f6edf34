import { join, relative, sep } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { type DiscoveredProject, readProject } from '../../../server/src/workspace/readProject.ts';
import { makeTree, projectJson, type Tree } from './tree.ts';

// A folder named "locked" cannot be read: permissions do not stop a test that runs as root.
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  const readdirSync = ((path: string, options: object) => {
    if (path.endsWith(`${sep}locked`)) throw Object.assign(new Error('no'), { code: 'EACCES' });
    return fs.readdirSync(path, options as never);
  }) as typeof fs.readdirSync;
  return { ...fs, readdirSync };
});

function filesOf(project: DiscoveredProject): string[] {
  return project.files.map(({ path }) => relative(project.root, path).split(sep).join('/'));
}

const problemsOf = (project: DiscoveredProject): string[] => project.problems.map(({ message }) => message);

const read = (tree: Tree): DiscoveredProject => readProject(makeTree(tree));

describe('files of a project', () => {
  test('by kind, in package directories; scripts and configuration anywhere', () => {
    const project = read({
      'sfdx-project.json': projectJson('force-app', 'more/app'),
      'duplicate-rules.config.json': '{}',
      'force-app/main/classes/A.cls': '',
      'force-app/main/classes/A.cls-meta.xml': '',
      'force-app/main/classes/Gone.cls-meta.xml': '',
      'force-app/main/triggers/T.trigger': '',
      'force-app/main/triggers/T.trigger-meta.xml': '',
      'templates/C.cls-meta.xml': '',
      'force-app/sfdx-project.json': '{}',
      'force-app/duplicateRules/Lead.A.duplicateRule-meta.xml': '',
      'force-app/matchingRules/Lead.matchingRule-meta.xml': '',
      'force-app/settings/LeadConfig.settings-meta.xml': '',
      'force-app/objects/A__c/A__c.object-meta.xml': '',
      'force-app/objects/A__c/fields/B__c.field-meta.xml': '',
      'force-app/duplicate-rules.config.json': '{}',
      'more/app/B.cls': '',
      'scripts/apex/hello.apex': '',
      'templates/C.cls': '',
      'node_modules/x/D.cls': '',
      '.sfdx/tools/E.cls': '',
      '.sf/F.cls': '',
      'force-app/StandardApexLibrary/System/G.cls': '',
    });
    expect(project.files.map(({ path, kind }) => [relative(project.root, path), kind])).toEqual([
      ['duplicate-rules.config.json', 'config'],
      ['force-app/duplicateRules/Lead.A.duplicateRule-meta.xml', 'duplicate-rule'],
      ['force-app/main/classes/A.cls', 'apex'],
      ['force-app/main/classes/A.cls-meta.xml', 'apex-meta'],
      ['force-app/main/triggers/T.trigger', 'apex'],
      ['force-app/main/triggers/T.trigger-meta.xml', 'apex-meta'],
      ['force-app/matchingRules/Lead.matchingRule-meta.xml', 'matching-rule'],
      ['force-app/objects/A__c/A__c.object-meta.xml', 'object'],
      ['force-app/objects/A__c/fields/B__c.field-meta.xml', 'field'],
      ['force-app/settings/LeadConfig.settings-meta.xml', 'lead-settings'],
      ['more/app/B.cls', 'apex'],
      ['scripts/apex/hello.apex', 'apex'],
    ]);
    expect(project.problems).toEqual([]);
    const includes = (path: string) => project.includes(join(project.root, path));
    expect(['force-app/new/X.cls', 'scripts/y.apex', 'duplicate-rules.config.json'].map(includes)).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      [
        'templates/C.cls',
        'node_modules/x/D.cls',
        '../X.cls',
        'force-app/readme.md',
        'force-app/.sf/X.cls',
      ].map(includes),
    ).toEqual([false, false, false, false, false]);
  });

  test('metadata format without a project file', () => {
    const project = read({
      'src/package.xml': '',
      'src/classes/A.cls': '',
      'src/objects/Lead.object': '',
      'src/duplicateRules/Lead.A.duplicateRule': '',
      'src/matchingRules/Lead.matchingRule': '',
      'src/settings/LeadConfig.settings': '',
    });
    expect(project.files.map(({ kind }) => kind).sort()).toEqual([
      'apex',
      'duplicate-rule',
      'lead-settings',
      'matching-rule',
      'object',
    ]);
    expect(project.packageDirectories).toEqual([project.root]);
  });

  test('.forceignore', () => {
    const project = read({
      'sfdx-project.json': projectJson('app'),
      '.forceignore': '# comment\n**/ignored/**\napp/x/*.cls\n!app/x/Keep.cls\nhidden/\n*.object-meta.xml\n',
      'app/ignored/A.cls': '',
      'app/x/B.cls': '',
      'app/x/Keep.cls': '',
      'app/hidden/C.cls': '',
      'app/objects/A__c/A__c.object-meta.xml': '',
      'app/D.cls': '',
    });
    expect(filesOf(project)).toEqual(['app/D.cls', 'app/x/Keep.cls']);
    expect(project.includes(join(project.root, 'app/x/New.cls'))).toBe(false);
  });

  test('a nested project is left to itself, unless it is in a package directory', () => {
    const project = read({
      'sfdx-project.json': projectJson('app'),
      'app/A.cls': '',
      'app/inner/sfdx-project.json': projectJson('.'),
      'app/inner/B.cls': '',
      'other/sfdx-project.json': projectJson('.'),
      'other/scripts/c.apex': '',
    });
    expect(filesOf(project)).toEqual(['app/A.cls', 'app/inner/B.cls']);
  });
});

describe('package directories', () => {
  test('missing ones and ones outside are told', () => {
    const project = read({
      'sfdx-project.json': projectJson('app', 'gone', '../elsewhere', 'linked', 'file.txt', './app/'),
      'app/A.cls': '',
      'file.txt': '',
      linked: '->..',
    });
    expect(filesOf(project)).toEqual(['app/A.cls']);
    expect(project.packageDirectories).toEqual([join(project.root, 'app')]);
    expect(problemsOf(project)).toEqual([
      'The package directory "gone" does not exist.',
      'The package directory "../elsewhere" lies outside the project; left out.',
      'The package directory "linked" leads outside the project; left out.',
      'The package directory "file.txt" is no folder; left out.',
      'The symbolic link leads outside the project and is not followed.',
    ]);
  });

  test.each([
    ['the root itself', projectJson('.'), ['app/A.cls'], []],
    ['comments in the file', '{ // x\n"packageDirectories": [{"path": "app",}] }', ['app/A.cls'], []],
    ['broken file', '{ "packageDirectories": [', ['app/A.cls'], [/cannot be read \(A value is expected\.\)/]],
    ['other content', '{ "packageDirectories": "app" }', ['app/A.cls'], [/lists no packageDirectories/]],
  ])('%s', (_name, text, files, problems) => {
    const project = read({ 'sfdx-project.json': text, 'app/A.cls': '' });
    expect(filesOf(project)).toEqual(files);
    expect(problemsOf(project)).toEqual(problems.map((one) => expect.stringMatching(one)));
  });
});

describe('odd file systems', () => {
  test('symbolic links that form loops', () => {
    const project = read({
      'sfdx-project.json': projectJson('app'),
      'app/A.cls': '',
      'app/loop': '->.',
      'app/up': '->..',
      'app/x/y': '->../../app',
      'app/self': '->self',
      'app/dead.cls': '->nowhere.cls',
    });
    expect(filesOf(project)).toEqual(['app/A.cls']);
    expect(problemsOf(project).sort()).toEqual([
      'The symbolic link cannot be followed: it does not exist.',
      'The symbolic link cannot be followed: its symbolic links form a loop.',
    ]);
  });

  test('links to what lies elsewhere in the project are followed once', () => {
    const project = read({
      'sfdx-project.json': projectJson('app'),
      'shared/S.cls': '',
      'shared/deep/T.cls': '',
      'single/U.cls': '',
      'app/both': '->../single',
      'app/again': '->../single',
      'node_modules/p/V.cls': '',
      'app/A.cls': '',
      'app/S.cls': '->../shared/S.cls',
      'app/copy.cls': '->A.cls',
      'app/vendor': '->../node_modules/p',
    });
    expect(filesOf(project)).toEqual(['app/A.cls', 'app/S.cls', 'app/again/U.cls']);
  });

  test('a folder that cannot be read', () => {
    const project = read({
      'sfdx-project.json': projectJson('app'),
      'app/locked/A.cls': '',
      'app/B.cls': '',
    });
    expect(filesOf(project)).toEqual(['app/B.cls']);
    expect(project.problems).toEqual([
      { path: join(project.root, 'app/locked'), message: 'The folder cannot be read: access is denied.' },
    ]);
  });

  test('a project that is not there', () => {
    const project = readProject(join(makeTree({}), 'gone'));
    expect(project.files).toEqual([]);
    expect(problemsOf(project)).toEqual(['The folder cannot be read: it does not exist.']);
  });
});

describe('integration code', () => {
  const code = (tree: Tree, options: Parameters<typeof readProject>[1] = {}, root = '') => {
    const folder = makeTree(tree);
    const around = options.around === undefined ? null : folder;
    const project = readProject(join(folder, root), { ...options, around });
    return project.files
      .filter(({ kind }) => kind !== 'config')
      .map(({ path, kind }) => `${relative(folder, path).split(sep).join('/')} ${kind}`);
  };

  test('stands anywhere in a project, by kind', () => {
    const names = ['a.js', 'b.mjs', 'c.ts', 'd.tsx', 'e.py', 'f.java', 'g.cs', 'run.sh', 'run.ps1', 'ci.yml'];
    const tree = Object.fromEntries(names.map((name) => [`tools/${name}`, '']));
    const found = code({
      'sfdx-project.json': projectJson('app'),
      'app/lwc/a/a.js': '',
      'app/flows/F.flow-meta.xml': '',
      'old/flows/F.flow-meta.xml': '',
      'package.json': '{}',
      'conf/process-conf.xml': '',
      '.github/workflows/ci.yaml': '',
      'types/a.d.ts': '',
      ...tree,
    });
    expect(found).toEqual([
      '.github/workflows/ci.yaml workflow',
      'app/flows/F.flow-meta.xml flow',
      'app/lwc/a/a.js code',
      'conf/process-conf.xml data-loader',
      'package.json package-json',
      'tools/a.js code',
      'tools/b.mjs code',
      'tools/c.ts code',
      'tools/ci.yml workflow',
      'tools/d.tsx code',
      'tools/e.py code',
      'tools/f.java code',
      'tools/g.cs code',
      'tools/run.ps1 powershell',
      'tools/run.sh shell',
    ]);
  });

  test('without a project file too', () => {
    expect(code({ 'src/load.py': '', 'src/classes/A.cls': '' })).toEqual([
      'src/classes/A.cls apex',
      'src/load.py code',
    ]);
  });

  test('what tools make or install is left out', () => {
    const left = [
      'node_modules/x/a.js',
      'dist/a.js',
      'build/a.js',
      'target/A.java',
      'src/bin/A.cs',
      'vendor/a.php',
      '.venv/lib/a.py',
      'venv/lib/a.py',
      'lib/python3/site-packages/a.py',
      '__pycache__/a.py',
      'coverage/a.js',
      '.next/a.js',
      'src/a.min.js',
    ];
    const kept = ['bin/load.js', 'bin/load.sh', 'src/a.js', 'app/lwc/target/target.js'];
    const tree = Object.fromEntries([...left, ...kept].map((path) => [path, '']));
    expect(code(tree).map((line) => line.split(' ')[0])).toEqual([...kept].sort());
  });

  test('.forceignore speaks of package directories alone', () => {
    const found = code({
      'sfdx-project.json': projectJson('app'),
      '.forceignore': '**/__tests__/**\n**/*.mjs\nscripts',
      'app/lwc/a/__tests__/a.js': '',
      'app/lwc/a/b.mjs': '',
      'tools/__tests__/a.js': '',
      'tools/b.mjs': '',
      'scripts/c.js': '',
      'scripts/d.apex': '',
    });
    expect(found).toEqual(['scripts/c.js code', 'tools/__tests__/a.js code', 'tools/b.mjs code']);
  });

  test('in a folder around the project, but not in another project', () => {
    const tree = {
      'sfdc/sfdx-project.json': projectJson('app'),
      'sfdc/app/A.cls': '',
      'sfdc/tools/a.js': '',
      'loader/load.py': '',
      'loader/B.cls': '',
      'other/sfdx-project.json': projectJson('app'),
      'other/x.py': '',
    };
    expect(code(tree, { around: '' }, 'sfdc')).toEqual([
      'loader/load.py code',
      'sfdc/app/A.cls apex',
      'sfdc/tools/a.js code',
    ]);
    expect(code(tree, { isCodeOnly: true })).toEqual(['loader/load.py code']);
  });
});
