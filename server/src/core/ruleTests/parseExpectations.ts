import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { At, Expectation } from './model.ts';
import { type Entry, type Reader, spanOf } from './reader.ts';
import { certainties, findings, hiders, keys, outcomes } from './words.ts';

/** What a test says under `expect`. */
export function expectationsOf(entry: Entry, reader: Reader): readonly Expectation[] {
  const expect = reader.part(entry.node, entry.keySpan, 'expect', keys.expect);
  if (expect === null) return [];
  const { outcome, certainty, matches, noMatch, rules } = expect;
  return [
    ...(outcome === undefined ? [] : outcomeOf(outcome, null, reader)),
    ...(certainty === undefined ? [] : certaintyOf(certainty, null, reader)),
    ...(matches === undefined ? [] : matchesOf(matches, null, reader)),
    ...(noMatch === undefined ? [] : noMatchOf(noMatch, reader)),
    ...(rules === undefined ? [] : rulesOf(rules, reader)),
  ];
}

function outcomeOf(entry: Entry, rule: At<string> | null, reader: Reader): readonly Expectation[] {
  const resolved = reader.resolved(entry.node);
  const nodes = isSeq(resolved) ? (resolved.items as Node[]) : [resolved];
  const anyOf = nodes.flatMap((node) => reader.word({ ...entry, node }, 'outcome', outcomes)?.value ?? []);
  if (nodes.length === 0) reader.error(entry.keySpan, 'outcome is empty.');
  if (anyOf.length === 0) return [];
  return [
    rule === null
      ? { kind: 'outcome', anyOf, ...entry.span }
      : { kind: 'rule-outcome', rule, anyOf, ...entry.span },
  ];
}

function certaintyOf(entry: Entry, rule: At<string> | null, reader: Reader): readonly Expectation[] {
  const word = reader.word(entry, 'certainty', certainties);
  return word === null ? [] : [{ kind: 'certainty', atLeast: word.value, rule, ...entry.span }];
}

function matchesOf(entry: Entry, rule: At<string> | null, reader: Reader): readonly Expectation[] {
  const records = reader.texts(entry, 'matches');
  return records === null ? [] : [{ kind: 'matches', records, rule, ...entry.span }];
}

/** A name, a list of names, or names with the reason. */
function noMatchOf(entry: Entry, reader: Reader): readonly Expectation[] {
  const node = reader.resolved(entry.node);
  if (!isMap(node)) {
    const records = reader.texts(entry, 'noMatch') ?? [];
    return records.map((record) => ({
      kind: 'no-match',
      record,
      because: [],
      hiddenBy: null,
      by: null,
      start: record.start,
      end: record.end,
    }));
  }
  return (reader.entries(node, entry.keySpan, 'noMatch') ?? []).map((one) => noMatchWith(one, reader));
}

function noMatchWith(entry: Entry, reader: Reader): Expectation {
  const record = { value: entry.key, ...entry.keySpan };
  const node = reader.resolved(entry.node);
  const plain = { kind: 'no-match', record, because: [], hiddenBy: null, by: null, ...entry.span } as const;
  if (node === null || (isScalar(node) && node.value === null)) return plain;
  if (!isMap(node)) return { ...plain, because: reader.texts(entry, 'The reason') ?? [] };
  const reason = reader.part(node, spanOf(node), 'The reason', keys.noMatch);
  if (reason === null) return plain;
  const { because, hiddenBy, by } = reason;
  if (because && hiddenBy)
    reader.error(hiddenBy.keySpan, 'Either fields fail (because), or the match is hidden (hiddenBy).');
  return {
    ...plain,
    because: (because && reader.texts(because, 'because')) ?? [],
    hiddenBy: (hiddenBy && reader.word(hiddenBy, 'hiddenBy', hiders)?.value) ?? null,
    by: (by && reader.text(by, 'by')) ?? null,
  };
}

/** By rule: a finding, or several things about it. */
function rulesOf(entry: Entry, reader: Reader): readonly Expectation[] {
  return (reader.entries(entry.node, entry.keySpan, 'rules') ?? []).flatMap((one): readonly Expectation[] => {
    const rule: At<string> = { value: one.key, ...one.keySpan };
    const node = reader.resolved(one.node);
    if (!isMap(node)) return findingOf(one, rule, reader);
    const part = reader.part(node, spanOf(node), `The rule ${one.key}`, keys.rule);
    if (part === null) return [];
    const { finding, why, outcome, matches, certainty } = part;
    const text = why && reader.text(why, 'why');
    if (Object.keys(part).length === 0)
      reader.error(one.keySpan, `Nothing is expected of the rule ${one.key}.`);
    return [
      ...(finding === undefined ? [] : findingOf(finding, rule, reader)),
      ...(text ? [{ kind: 'why', rule, text: text.value, ...why.span } as const] : []),
      ...(outcome === undefined ? [] : outcomeOf(outcome, rule, reader)),
      ...(matches === undefined ? [] : matchesOf(matches, rule, reader)),
      ...(certainty === undefined ? [] : certaintyOf(certainty, rule, reader)),
    ];
  });
}

function findingOf(entry: Entry, rule: At<string>, reader: Reader): readonly Expectation[] {
  const word = reader.word(entry, 'The finding', findings);
  return word === null ? [] : [{ kind: 'rule', rule, finding: word.value, ...entry.span }];
}
