import { Document } from 'yaml';
import type { RowFate } from '../preflight/model.ts';
import type { FieldScalar } from '../records/model.ts';
import type { Preview, PreviewField, PreviewRecord, PreviewRule } from './model.ts';

/**
 * A file of rule tests (docs/rule-tests.md) with one test: the sample is saved while the matched records exist, and
 * what the preview says becomes of it is expected. Null where only an error is known, or nothing can be expected.
 */
export function ruleTestOf(preview: Preview): string | null {
  const { sample, verdict } = preview;
  if (sample === null) return null;
  const names = namesOf(preview);
  const expected = expectations(preview, names);
  if (Object.keys(expected).length === 0) return null;
  const before = sample.id === null ? null : heldBefore(preview);
  const records = new Map<string, Record<string, Fields>>();
  const add = (type: string, name: string, fields: Fields) =>
    records.set(type, { ...records.get(type), [name]: fields });
  if (before !== null) add(sample.object, testedName, before);
  for (const [record, name] of names) add(record.type, name, valuesOf(record.fields));
  const fields = fieldsOf(sample.fields.map(({ name, value }) => [name, value]));
  const document = new Document({
    object: sample.object,
    ...(records.size > 0 && { records: Object.fromEntries(records) }),
    tests: [
      {
        name: preview.heading,
        save: before === null ? { fields } : { record: testedName, fields },
        expect: expected,
      },
    ],
  });
  document.commentBefore = [`Made of a preview: ${preview.testedBy}.`, verdict.text, ...differing(preview)]
    .map((line) => ` ${line.replace(/\s+/g, ' ')}`)
    .join('\n');
  return document.toString({ lineWidth: 0 });
}

type Fields = Readonly<Record<string, FieldScalar>>;

const testedName = 'the-record';

/** Each matched record once, under a name that a person can tell it by. */
function namesOf({ rules, sample }: Preview): ReadonlyMap<PreviewRecord, string> {
  const byId = new Map<string, PreviewRecord>();
  for (const record of rules.flatMap(({ matches }) => matches).flatMap(({ records }) => records)) {
    const key = `${record.type} ${record.id.slice(0, 15)}`;
    const isTested = sample?.id != null && record.id.slice(0, 15) === sample.id.slice(0, 15);
    const known = byId.get(key);
    if (isTested || record.type === '') continue;
    byId.set(key, known ? { ...known, fields: [...known.fields, ...record.fields] } : record);
  }
  const used = new Set([testedName]);
  return new Map(
    [...byId.values()].map((record) => {
      const base = slug(record.title) || slug(record.id) || 'record';
      let name = base;
      for (let number = 2; used.has(name); number++) name = `${base}-${number}`;
      used.add(name);
      return [record, name] as const;
    }),
  );
}

/** "ada-lovelace" of "Ada Lovelace". */
function slug(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}

const fates: Readonly<Record<Preview['verdict']['kind'], readonly RowFate[]>> = {
  refused: ['refused'],
  'refused-unless-allow-save': ['refused-unless-allow-save'],
  saved: ['saved', 'saved-and-reported'],
  clean: ['saved', 'saved-and-reported'],
  unknown: [],
};

function expectations({ verdict, rules }: Preview, names: ReadonlyMap<PreviewRecord, string>): object {
  const outcomes = fates[verdict.kind];
  const found = Object.fromEntries(
    rules.flatMap((rule) => {
      const expected = ofRule(rule, names);
      return expected === null || !rule.fullName.includes('.') ? [] : [[rule.fullName, expected] as const];
    }),
  );
  return {
    ...(outcomes.length > 0 && { outcome: outcomes.length === 1 ? outcomes[0] : outcomes }),
    ...(Object.keys(found).length > 0 && { rules: found }),
  };
}

/** Null where the preview leaves it open. */
function ofRule({ state, matches, offline }: PreviewRule, names: ReadonlyMap<PreviewRecord, string>) {
  if (offline?.runs === false) return 'not-run';
  if (state === 'no-match') return 'finds-nothing';
  if (state !== 'matched') return null;
  const ids = new Set(
    matches.flatMap(({ records }) => records).map(({ type, id }) => `${type} ${id.slice(0, 15)}`),
  );
  const named = [...names].filter(([{ type, id }]) => ids.has(`${type} ${id.slice(0, 15)}`));
  const isWhole = matches.every(({ size, records }) => (size ?? 0) <= records.length);
  return isWhole && named.length === ids.size
    ? { finding: 'finds', matches: named.map(([, name]) => name) }
    : 'finds';
}

/** What rules compare, and what the sample sets: the rest of a record decides nothing. */
function valuesOf(fields: readonly PreviewField[]): Fields {
  return fieldsOf(
    fields
      .filter(({ deciding, method, sampleValue }) => deciding || method !== null || sampleValue !== undefined)
      .map(({ name, value }) => [name, value]),
  );
}

/** Of an update: what the record holds already, as far as it is shown. */
function heldBefore({ rules, sample }: Preview): Fields {
  const changed = new Set(sample!.fields.map(({ name }) => name.toLowerCase()));
  const fields = rules
    .flatMap(({ matches }) => matches)
    .flatMap(({ records }) => records.flatMap((record) => record.fields));
  return fieldsOf([
    ['Id', sample!.id!],
    ...fields
      .filter(({ sampleName }) => sampleName !== null && !changed.has(sampleName.toLowerCase()))
      .map(({ sampleName, sampleValue }) => [sampleName!, sampleValue] as const),
  ]);
}

/** A field that is not given is blank. */
function fieldsOf(entries: readonly (readonly [string, FieldScalar | undefined])[]): Fields {
  const found = new Map<string, readonly [string, FieldScalar]>();
  for (const [name, value] of entries) {
    const key = name.toLowerCase();
    if (value !== undefined && value !== null && !found.has(key)) found.set(key, [name, value]);
  }
  return Object.fromEntries(found.values());
}

function differing({ rules }: Preview): readonly string[] {
  const records = rules.flatMap(({ matches }) => matches).flatMap((match) => match.records);
  const differs =
    records.some(({ offline }) => offline?.agrees === false) ||
    rules.some(({ offline }) => (offline?.others.length ?? 0) > 0);
  return differs
    ? ['The local rules say otherwise than the org: the test fails until they say the same.']
    : [];
}
