import { describe, expect, test } from 'vitest';
import { methods } from '../../../server/src/core/matching/methods/registry.ts';
import { remembering } from '../../../server/src/core/matching/methods/remembering.ts';
import { Random } from '../../../server/src/sandbox/data/random.ts';

const words = ['Smith', 'Smyth', 'Main St', '12 Main Street', 'J.', 'Jon', 'Acme Inc.', 'VP of Sales', '-'];
const numbers = [
  '(415) 555-1234',
  '+1 415 555 1234',
  '94105',
  '94105-1234',
  'SW1A 1AA',
  'Łódź',
  'São\nPaulo',
];

describe('a method that remembers says of two values what the method says', () => {
  test.each(methods.map((method) => [method.label, method] as const))('%s', (_, method) => {
    const random = new Random(7);
    const kept = remembering(method);
    // More values than are kept, so that many are forgotten and some come again.
    const values = Array.from({ length: 9_000 }, (_, at) => `${random.pick([...words, ...numbers])} ${at}`);
    const known = [...words, ...numbers];
    for (let round = 0; round < 12_000; round++) {
      const texts = [random.chance(0.5) ? random.pick(known) : values[round % values.length]!];
      texts.push(random.pick(known));
      const [one, other] = texts.map((text) => method.prepare(text)) as [never, never];
      const [first, second] = texts.map((text) => kept.prepare(text)) as [never, never];
      const score = method.score(one, other);
      const said = [
        kept.score(first, second),
        kept.certainty(first, second, score),
        kept.score(first, second),
      ];
      expect(said, texts.join(' and ')).toEqual([score, method.certainty(one, other, score), score]);
    }
    const [one, other] = ['Smith', 'Smyth'].map((text) => kept.prepare(text)) as [never, never];
    expect(kept.trace(one, other)).toEqual(method.trace(one, other));
  });
});
