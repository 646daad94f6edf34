import type { AccessPlace } from './model.ts';

/** Lines of offsets that are asked for in any order; each asks for few of them. */
export function placeAt(uri: string, text: string, offset: number): AccessPlace {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return { uri, line };
}
