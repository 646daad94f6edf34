import type { Statement } from '../../server/src/core/saves/code/tree.ts';
import type { Place } from '../../server/src/core/text.ts';
import { seededRandom } from './mutants.ts';

/** Texts with one piece of damage each, as typing makes it; always the same ones for a seed. */
export function* mutantsOf(text: string, count: number, seed: number): Generator<string> {
  const random = seededRandom(seed);
  const tokens = [...text.matchAll(/\w+|\s+|[^\w\s]/g)].filter(([token]) => token.trim() !== '');
  for (let made = 0; made < count; made++) {
    const token = tokens[Math.floor(random() * tokens.length)]!;
    const start = token.index;
    const end = start + token[0].length;
    const inserted = ['', '', '(', ')', '{', '}', '[', '"', "'", '.', ';', '=>', '/*'][
      Math.floor(random() * 13)
    ]!;
    yield text.slice(0, start) + inserted + text.slice(inserted === '' ? end : start);
  }
}

/** All that is wrong with the places of a tree: spans that are reversed, outside of the text, or of no anchor. */
export function misplaced(statements: readonly Statement[], text: string): string[] {
  const wrong: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, `${path}[${index}]`);
    } else if (typeof value === 'object' && value !== null) {
      if ('anchor' in value) {
        const { anchor, start, end } = value as Place;
        if (start > end || anchor.offset + start < 0 || anchor.offset + end > text.length) {
          wrong.push(`${path}: ${anchor.offset}+${start}..${end}`);
        }
      }
      for (const [key, child] of Object.entries(value)) {
        if (key !== 'anchor') visit(child, `${path}.${key}`);
      }
    }
  };
  visit(statements, '');
  return wrong;
}
