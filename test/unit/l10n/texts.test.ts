import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { extract, placeholders } from '../../../scripts/l10n/extract.mjs';
import { sentencesIn } from '../../../scripts/l10n/sentences.mjs';
import { auditMarkdown } from '../../../server/src/core/audit/markdown.ts';
import {
  describeChoice,
  describeElement,
} from '../../../server/src/core/metadata/editing/describeElement.ts';
import {
  duplicateRuleElement,
  type MetadataElement,
  matchingRulesElement,
} from '../../../server/src/core/metadata/elements.ts';
import { rules } from '../../../server/src/core/rules/registry.ts';
import { localisedAudit, speech } from '../../../server/src/lsp/l10n/audit.ts';
import { speak } from '../../../server/src/lsp/l10n/language.ts';
import { Phrases } from '../../../server/src/lsp/l10n/phrases.ts';
import { auditOf, bypass } from '../audit/auditOf.ts';
import { readTexts as read, untranslated } from './coverage.ts';

const { texts, problems } = extract();
const japanese = read('l10n/bundle.l10n.ja.json');
const phrases = read('l10n/phrases.l10n.ja.json');
const manifest = read('package.nls.json');
const japaneseManifest = read('package.nls.ja.json');

test('every text is a literal, so that it can be found', () => {
  expect(problems).toEqual([]);
  expect(texts.length).toBeGreaterThan(300);
});

test('every text of the client, its pages and the server is translated, and none is left over', () => {
  const missing = texts
    .filter(({ text }) => !(text in japanese))
    .map(({ text, where }) => `${where}: ${text}`);
  expect(missing).toEqual([]);
  const used = new Set(texts.map(({ text }) => text));
  expect(Object.keys(japanese).filter((text) => !used.has(text))).toEqual([]);
});

test('the manifest has the same texts in both languages', () => {
  expect(Object.keys(japaneseManifest).sort()).toEqual(Object.keys(manifest).sort());
});

test('every kind of finding has a title in Japanese', () => {
  expect(rules.filter(({ description }) => !(description in phrases)).map(({ id }) => id)).toEqual([]);
});

/** Places of the core whose words the editor shows; more are to come. */
const shown = [
  ...[
    'access',
    'audit',
    'drift',
    'duplicateResults',
    'explain',
    'impact',
    'matchReport/traceText.ts',
    'matching',
    'outcome',
    'preflight',
    'preview',
    'recordSets',
    'records',
    'rules',
    'ruleTests',
    'ruleTree',
    'saveTable',
    'scaffold',
  ],
  ...['templates', 'usage'],
  ...['booleanFilter.ts', 'brokenXml.ts', 'duplicateRule.ts', 'editing', 'elements', 'matchingRule.ts']
    .concat('shape.ts', 'values.ts')
    .map((name) => `metadata/${name}`),
  ...['saves/apex/refusal', 'saves/code/refusal', 'saves/flow/faultPath.ts', 'saves/shell/refusal.ts'],
].map((name) => `server/src/core/${name}`);

/** What else the editor hands on from outside of the core. */
const handedOn = ['connected', 'data', 'offline', 'org'].map((name) => `server/src/${name}`);

/** What the command line says, names that Salesforce gives, titles of documents, code, queries and tables of words. */
const english = new RegExp(
  `/(?:${[
    'text|sources|holder|saveTable/markdown|elements/methods|(?:templates|scaffold)/\\w+/\\w+|sampleValues',
    'preview/code/\\w+|apexLiteral|alertTexts|errorText|explanationText|savedIndex|indexFile|matching/tables/\\w+',
    'org/(?:allowList|setupUrl)|rules/personAccounts|audit/(?:duplicateSets|people)',
  ].join('|')})\\.ts:`,
);

test('what the core says in these places has a template', () => {
  const titles = sentencesIn(['server/src/core/outcome/sources.ts']).map(({ text }) => text);
  const others = [
    'system string database test json math date datetime time limits userinfo schema type label blob ',
    'encodingutil crypto integer decimal double long boolean id pattern url uuid cache request',
    // Names of facts, of files and of code.
    ...[
      '{} blank in both',
      'left by an exception',
      'leaves with {}',
      'collected promises',
      'later uses of {}',
    ],
    "a record that '{}' saves",
    ...['<{}{} xsi:nil="true"/>', 'record type', 'text area', 'United States'],
    ...[
      '{ "path": {}, "rule": "{}", "reason": {} }',
      'sf org assign permset --name {}',
      'picklistValue({}.{}, {})',
    ],
    ...['Analytical Engines', 'Harbour Bakery', 'Chief Engineer', '120 Mill Lane', '4711 Harbour Avenue'],
    ...['San Francisco', 'Northgate Trading', 'Oakfield Cooperative'],
    ...['blank in both', ':What the test shows', 'why: (it runs)', '(it runs)'],
    ...['Text Area', 'Picklist (multi-select)', 'Text (encrypted)'],
    ...['"Layout:{}-{} Layout"', '--test-level RunSpecifiedTests', 'sf project deploy start'],
    'sf project retrieve start --metadata MatchingRules',
    'Object Reference, DuplicateRecordSet and DuplicateRecordItem',
    'Salesforce Stack Exchange 347463',
    'width=device-width, initial-scale=1',
    "default-src 'none'; style-src 'unsafe-inline'",
    // Commands, calls and what errors of Salesforce are read by.
    ...['Database.insert(records, false)', 'Database.update(records, false)'],
    ...['Database.upsert(records, false)', 'Database.convertLead(conversions, false)'],
    ...['. You can look up ExceptionCode', 'in the trigger {} ({})', 'inside {} of {}', 'in a flow'],
    'apex apex-anon javascript javascriptreact typescript typescriptreact python java csharp ruby php go',
    ...['Answer of REST composite/tree', 'Answer of REST composite/batch', 'First_Name (1,1)'],
    ...[' --instance-url {}', 'SELECT SobjectType FROM DuplicateRule LIMIT 500', 'Unable to refresh session'],
    'skip the record, update the existing one, tell the user',
    // Two sentences, each with a template.
    '{}. allowSave=true would have saved it where the channel carries it.',
    // The command line's; the editor has its own.
    ...['--format json has all.', ' (and {} more problem)', ' (and {} more problems)'],
  ];
  expect(
    untranslated([...shown, ...handedOn], phrases, {
      texts: new Set([...titles, ...others]),
      files: english,
    }),
  ).toEqual([]);
});

/** Titles begin with a verb; the rest of this folder is code that is written. */
const title = /: [A-Z][a-z]+ (?!.*[{;]$)/;

test('titles of fixes and what is said of settings have a template', () => {
  const settings = ['configFile.ts', 'json.ts', 'partial.ts', 'unknownRules.ts'].map(
    (name) => `config/${name}`,
  );
  const places = ['fixes', ...settings].map((name) => `server/src/core/${name}`);
  const missing = untranslated([...places, 'server/src/workspace/problem.ts'], phrases);
  expect(missing.filter((one) => !one.includes('/fixes/') || title.test(one))).toEqual([]);
});

test('what rule files say of their elements and values is translated as a whole', () => {
  const translator = new Phrases(phrases);
  const texts = (element: MetadataElement): readonly string[] => [
    describeElement(element),
    ...element.choices.map(describeChoice),
    ...element.children.flatMap(texts),
  ];
  const all = [duplicateRuleElement, matchingRulesElement].flatMap(texts);
  expect(all.length).toBeGreaterThan(70);
  expect(all.filter((text) => translator.translate(text) === text)).toEqual([]);
});

describe('an audit', () => {
  beforeAll(() => speak(fileURLToPath(new URL('../../../l10n/bundle.l10n.ja.json', import.meta.url))));
  afterAll(() => speak(null));

  test('speaks Japanese in every statement, and so does its page', () => {
    const rules = [
      'Lead: Alert/Report matching Email',
      'Contact: Report/Allow matching Email when $User.Username notEqual a@b.c',
      'Account: Block/Block matching Name inactive',
    ];
    const english = auditOf({
      rules: rules.join('\n'),
      code: bypass('// duplicate-rules: allow-save-bypass'),
    });
    const audit = localisedAudit(english);
    const texts = audit.sections.flatMap(({ statements, summary, tables, notLookedAt }) => [
      ...summary,
      ...statements.flatMap(({ text, details, recommendation }) => [
        ...[text, ...details],
        ...(recommendation === null ? [] : [recommendation.text]),
      ]),
      ...tables.flatMap(({ title, head, notes }) => [title, ...head, ...notes]),
      ...notLookedAt.map(({ what }) => what),
    ]);
    expect(texts.length).toBeGreaterThan(40);
    expect([...audit.answer, ...texts].filter((text) => !/[ぁ-んァ-ヶ一-龠]/.test(text))).toEqual([]);
    const page = auditMarkdown({ audit, compared: null }, speech());
    expect(page).toMatch(/^# p の監査\n/);
    expect(page).toMatch(
      / - VS Code の「重複対策のひな型の作成」、またはコマンドラインの duplicate-rules scaffold /,
    );
    expect(page.match(/^#+ (?!.*[ぁ-んァ-ヶ一-龠]).*$/gm)).toBeNull();
  });
});

const pairs = [
  ...Object.entries(japanese),
  ...Object.entries(phrases),
  ...Object.entries(manifest).map(([key, english]) => [english, japaneseManifest[key] ?? ''] as const),
];

describe('a translation', () => {
  test('keeps every placeholder', () => {
    const lost = pairs.filter(([english, other]) => `${placeholders(english)}` !== `${placeholders(other)}`);
    expect(lost).toEqual([]);
  });

  test('is one', () => {
    const isSame = ([english, other]: readonly [string, string]) =>
      other === '' || (other === english && /[a-z]{2,}/.test(english.replace(/\{\d\}|Duplicate Rules/g, '')));
    expect(pairs.filter(isSame)).toEqual([]);
  });

  test('keeps links to commands, icons and code', () => {
    const kept = (text: string) => (text.match(/\(command:[\w.]+\)|\$\([\w-]+\)|`[^`]+`/g) ?? []).sort();
    expect(pairs.filter(([english, other]) => `${kept(english)}` !== `${kept(other)}`)).toEqual([]);
  });
});
