import { expect, test } from 'vitest';
import { parse } from '../../../server/src/core/saves/apex/parser.ts';
import { children, parentMap, walk } from '../../../server/src/core/saves/apex/tree.ts';

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

test('each node but the root has its parent, and is among the children of it', () => {
  const parents = parentMap(tree);
  expect(parentMap(tree)).toBe(parents);
  let count = 0;
  walk(tree, (node) => {
    const parent = parents.get(node);
    if (node === tree) expect(parent).toBeUndefined();
    else expect(children(parent!)).toContain(node);
    count++;
  });
  expect(parents.size).toBe(count - 1);
});
