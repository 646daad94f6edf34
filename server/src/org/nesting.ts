/** Real answers nest about ten levels. */
const deepest = 500;

/**
 * True for JSON with more levels of brackets than any answer has. Parsed, each level takes some thirty times the
 * memory of its bracket: 20 MB of them are enough to end the process.
 */
export function nestsTooDeep(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') {
      if (++depth > deepest) return true;
    } else if (character === ']' || character === '}') depth--;
  }
  return false;
}
