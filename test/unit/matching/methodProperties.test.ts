import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistanceScore } from '../../../server/src/core/matching/algorithms/editDistance.ts';
import { keyboardDistanceScore } from '../../../server/src/core/matching/algorithms/keyboardDistance.ts';
import type { MethodEngine } from '../../../server/src/core/matching/methods/model.ts';
import {
  methodOf,
  methodOfStandardRules,
  methods,
} from '../../../server/src/core/matching/methods/registry.ts';
import { LONGEST_COMPARED } from '../../../server/src/core/matching/methods/text.ts';

const numRuns = 150;
const engines = [...methods, methodOfStandardRules('FirstName')];

const words = fc.constantFrom(
  ...'J Jon jonathan Bob Robert Inc. corp IBM of the VP Sales 123 Market St, Ste 100 # nw +44 1-415-555-1234 ext 94105 -1234'.split(
    ' ',
  ),
  ...['é', 'ß', 'Ж', '王', '🙂', '\ud800', '\u0301', 'İ', '\n', "'", '--'],
);
const likely = fc.array(words, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '));
/** Not blank: blank values never reach a method. */
const value = fc
  .oneof(
    likely,
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({ unit: 'grapheme-ascii', minLength: 1 }),
  )
  .map((text) => text.trim())
  .filter((text) => text !== '');

const scoreOf = (engine: MethodEngine, one: string, other: string): number =>
  engine.score(engine.prepare(one), engine.prepare(other));

describe.each(engines)('$label', (engine) => {
  it('scores any two texts from 0 to 100, the same both ways, as its trace says', () => {
    fc.assert(
      fc.property(value, value, (first, second) => {
        const one = engine.prepare(first);
        const other = engine.prepare(second);
        const score = engine.score(one, other);
        expect(Number.isInteger(score) && score >= 0 && score <= 100, String(score)).toBe(true);
        expect(engine.score(other, one)).toBe(score);
        const certainty = engine.certainty(one, other, score);
        expect(engine.certainty(other, one, score)).toBe(certainty);
        const trace = engine.trace(one, other);
        expect([trace.score, trace.certainty, trace.matches]).toEqual([
          score,
          certainty,
          score >= engine.threshold,
        ]);
        for (const step of trace.steps)
          expect(step.score ?? 0).toSatisfy((found) => found >= 0 && found <= 100);
      }),
      { numRuns },
    );
  });

  it('finds a text equal to itself in any case, unless it finds none of its kind', () => {
    fc.assert(
      fc.property(value, (text) => {
        const score = scoreOf(engine, text, text);
        const usZip = /^\d{5}(-\d{4})?$/.test(engine.prepare(text).text);
        expect(score).toBe(engine.method === 'Zip' && !usZip ? 0 : 100);
        const plain = /^[ -~]+$/.test(text);
        if (plain) expect(scoreOf(engine, text.toUpperCase(), text.toLowerCase())).toBe(score);
      }),
      { numRuns },
    );
  });

  it('looks at no more of a long text than a field can hold', () => {
    for (const piece of ['x', 'é', 'Ab ', '1-2 ', "o'.", '王', ' #1 st ']) {
      const long = piece.repeat(Math.ceil(1_000_000 / piece.length)).trim();
      const one = engine.prepare(long);
      const other = engine.prepare(`${long}y`);
      const { score, certainty, normalised } = engine.trace(one, other);
      expect(score).toBeGreaterThanOrEqual(0);
      if (engine.method === 'Exact') continue;
      for (const text of normalised) expect(text.length).toBeLessThanOrEqual(2 * LONGEST_COMPARED);
      expect(['unknown', 'documented']).toContain(certainty);
    }
  });
});

describe('scores are monotone', () => {
  const name = fc.stringMatching(/^[a-z]{2,12}$/);

  it('more letters at the end never make two texts more alike', () => {
    fc.assert(
      fc.property(name, name, name, (text, one, two) => {
        const near = editDistanceScore(text, text + one);
        expect(editDistanceScore(text, text + one + two)).toBeLessThanOrEqual(near);
        expect(keyboardDistanceScore(text, text + one + two)).toBeLessThanOrEqual(
          keyboardDistanceScore(text, text + one),
        );
      }),
      { numRuns },
    );
  });

  it('a slip of the finger never weighs more than another edit, nor less than half', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        const edits = editDistanceScore(one, other);
        const slips = keyboardDistanceScore(one, other);
        expect(slips).toBeGreaterThanOrEqual(edits);
        expect(100 - slips).toBeGreaterThanOrEqual(Math.floor((100 - edits) / 2));
      }),
      { numRuns },
    );
  });

  it('a section that agrees never makes two phones or streets less alike', () => {
    const digits = (count: number) =>
      fc.integer({ min: 10 ** (count - 1), max: 10 ** count - 1 }).map(String);
    const phone = fc.tuple(digits(3), digits(3), digits(4));
    const street = fc.tuple(
      digits(3),
      fc.constantFrom('Market', 'Main', 'Oak'),
      fc.constantFrom('St', 'Dr', 'Ave'),
    );
    fc.assert(
      fc.property(phone, phone, street, street, fc.nat(2), (one, other, here, there, at) => {
        const phones = methodOf('Phone')!;
        expect(scoreOf(phones, one.join('-'), other.with(at, one[at]!).join('-'))).toBeGreaterThanOrEqual(
          scoreOf(phones, one.join('-'), other.join('-')),
        );
        const streets = methodOf('Street')!;
        expect(scoreOf(streets, here.join(' '), there.with(at, here[at]!).join(' '))).toBeGreaterThanOrEqual(
          scoreOf(streets, here.join(' '), there.join(' ')),
        );
      }),
      { numRuns },
    );
  });
});
