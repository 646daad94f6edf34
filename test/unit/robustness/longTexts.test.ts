import { describe, expect, it } from 'vitest';
import { createProject, isWorthReading } from '../../../server/src/core/project.ts';

const root = 'file:///project';
const many = (piece: string, length = 1_000_000) => piece.repeat(length / piece.length);

/** Texts on which a search that starts over at every place does not end: each takes some milliseconds. */
const texts: readonly (readonly [string, string])[] = [
  ['A.java', `// Salesforce\n${many('\n')}`],
  ['A.java', `// Salesforce\n${many('public\n')}`],
  ['src/test/a.cs', `// Salesforce\n${many('\n')}`],
  ['a.cs', `// Salesforce\n${many('internal\n')}`],
  ['a.rb', `# Salesforce\n${many('\n')}`],
  ['testing/a.py', `# Salesforce\n${many('\n')}`],
  ['testing/b.py', `# Salesforce\n${many('class a(\n')}`],
  ['a.js', `// Salesforce\nimport ${many('\n')}`],
  ['a.ts', `// Salesforce\n${many(`${'describe.'.repeat(1_000)}\n`)}`],
  ['a.flow-meta.xml', `<Flow><!-- duplicate-rules <recordCreates>${many('<!--')}`],
  ['process-conf.xml', `<!-- duplicate-rules sfdc.entity ${many('<!--\n')}`],
  ['config.properties', `sfdc.entity ${many(' \t')}x`],
  ['a.http', `# Salesforce /services/data/\n@a=${many(' ')}x\n\nPOST ${many(' ')}x\nA: ${many('\t ')}x\n`],
  ['.github/a.yml', `# sfdx /services/data/\nrun: ${many(`\${{`)}`],
  ['.github/b.yml', `# sfdx /services/data/\nrun: >\n  sf data ${many('\n')}x`],
  ['a.sh', `#!${many('sh -!')}\n# sf data /services/data/`],
  ['b.sh', `# sf data x\n${many('sf ')}`],
  ['a.ps1', `sf data create record -s "${many('$(')}"`],
  ['b.ps1', `sf data create record\n${many('@"\n')}`],
  ['c.ps1', `sf data create record -s Lead -v ${many('A')}`],
  ['d.ps1', `sf data create record -s Lead -v "${many('a`b""')}"`],
  ['package.json', `{"salesforce": "sf data", "scripts": {${many('\n')}`],
  ['package.json', `{"salesforce": "sf data", "scripts": {"a": "${many('\\n')}`],
];

describe('long texts are looked through once', () => {
  it.each(texts)('%s %.60s', (name, text) => {
    const uri = `${root}/${name}`;
    const project = createProject({ root });
    isWorthReading(uri, text);
    project.setFile(uri, text);
    expect(project.findings(uri)).toBeDefined();
  });
});
