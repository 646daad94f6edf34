import type { Certainty } from '../certainty.ts';
import type { MethodEngine, PreparedValue } from './model.ts';

/** A value and the number under which its comparisons are remembered. */
interface NumberedValue extends PreparedValue {
  number?: number;
}

/** So many values are kept as they were prepared; then it is begun anew. */
const mostValues = 8_192;

/** A power of two. Where two pairs would have the same place, the later one takes it. */
const places = 1 << 15;

const certainties: readonly Certainty[] = ['exact', 'documented', 'approximate', 'unknown'];

/**
 * A method that remembers what it said of two values. Where many records share a match key, each value is compared with
 * the same few others again and again. Takes bounded memory, however many values there are.
 */
export function remembering(engine: MethodEngine): MethodEngine {
  // Equality is told sooner than it is looked up.
  if (engine.scoring === 'equality') return engine;
  const values = new Map<string, NumberedValue>();
  let last = 0;
  let pairs: Pairs | null = null;
  const placeOf = (one: NumberedValue, other: NumberedValue): number => {
    one.number ??= ++last;
    other.number ??= ++last;
    pairs ??= new Pairs();
    return pairs.placeOf(one.number, other.number);
  };
  return {
    ...engine,
    prepare(value) {
      const known = values.get(value);
      if (known !== undefined) return known;
      if (values.size === mostValues) values.clear();
      const prepared = engine.prepare(value);
      values.set(value, prepared);
      return prepared;
    },
    score(one, other) {
      const place = placeOf(one, other);
      const known = pairs!.scores[place]!;
      if (known !== 0) return known - 1;
      const score = engine.score(one, other);
      pairs!.scores[place] = score + 1;
      return score;
    },
    certainty(one, other, score) {
      const place = placeOf(one, other);
      const known = pairs!.sure[place]!;
      if (known !== 0 && pairs!.scores[place] === score + 1) return certainties[known - 1]!;
      const certainty = engine.certainty(one, other, score);
      pairs!.scores[place] = score + 1;
      pairs!.sure[place] = certainties.indexOf(certainty) + 1;
      return certainty;
    },
  };
}

/** What was said of pairs, each figure one more than what it says; 0: nothing yet. */
class Pairs {
  readonly scores = new Uint8Array(places);
  readonly sure = new Uint8Array(places);
  readonly #one = new Uint32Array(places);
  readonly #other = new Uint32Array(places);

  placeOf(one: number, other: number): number {
    const place = (Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b)) >>> 17;
    if (this.#one[place] === one && this.#other[place] === other) return place;
    this.#one[place] = one;
    this.#other[place] = other;
    this.scores[place] = 0;
    this.sure[place] = 0;
    return place;
  }
}
