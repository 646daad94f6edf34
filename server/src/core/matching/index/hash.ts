/**
 * A hash of 64 bits in two halves: among a million keys two that differ share it once in some ten million data sets,
 * so that what is behind a hash need not be looked at again. The halves are those of the last call of {@link hashKey}.
 */
export const keyHash = { high: 0, low: 0 };

/** Two rounds of multiply and shift per character, with a final mix (after MurmurHash3's, which is public domain). */
export function hashKey(text: string): void {
  let high = 0x9747b28c;
  let low = 0x85ebca6b ^ text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x9e3779b1);
    high ^= high >>> 15;
    low = Math.imul(low ^ code, 0xc2b2ae35);
    low ^= low >>> 13;
  }
  keyHash.high = mixed(high ^ (low >>> 7)) >>> 0;
  keyHash.low = mixed(low ^ Math.imul(high, 0x27d4eb2f)) >>> 0;
}

function mixed(value: number): number {
  let mix = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return mix ^ (mix >>> 16);
}
