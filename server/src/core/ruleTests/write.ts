import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import type { TableChannel } from '../outcome/tableModel.ts';
import type { RowFate } from '../preflight/model.ts';
import type { SampleField } from '../records/model.ts';
import type { TextEdit } from '../text.ts';
import type { RuleFinding } from './model.ts';

/** A test that somebody wants to keep of what was seen elsewhere. */
export interface RuleTestDraft {
  readonly name: string;
  /** API name. */
  readonly object: string;
  /** Name of the existing record that is updated; null: a new record. */
  readonly updates: string | null;
  readonly fields: readonly SampleField[];
  readonly channel: TableChannel;
  readonly allowSave: boolean;
  /** Records that exist, with names of their own. */
  readonly existing: readonly DraftRecord[];
  readonly expected: {
    readonly outcome: RowFate | null;
    /** Names of `existing`; null: nothing is said. */
    readonly matches: readonly string[] | null;
    /** By full name of the rule. */
    readonly rules: Readonly<Record<string, RuleFinding>>;
  };
}

export interface DraftRecord {
  readonly name: string;
  readonly object: string;
  readonly fields: readonly SampleField[];
}

/** A file with one test. */
export function ruleTestFileText(draft: RuleTestDraft): string {
  return stringify({ tests: [documentOf(draft)] }, writing);
}

/** What puts a test behind the others of a file; null where the file has no list of tests at its end. */
export function addedRuleTest(text: string, draft: RuleTestDraft): TextEdit | null {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const { contents } = document;
  if (document.errors.length > 0 || !isMap(contents)) return null;
  const last = contents.items.at(-1);
  const tests = document.get('tests');
  if (!isSeq(tests) || tests.flow || last?.value !== tests || tests.items.length === 0) return null;
  const lineStart = text.lastIndexOf('\n', (tests.range?.[0] ?? 0) - 1) + 1;
  const indent = ' '.repeat((tests.range?.[0] ?? 0) - lineStart);
  const written = stringify([documentOf(draft)], writing).replace(/^(?=.)/gm, indent);
  const end = text.trimEnd().length;
  return { span: { start: end, end: text.length }, newText: `\n\n${written}` };
}

const writing = { lineWidth: 0, indentSeq: true } as const;

function documentOf(draft: RuleTestDraft): unknown {
  const { name, object, updates, fields, channel, allowSave, existing, expected } = draft;
  const records: Record<string, Record<string, unknown>> = {};
  for (const record of existing) {
    const group = records[record.object] ?? {};
    records[record.object] = group;
    group[record.name] = fieldsOf(record.fields);
  }
  const { outcome, matches, rules } = expected;
  return {
    name,
    object,
    channel,
    ...(allowSave && { options: { allowSave } }),
    ...(existing.length > 0 && { records }),
    save: { ...(updates !== null && { record: updates }), fields: fieldsOf(fields) },
    expect: {
      ...(outcome !== null && { outcome }),
      ...(matches !== null && { matches }),
      ...(Object.keys(rules).length > 0 && { rules }),
    },
  };
}

function fieldsOf(fields: readonly SampleField[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
}
