import { expect, test } from 'vitest';
import { parse } from '../../../server/src/core/saves/apex/parser.ts';
import { walk } from '../../../server/src/core/saves/apex/tree.ts';

const { tree } = parse('x.apex', 'if (a) { insert b(c, 1); } else d = new E(f = g);').script!.body;

test('walk visits parents first, in the order of the text', () => {
  const kinds: string[] = [];
  walk(tree, ({ kind }) => {
    kinds.push(kind);
  });
  expect(kinds).toEqual([
    'block',
    'if',
    'name',
    'block',
    'dml',
    'call',
    'name',
    'literal',
    'expression-statement',
    'assignment',
    'name',
    'new',
    'field-initializer',
    'name',
  ]);
});

test('walk leaves out what is below a node that answers false', () => {
  const kinds: string[] = [];
  walk(tree, ({ kind }) => {
    kinds.push(kind);
    return kind !== 'if';
  });
  expect(kinds).toEqual(['block', 'if']);
});
