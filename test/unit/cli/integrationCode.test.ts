import { describe, expect, it } from 'vitest';
import {
  git,
  jsonLines,
  leadRule,
  makeFolder,
  projectFile,
  run,
  useCommandLine,
  writeFiles,
} from './commandLine.ts';

// Python's is not there: as where an installation is damaged.
useCommandLine({ grammars: ['javascript'] });

const script = (object: string) => `const jsforce = require('jsforce');
async function load(rows) {
  const conn = new jsforce.Connection({});
  try {
    await conn.sobject('${object}').create(rows[0]);
  } catch (error) {
    console.log(error);
  }
}
module.exports = { load };
`;
const python = 'from simple_salesforce import Salesforce\n';

/** `path object`, and `own` where the project's own rule is named. */
function found(cwd: string, ...args: string[]): string[] {
  return jsonLines(run(cwd, 'check', '--format', 'jsonl', ...args).out).map(({ path, message }) => {
    const object = /Insert of (\w+)/.exec(message)?.[1];
    return `${path} ${object}${message.includes('assumed') ? '' : ' own'}`;
  });
}

describe('integration code', () => {
  it('is checked in a repository without a project, by the standard rules', () => {
    const folder = makeFolder({
      'src/load.js': script('Lead'),
      'src/other.js': 'f();',
      'dist/load.js': script('Lead'),
    });
    const { code, out, err } = run(folder, 'check');
    expect(out).toContain('src/load.js:5:');
    expect(out).toContain('1 file checked');
    expect(out).toContain('No rule file of Account, Contact or Lead was found:');
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  it('without a mention of Salesforce is nothing to check', () => {
    const folder = makeFolder({ 'src/other.js': 'f();' });
    const { code, err } = run(folder, 'check', 'src');
    expect(err).toBe(
      'duplicate-rules: there is nothing to check: no Apex, no rule metadata and no code that mentions Salesforce in "src". Name the folder of a project, or say --allow-empty where it may hold none.\n',
    );
    expect(code).toBe(2);
  });

  it('beside a project is judged by its rules, wherever the check begins', () => {
    const folder = makeFolder({
      'sfdc/sfdx-project.json': projectFile,
      ...Object.fromEntries(Object.entries(leadRule).map(([path, text]) => [`sfdc/${path}`, text])),
      'loader/load.js': script('Lead'),
    });
    const own = ['loader/load.js Lead own'];
    expect(found(folder)).toEqual(own);
    git(folder, 'init', '-q');
    expect(found(folder, 'loader')).toEqual(own);
    expect(found(folder, 'loader/load.js')).toEqual(own);
    expect(found(folder, 'sfdc')).toEqual([]);
  });

  it('beside several projects is judged by none of them', () => {
    const project = (name: string) => ({
      [`${name}/sfdx-project.json`]: projectFile,
      ...Object.fromEntries(Object.entries(leadRule).map(([path, text]) => [`${name}/${path}`, text])),
      [`${name}/tools/load.js`]: script('Lead'),
    });
    const folder = makeFolder({ ...project('a'), ...project('b') });
    expect(found(folder)).toEqual(['a/tools/load.js Lead own', 'b/tools/load.js Lead own']);
    expect(run(folder, 'check').out).not.toContain('.: Judged');
    const more = makeFolder({ ...project('a'), ...project('b'), 'load.js': script('Lead') });
    expect(found(more)).toEqual(['load.js Lead', 'a/tools/load.js Lead own', 'b/tools/load.js Lead own']);
  });

  it('is compared with what it was', () => {
    const folder = makeFolder({
      'sfdc/sfdx-project.json': projectFile,
      'loader/old.js': script('Lead'),
      'loader/unmarked.js': 'f();',
      'loader/changed.js': `${script('Lead')}\n`,
    });
    git(folder, 'init', '-q');
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', 'x');
    expect(found(folder, '--since', 'HEAD')).toEqual([]);
    writeFiles(folder, { 'loader/changed.js': script('Contact'), 'loader/new.js': script('Account') });
    expect(found(folder, '--since', 'HEAD')).toEqual(['loader/changed.js Contact', 'loader/new.js Account']);
    expect(found(folder)).toHaveLength(3);
  });
});

describe('a grammar that does not load', () => {
  it('is told of once, and the other languages are checked', () => {
    const folder = makeFolder({ 'a.py': python, 'b.py': python, 'c.js': script('Contact') });
    const { code, out, err } = run(folder, 'check');
    expect(err).toMatch(
      /^duplicate-rules: warning: The grammar for Python does not load: [^\n]+\. Files in this language are not checked; all others are\.\n$/,
    );
    expect(out).toContain('c.js:5:');
    expect(code).toBe(0);
  });
});
