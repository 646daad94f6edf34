import { describe, expect, it } from 'vitest';
import {
  classes,
  commitAll,
  git,
  jsonLines,
  leadProject,
  makeFolder,
  run,
  useCommandLine,
} from './commandLine.ts';

// Python's grammar is not there: as where an installation is damaged.
useCommandLine({ grammars: ['javascript'] });

/** As many files of each kind as make a thread of their own pay, and one less of code. */
const apex = numbered(100, (index) => [`${classes}/C${index}.cls`, `public class C${index} {}`]);
const code = (count: number) => numbered(count, (index) => [`src/f${index}.js`, 'f();']);

function numbered(
  count: number,
  file: (index: number) => readonly [string, string],
): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => file(index)));
}

const rulePath = 'force-app/main/default/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml';
/** A field of records lets some past the rule. */
const conditionalRule = leadProject()[rulePath]!.replace(
  /<duplicateRuleFilter .*\/>/,
  `<duplicateRuleFilter>
        <booleanFilter xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>
        <duplicateRuleFilterItems>
            <field>Skip_Check__c</field>
            <operation>equals</operation>
            <value>false</value>
            <sortOrder>1</sortOrder>
            <table>Lead</table>
        </duplicateRuleFilterItems>
    </duplicateRuleFilter>`,
);

const files: Readonly<Record<string, string>> = {
  ...apex,
  [rulePath]: conditionalRule,
  'duplicate-rules.config.json': JSON.stringify({
    ignore: ['src/ignored.js'],
    suppressions: [
      { path: 'postman/*', rule: 'allow-save-bypass', reason: 'The screen asks first' },
      { path: 'src/gone.js', rule: 'allow-save-bypass', reason: 'Nothing is left of it' },
    ],
  }),
  'src/options.js': `exports.options = { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } };\n`,
  'src/save.js': `const jsforce = require('jsforce');
const { options } = require('./options');
const conn = new jsforce.Connection({});
async function load(row) {
  await conn.sobject('Lead').create(row, options);
}
async function lose(row) {
  try {
    await conn.sobject('Lead').create(row);
  } catch (error) {
    console.log(error);
  }
}
async function stated(row) {
  // duplicate-rules: allow-save-bypass because The screen asks first
  await conn.sobject('Lead').create(row, { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } });
}
`,
  'src/ignored.js': `const jsforce = require('jsforce');
new jsforce.Connection({}).sobject('Lead').create({ LastName: 'A' });
`,
  'force-app/main/default/flows/Make_Lead.flow-meta.xml': `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion>
<recordCreates><name>Create</name><inputAssignments><field>Skip_Check__c</field><value><booleanValue>true</booleanValue></value></inputAssignments><object>Lead</object></recordCreates>
<start><connector><targetReference>Create</targetReference></connector></start><status>Active</status></Flow>`,
  'src/load.py': 'from simple_salesforce import Salesforce\n',
  'src/large.js': `require('jsforce').Connection; // ${'x'.repeat(1_500_000)}`,
  'src/load.sh': 'sf data create record --sobject Lead --values "LastName=A" || true\n',
  'src/save.http': `POST https://example.my.salesforce.com/services/data/v60.0/sobjects/Lead
Sforce-Duplicate-Rule-Header: allowSave=true

{"LastName": "A"}
`,
};

describe('a project with much Apex and much code beside it', () => {
  const small = makeFolderLater(() => leadProject({ ...files, ...code(90) }));
  const large = makeFolderLater(() => leadProject({ ...files, ...code(100) }));

  it.each([
    ['all of it', []],
    ['lines of JSON', ['--format', 'jsonl']],
    ['SARIF', ['--format', 'sarif']],
    ['tests, too', ['--include-tests', '--format', 'jsonl']],
    ['one file', ['src/save.js', '--format', 'jsonl']],
    ['a folder', ['src', '--format', 'jsonl']],
    ['the Apex', ['force-app', '--format', 'jsonl']],
  ])('gives by two threads what one gives: %s', (_, args) => {
    const [one, two] = [small(), large()].map((root) => {
      const { code, out, err } = run(root, 'check', ...args, '--today', '2027-01-31');
      return {
        code,
        err,
        out: out
          .replaceAll(root, 'ROOT')
          .replaceAll(/case-\d+/g, 'ROOT')
          .replace(/ in [\d.]+ s/, ''),
      };
    });
    expect(two).toEqual(one);
  });

  it('finds what stands between files, and what code makes of a rule', () => {
    const found = jsonLines(run(large(), 'check', '--format', 'jsonl').out);
    expect(found.map(({ ruleId, path, start }) => `${path}:${start.line} ${ruleId}`)).toMatchInlineSnapshot(`
      [
        "force-app/main/default/classes/LeadService.cls:3 missing-duplicate-rule-header",
        "force-app/main/default/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml:9 bypass-condition",
        "force-app/main/default/flows/Make_Lead.flow-meta.xml:3 condition-field-bypass",
        "src/options.js:1 ineffective-duplicate-header",
        "src/save.http:2 allow-save-bypass",
        "src/save.js:9 unhandled-duplicates",
        "src/save.js:15 unused-suppression",
        "src/save.js:16 ineffective-duplicate-header",
      ]
    `);
    const rule = found.find(({ ruleId }) => ruleId === 'bypass-condition');
    expect(rule.message).toContain('Skip_Check__c is set so in force-app/…/Make_Lead.flow-meta.xml.');
  });

  it('knows what is new', () => {
    const root = makeFolder(leadProject({ ...files, ...code(100) }));
    git(root, 'init', '-q');
    commitAll(root);
    expect(run(root, 'check', '--since', 'HEAD', '--format', 'jsonl').out).toBe('');
  });
});

/** Folders can be made once the command line has been built. */
function makeFolderLater(files: () => Readonly<Record<string, string>>): () => string {
  let root: string | null = null;
  return () => (root ??= makeFolder(files()));
}
