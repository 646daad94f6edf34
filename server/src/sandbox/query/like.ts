import { stringValue } from './tokens.ts';

/** A character, any one character, or any text. */
type Step = string | 'any' | 'text';

/**
 * A LIKE pattern, by what stands between its quotes: `%` stands for any text, `_` for one character, both literal
 * behind a backslash. Case makes no difference. Takes no more than pattern times value steps, whatever the pattern.
 */
export function likePattern(inner: string): (value: string) => boolean {
  const steps: Step[] = [];
  for (const [part] of inner.matchAll(/\\u[0-9a-fA-F]{4}|\\.|./gs)) {
    if (part === '%') {
      if (steps.at(-1) !== 'text') steps.push('text');
    } else if (part === '_') steps.push('any');
    else for (const char of stringValue(part).toLowerCase()) steps.push(`=${char}`);
  }
  return (value) => matches(steps, [...value.toLowerCase()]);
}

function matches(steps: readonly Step[], chars: readonly string[]): boolean {
  let step = 0;
  let char = 0;
  // Where the last `%` stands, and up to where it has been tried.
  let wild = -1;
  let tried = 0;
  while (char < chars.length) {
    const wanted = steps[step];
    if (wanted === 'any' || wanted === `=${chars[char]}`) {
      step++;
      char++;
    } else if (wanted === 'text') {
      wild = step++;
      tried = char;
    } else if (wild >= 0) {
      step = wild + 1;
      char = ++tried;
    } else return false;
  }
  while (steps[step] === 'text') step++;
  return step === steps.length;
}
