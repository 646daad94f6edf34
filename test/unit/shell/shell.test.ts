import { beforeAll, describe, expect, it } from 'vitest';
import { createProject, isWorthReading } from '../../../server/src/core/project.ts';
import type { SyntaxParser } from '../../../server/src/core/saves/code/syntaxParser.ts';
import { LineIndex } from '../../../server/src/core/text.ts';
import { grammar } from '../../support/grammars.ts';
import { expandRules } from '../../support/rulesShorthand.ts';

const rules = 'Lead.A: Alert/Report matching Email\nContact.B: Block/Block matching Email';
let bash: SyntaxParser;
beforeAll(async () => {
  bash = await grammar('bash');
});

/** `line: severity rule`, lines counted from 1. */
function findingsIn(file: string, text: string): string[] {
  const project = createProject({ root: 'file:///p' });
  project.setParser(bash);
  for (const [name, content] of expandRules(rules)) project.setFile(`file:///p/${name}`, content);
  const uri = `file:///p/${file}`;
  project.setFile(uri, text);
  for (const _ of project.analyseAll());
  const lines = new LineIndex(text);
  return project
    .findings(uri)
    .map((one) => `${lines.position(one.location.start).line + 1}: ${one.severity} ${one.ruleId}`);
}

function sites(text: string): string[] {
  const project = createProject();
  project.setParser(bash);
  project.setFile('file:///a.sh', text);
  return project.saves('file:///a.sh').map(({ site }) => {
    const objects = site.target.kind === 'objects' ? site.target.names.join('+') : site.target.kind;
    const key = site.externalId === null ? '' : ` by ${site.externalId}`;
    const version = site.apiVersion === null ? '' : ` v${site.apiVersion}`;
    const fields = site.fields.complete ? ` {${site.fields.writes.map(({ name }) => name).join(' ')}}` : '';
    return `${site.operation} ${objects} over ${site.channel}${key}${version}${fields}`;
  });
}

describe('commands that save', () => {
  it.each<[string, readonly string[]]>([
    [
      'sf data create record --sobject Lead --values "LastName=x Company=\'y z\' Email=$1"',
      ['insert Lead over cli {LastName Company Email}'],
    ],
    ['sf data create record -s Lead -v "$VALUES"', ['insert Lead over cli']],
    ['sf data record create --sobject=Lead', ['insert Lead over cli']],
    [
      'sf data update record -s Contact -i 003 -v "Email=x" --api-version 61.0',
      ['update Contact over cli v61 {Email}'],
    ],
    [
      'npx sf data upsert bulk --sobject Lead --external-id Ext__c -f x.csv',
      ['upsert Lead over cli by Ext__c'],
    ],
    ['sf data import bulk -s Lead -f leads.csv --wait 10', ['insert Lead over cli']],
    ['sf data import tree --plan plan.json', ['insert unknown over cli']],
    ['sfdx force:data:record:create -s Lead -v "LastName=x"', ['insert Lead over cli {LastName}']],
    ['sfdx force:data:bulk:upsert -s Lead -f x.csv -i Ext__c', ['upsert Lead over cli by Ext__c']],
    ['sfdx data:create:record -s Lead', ['insert Lead over cli']],
    ['OBJECT=Lead\nsf data create record -s "$OBJECT"', ['insert Lead over cli']],
    ['for OBJECT in Lead Contact; do sf data create record -s $OBJECT; done', ['insert unknown over cli']],
    ['sf data query -q "SELECT Id FROM Lead"', []],
    ['sf data create record -t -s ApexClass -v "Name=x"', []],
    ['sf data delete record -s Lead -i 00Q', []],
    ['echo "sf data create record -s Lead"', []],
    ['# sf data create record -s Lead', []],
    [
      'BASE=$URL/services/data/v60.0\ncurl -X POST "$BASE/sobjects/Lead" -d \'{"LastName":"x"}\'',
      ['insert Lead over rest-record v60 {LastName}'],
    ],
    [
      'curl -sS -XPATCH "$URL/services/data/v60.0/sobjects/Lead/Ext__c/7" --json "{\\"Email\\":\\"$MAIL\\"}"',
      ['upsert Lead over rest-external-id by Ext__c v60 {Email}'],
    ],
    ['curl "$URL/services/data/v60.0/sobjects/Lead/00Q"', []],
    ['curl -X POST https://api.example.com/leads -d "x=1"', []],
    [
      'curl $URL/services/data/v60.0/sobjects/Lead -d @- <<EOF\n{"LastName": "x"}\nEOF\n',
      ['insert Lead over rest-record v60 {LastName}'],
    ],
  ])('%s', (text, expected) => {
    expect(sites(text)).toEqual(expected);
  });
});

const create = 'sf data create record -s Lead -v "LastName=x Email=$1"';
const post = 'curl -X POST "$URL/services/data/v60.0/sobjects/Lead" -d \'{"Email":"x"}\'';
const lost = 'warning unhandled-duplicates';
const missing = 'missing-duplicate-rule-header';

describe('what becomes of a refusal', () => {
  it.each<[string, string, readonly string[]]>([
    ['an error ends the script', `set -e\n${create}`, []],
    ['the exit code is ignored', `set -e\n${create} || true`, [`2: ${lost}`]],
    ['by a colon', `${create} || :`, [`1: ${lost}`]],
    ['with a message', `${create} || echo failed`, [`1: ${lost}`]],
    ['with a message and an end', `${create} || { echo failed; exit 1; }`, []],
    ['a handler', `${create} || on_error`, []],
    ['a condition', `if ! ${create}; then echo no; fi`, []],
    ['shown, and the script goes on', `${create}\necho done`, []],
    ['thrown away', `${create} > /dev/null 2>&1\necho done`, [`1: ${lost}`]],
    ['thrown away with set +e', `set -e\nset +e\n${create} >/dev/null`, [`3: ${lost}`]],
    ['captured and never read', `OUT=$(${create})\necho done`, [`1: ${lost}`]],
    ['captured and read', `OUT=$(${create})\necho "$OUT"`, []],
    [
      'looked for',
      `OUT=$(${create}) || true\nif [[ $OUT == *DUPLICATES_DETECTED* ]]; then echo merge; fi`,
      [],
    ],
    ['a job that is only started', 'sf data import bulk -s Lead -f x.csv --async', [`1: ${lost}`]],
    [
      'a job whose results are asked for',
      'sf data import bulk -s Lead -f x.csv --async\nsf data bulk results -i $ID',
      [],
    ],
    ['curl ends well whatever the answer is', `set -e\n${post} >/dev/null`, [`2: ${lost}`]],
    ['curl -o /dev/null', `${post} -o /dev/null`, [`1: ${lost}`]],
    ['curl prints the answer', post, [`1: information ${missing}`]],
    ['curl --fail', `set -e\n${post} --fail`, [`2: warning ${missing}`]],
    ['in a function', `load() {\n  ${create} || true\n}`, [`2: ${lost}`]],
  ])('%s', (_, text, expected) => {
    expect(findingsIn('load.sh', text)).toEqual(expected);
  });
});

describe('options of curl', () => {
  const withHeader = (header: string, object = 'Lead') =>
    `curl -f -X POST "$URL/services/data/v60.0/sobjects/${object}" \\\n  -H "${header}" -d '{"Email":"x"}'`;

  it.each<[string, string, readonly string[]]>([
    [
      'a bypass',
      withHeader('Sforce-Duplicate-Rule-Header: allowSave=true'),
      ['2: warning allow-save-bypass'],
    ],
    ['stated', withHeader('Sforce-Duplicate-Rule-Header: allowSave=false'), []],
    [
      'only Block rules',
      withHeader('Sforce-Duplicate-Rule-Header: allowSave=true', 'Contact'),
      ['2: warning ineffective-duplicate-header'],
    ],
    [
      'misspelt',
      withHeader('Sforce-Duplicate-Rules-Header: allowSave=true'),
      [`1: information ${missing}`, '2: warning malformed-duplicate-header'],
    ],
    [
      'a reason',
      `# duplicate-rules: allow-save-bypass -- merged every night\n${withHeader('Sforce-Duplicate-Rule-Header: allowSave=true').replace('\\\n', '')}`,
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(findingsIn('load.sh', text)).toEqual(expected);
  });
});

describe('scripts in other files', () => {
  it.each<[string, string, readonly string[]]>([
    ['.github/workflows/load.yml', `jobs:\n  a:\n    steps:\n      - run: ${create}\n`, []],
    [
      '.github/workflows/load.yml',
      `jobs:\n  a:\n    steps:\n      - run: |\n          echo start\n          ${create} || true\n`,
      [`6: ${lost}`],
    ],
    [
      '.github/workflows/load.yml',
      `jobs:\n  a:\n    steps:\n      - continue-on-error: true\n        run: ${create}\n`,
      [`5: ${lost}`],
    ],
    [
      '.github/workflows/load.yml',
      `jobs:\n  a:\n    steps:\n      - run: sf data create record -s $\{{ inputs.object }} || true\n`,
      [],
    ],
    ['.gitlab-ci.yml', `load:\n  script:\n    - echo\n    - '${create} || true'\n`, [`4: ${lost}`]],
    ['values.yaml', `text: ${create} || true\n`, []],
    [
      'package.json',
      `{\n "scripts": {\n  "a": "echo",\n  "load": "${create.replaceAll('"', '\\"')} || true"\n }\n}`,
      [`4: ${lost}`],
    ],
    ['package.json', `{"scripts": {"load": "${create.replaceAll('"', '\\"')}"}}`, []],
    [
      'load.ps1',
      `$object = "Lead"\nsf data create record -s $object -v "Email=x" | Out-Null\n`,
      [`2: ${lost}`],
    ],
    ['load.ps1', `${create} | Out-Null\nif ($LASTEXITCODE -ne 0) { throw "failed" }\n`, []],
    [
      'load.ps1',
      '# sf data create record -s Lead | Out-Null\nWrite-Host "sf data create record -s Lead"\n',
      [],
    ],
  ])('%s: %s', (file, text, expected) => {
    expect(findingsIn(file, text)).toEqual(expected);
  });

  it('of CumulusCI that switch rules off and never on again', () => {
    const step = (number: number, active: boolean) =>
      `      ${number}:\n        task: set_duplicate_rule_status\n        options:\n          active: ${active}\n`;
    const flows = (...steps: string[]) => `flows:\n  load:\n    steps:\n${steps.join('')}`;
    // It names nothing of Salesforce, and is kept all the same.
    expect(isWorthReading('cumulusci.yml', flows(step(1, false)))).toBe(true);
    expect(findingsIn('cumulusci.yml', flows(step(1, false)))).toEqual([
      '7: warning rule-deactivated-by-code',
    ]);
    expect(findingsIn('cumulusci.yml', flows(step(1, false), step(2, true)))).toEqual([]);
  });
});

it.each([
  'sf data create record -s "Lead',
  'curl /services/data/v60.0/sobjects/Lead -H',
  'if sf data create record; then',
  `${'( '.repeat(3000)}sf data create record -s Lead`,
  '$(sf data create record -s $(sf data create',
])('half a script is read without harm: %j', (text) => {
  for (const file of ['a.sh', 'a.ps1', 'a.yml', 'package.json'])
    expect(() => findingsIn(file, text)).not.toThrow();
});
