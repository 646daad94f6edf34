import { expect, it, vi } from 'vitest';
import { nearest, todoOf } from '../../../client/src/fillIn.ts';

vi.mock('vscode', () => ({}));

const line = 'insert lead;\n';
it.each([
  ['a comment before the save', [[0, 0, '// ignore rule -- TODO: say why\n']], 'TODO: say why'],
  ['a comment that is closed', [[0, 0, '<!-- ignore rule -- TODO: say why -->\n']], 'TODO: say why'],
  ['a string of JSON', [[0, 0, '"reason": "TODO: say why",\n']], 'TODO: say why'],
  [
    'what moves with an earlier edit',
    [
      [13, 13, 'x();\r\n\t// TODO: handle the duplicate (skip the row)\r\ny();\r\n'],
      [0, 6, 'Database.insert'],
    ],
    'TODO: handle the duplicate (skip the row)',
  ],
] as [string, [number, number, string][], string][])('finds %s', (_, edits, text) => {
  const found = todoOf(
    'file:///A.cls',
    edits.map(([start, end, newText]) => ({ start, end, newText })),
    (edit) => edit,
  );
  let content = line + line;
  for (const [start, end, newText] of edits) content = content.slice(0, start) + newText + content.slice(end);
  expect(found).toMatchObject({ uri: 'file:///A.cls', text });
  expect(content.slice(found!.near)).toMatch(new RegExp(`^${text.replace(/[()]/g, '\\$&')}`));
  // Line ends that the editor has changed, and another text like it.
  expect(
    nearest(`${text}${' '.repeat(99)}\n${content}`, { text, near: found!.near + 97 + text.length }),
  ).toBe(found!.near + 100 + text.length);
});

it('finds nothing in a fix that leaves nothing to fill in', () => {
  expect(todoOf('file:///A.cls', [{ newText: 'TODO' }], () => ({ start: 0, end: 0 }))).toBeNull();
  expect(nearest('changed meanwhile', { text: 'TODO: say why', near: 3 })).toBe(-1);
});
