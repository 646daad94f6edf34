import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import { describe, expect, it } from 'vitest';
import { isApex, isLabelled, readCorpus } from './files.ts';
import { readForms, readLabels } from './labels.ts';

const sources = readCorpus().flatMap(({ name, files }) =>
  [...files].filter(([path]) => isApex(path)).map(([path, text]) => ({ path: `${name}/${path}`, text })),
);
const labels = sources.flatMap(({ text }) => readLabels(text));
const saves = labels.filter(({ kind }) => kind === 'save');

class Errors extends ApexErrorListener {
  readonly messages: string[] = [];
  override apexSyntaxError(line: number, column: number, message: string): void {
    this.messages.push(`${line}:${column} ${message}`);
  }
}

function syntaxErrors(path: string, text: string): string[] {
  const errors = new Errors();
  const parser = ApexParserFactory.createParser(text);
  parser.removeErrorListeners();
  parser.addErrorListener(errors);
  if (path.endsWith('.trigger')) parser.triggerUnit();
  else if (path.endsWith('.apex')) parser.anonymousUnit();
  else parser.compilationUnit();
  return errors.messages;
}

/** The forms in which public code writes saves, each of which the corpus has to show. */
const forms = [
  'access-level', 'add-error', 'allow-save-false', 'anonymous-script', 'as-user', 'assignment-rule-only',
  'assumed-rules', 'batch', 'block-rule', 'bypass-field', 'catch-debug', 'catch-empty', 'complete-object',
  'condition-literal', 'convert-lead', 'custom-object', 'dedupe-check-bypass', 'dml-in-comment', 'dml-in-string',
  'find-duplicates', 'find-duplicates-misread', 'fluent-skip', 'generic-wrapper', 'inactive-rule',
  'include-record-details', 'inheritance', 'logging-library', 'message-contains', 'mixed-case', 'nested-try',
  'options-field', 'options-invocable', 'options-lazy-property', 'options-local', 'options-method-result',
  'options-negated', 'options-one-line', 'options-setting-guard', 'options-wrapper', 'person-account', 'queueable',
  'relationship-field', 'report-only', 'results-counted', 'results-debug-helper', 'results-duplicate-error',
  'results-ignored', 'rethrow', 'retry', 'returned-results', 'set-options', 'sobject-union', 'stored-errors',
  'strip-inaccessible', 'suppression', 'test-class', 'trigger', 'unit-of-work', 'upper-case', 'upsert',
  'upsert-external-id', 'user-condition', 'wsdl-stub',
];

describe('the labelled corpus', () => {
  it.each(sources)('$path is Apex', ({ path, text }) => {
    expect(syntaxErrors(path, text)).toEqual([]);
  });

  it('has at least 170 saves, a third of them without a finding', () => {
    expect(saves.length).toBeGreaterThanOrEqual(170);
    expect(saves.filter(({ expected }) => expected.length === 0).length).toBeGreaterThanOrEqual(saves.length / 3);
  });

  it('shows every form', () => {
    const shown = new Set(sources.flatMap(({ text }) => readForms(text)));
    expect(forms.filter((form) => !shown.has(form))).toEqual([]);
  });

  it('labels every line that holds a DML statement or a call of Database', () => {
    const saving = /^\s*(insert|update|upsert|convert)\s+(as\s|[\w.([])|\bDatabase\s*\.\s*(insert|update|upsert|convertLead)\s*\(/i;
    const unlabelled = sources.flatMap(({ path, text }) => {
      const labelled = new Set(readLabels(text).map(({ line }) => line));
      return text.split('\n').flatMap((line, number) => {
        const isCode = !/^\s*(\*|\/\/|\/\*|String |advice )/.test(line);
        return isCode && saving.test(line) && !labelled.has(number) ? [`${path}:${number + 1}`] : [];
      });
    });
    expect(unlabelled).toEqual([]);
  });
});

describe('the labelled corpus of integration code', () => {
  const code = readCorpus().flatMap(({ name, files }) =>
    [...files]
      .filter(([path]) => isLabelled(path) && !isApex(path))
      .map(([path, text]) => ({ path: `${name}/${path}`, labels: readLabels(text).filter(({ kind }) => kind === 'save') })),
  );
  const saves = code.flatMap(({ labels }) => labels);

  it('has at least 150 saves, a third of them without a finding', () => {
    expect(saves.length).toBeGreaterThanOrEqual(150);
    expect(saves.filter(({ expected }) => expected.length === 0).length).toBeGreaterThanOrEqual(saves.length / 3);
  });

  it.each(['ts', 'js', 'py', 'java', 'cs', 'sh', 'yml', 'flow-meta.xml', 'xml'])('has saves in .%s', (ending) => {
    const ofLanguage = code.filter(({ path }) => path.endsWith(`.${ending}`));
    expect(ofLanguage.flatMap(({ labels }) => labels).length).toBeGreaterThan(0);
  });
});
