// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are sources of other languages.
import { describe, expect, it } from 'vitest';
import { contributions, createTokenizer, type Token } from './tokenize.ts';

const withInjections = createTokenizer({ injected: true });
const plain = createTokenizer({ injected: false });

const ownScope = /duplicate-rule/;

/** What the injections set off: text and the scope that they give. */
function setOff(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ text, scopes }) =>
    scopes.filter((scope) => ownScope.test(scope)).map((scope) => `${text} ${scope}`),
  );
}

const header = 'Sforce-Duplicate-Rule-Header support.type.http-header.duplicate-rules';
const option = (name: string) => `${name} variable.parameter.duplicate-rule-option`;
const equals = '= keyword.operator.assignment.duplicate-rules';
const value = (text: string) => `${text} constant.language.boolean.duplicate-rules`;
const name = (text: string) => `${text} variable.other.constant.duplicate-rules`;
const apexHeader = (text: string) => `${text} support.class.duplicate-rule-header.apex`;
const apexOption = (text: string) => `${text} variable.other.constant.duplicate-rule-option.apex`;

const inMethod = (line: string) => `public class A { void f() {\n${line}\n} }`;

describe('injection grammars', () => {
  it.each([
    ['options.DuplicateRuleHeader.allowSave = true;', 'DuplicateRuleHeader', 'allowSave'],
    ['OPTIONS.DUPLICATERULEHEADER.ALLOWSAVE = TRUE;', 'DUPLICATERULEHEADER', 'ALLOWSAVE'],
    ['dml.duplicateRuleHeader.RunAsCurrentUser = false;', 'duplicateRuleHeader', 'RunAsCurrentUser'],
    ['Boolean b = this.options?.DuplicateRuleHeader?.allowSave;', 'DuplicateRuleHeader', 'allowSave'],
    ['save(SaveOptions.get().DuplicateRuleHeader.allowSave);', 'DuplicateRuleHeader', 'allowSave'],
    ['if (o.DuplicateRuleHeader . allowSave == true) { return; }', 'DuplicateRuleHeader', 'allowSave'],
  ])('set off options in Apex: %s', async (line, headerText, optionText) => {
    const tokens = await withInjections('source.apex', inMethod(line));
    expect(setOff(tokens)).toEqual([apexHeader(headerText), apexOption(optionText)]);
  });

  it('set off the header alone where no option follows', async () => {
    const tokens = await withInjections(
      'source.apex',
      inMethod('System.debug(options.DuplicateRuleHeader);'),
    );
    expect(setOff(tokens)).toEqual([apexHeader('DuplicateRuleHeader')]);
  });

  it.each([
    [
      'source.js',
      "const headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true; includeRecordDetails=false; runAsCurrentUser=true' };",
      [
        header,
        option('allowSave'),
        equals,
        value('true'),
        option('includeRecordDetails'),
        equals,
        value('false'),
        option('runAsCurrentUser'),
        equals,
        value('true'),
      ],
    ],
    [
      'source.ts',
      'headers.set("Sforce-Duplicate-Rule-Header", `allowSave=${flag}`);',
      [header, option('allowSave'), equals],
    ],
    [
      'source.ts',
      "if (error.errorCode === 'DUPLICATES_DETECTED') retry(error['duplicateResut']);",
      [name('DUPLICATES_DETECTED'), name('duplicateResut')],
    ],
    [
      'source.python',
      'HEADERS = {"Sforce-Duplicate-Rule-Header": "allowSave=true"}',
      [header, option('allowSave'), equals, value('true')],
    ],
    [
      'source.java',
      'request.header("Sforce-Duplicate-Rule-Header", "allowSave=true");',
      [header, option('allowSave'), equals, value('true')],
    ],
    [
      'source.cs',
      'client.DefaultRequestHeaders.Add("Sforce-Duplicate-Rule-Header", "allowSave=true");',
      [header, option('allowSave'), equals, value('true')],
    ],
    [
      'source.shell',
      'curl -H \'sforce-duplicate-rule-header: allowSave=true\' "$URL"',
      [
        'sforce-duplicate-rule-header support.type.http-header.duplicate-rules',
        option('allowSave'),
        equals,
        value('true'),
      ],
    ],
    [
      'source.json',
      '{"apiName": "Lead", "allowSaveOnDuplicate": true, "errorCode": "DUPLICATES_DETECTED"}',
      [name('allowSaveOnDuplicate'), name('DUPLICATES_DETECTED')],
    ],
    [
      'source.yaml',
      '"Sforce-Duplicate-Rule-Header": "allowSave=true"',
      [header, option('allowSave'), equals, value('true')],
    ],
    [
      'source.apex',
      inMethod("req.setHeader('Sforce-Duplicate-Rule-Header', 'allowSave=true');"),
      [header, option('allowSave'), equals, value('true')],
    ],
  ])('set off header and payload in strings of %s: %s', async (scope, text, expected) => {
    expect(setOff(await withInjections(scope, text))).toEqual(expected);
  });

  it('leave scopes of the host in place', async () => {
    const tokens = await withInjections('source.js', "send('Sforce-Duplicate-Rule-Header');");
    const token = tokens.find(({ text }) => text === 'Sforce-Duplicate-Rule-Header');
    expect(token?.scopes).toContain('string.quoted.single.js');
  });

  it.each([
    ['source.apex', inMethod('// options.DuplicateRuleHeader.allowSave = true;')],
    ['source.apex', inMethod("String s = 'options.DuplicateRuleHeader.allowSave';")],
    [
      'source.apex',
      inMethod('row.allowSave = true; header.DuplicateRuleHeader_x = 1; DuplicateRuleHeader local;'),
    ],
    ['source.apex', inMethod('List<Lead> leads = [SELECT Id FROM Lead WHERE Name = :name]; insert leads;')],
    ['source.js', 'const allowSave = true; // Sforce-Duplicate-Rule-Header: allowSave=true'],
    ['source.js', 'fetch(`https://example.com/save?allowSave=true&runAsCurrentUser=true`);'],
    ['source.ts', 'const text = `${allowSave=true}`;'],
    ['source.ts', "log('X-Sforce-Duplicate-Rule-Header-Copy', 'myduplicateResut', 'allowSaveAll=1');"],
    [
      'source.python',
      'def f():\n    """Sends Sforce-Duplicate-Rule-Header: allowSave=true"""\n    allowSave=True',
    ],
    ['source.java', '/* "Sforce-Duplicate-Rule-Header" */ boolean allowSave=true;'],
    ['source.cs', 'var allowSave=true; // "DUPLICATES_DETECTED"'],
    ['source.shell', 'allowSave=true # Sforce-Duplicate-Rule-Header'],
    ['source.json', '{"allowSave": true, "name": "Lead"}'],
  ])('change nothing elsewhere in %s: %s', async (scope, text) => {
    expect(await withInjections(scope, text)).toEqual(await plain(scope, text));
  });

  it('change nothing after the text that they set off', async () => {
    const rest = '\nInteger after = 1; insert leads;';
    const start = 'options.DuplicateRuleHeader.allowSave = true;';
    const injected = await withInjections('source.apex', inMethod(start + rest));
    const host = await plain('source.apex', inMethod(start + rest));
    const from = (tokens: readonly Token[]) => tokens.slice(tokens.findIndex(({ text }) => text === '='));
    expect(from(injected)).toEqual(from(host));
  });

  it('are contributed, the options to Apex alone', () => {
    expect(contributions.map(({ scopeName }) => scopeName)).toEqual([
      'duplicate-rules.apex-options.injection',
      'duplicate-rules.header-strings.injection',
    ]);
    expect(contributions[0]!.injectTo).toEqual(['source.apex']);
  });
});
