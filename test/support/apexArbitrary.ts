import fc from 'fast-check';

/** Pieces of Apex, whole and broken. */
const PIECES = [
  ...'{}()[]<>;,.:?@=+-!\'"/*%#\\'.split(''),
  ...[
    '?.',
    '??',
    '=>',
    '==',
    '>>',
    '++',
    "'''",
    '//',
    '/*',
    '*/',
    '\n',
    '\n  ',
    ' ',
    'a',
    'b1',
    'Lead',
    'é',
    '1',
    '2.5',
  ],
  ...[
    'insert ',
    'upsert ',
    'merge ',
    'as user ',
    'new ',
    'return ',
    'if (',
    'else ',
    'for (',
    'while (',
    'do {',
  ],
  ...[
    'try {',
    '} catch (Exception e) {',
    'switch on x {',
    'when Lead a {',
    'when else {',
    'System.runAs(u) {',
  ],
  ...[
    '[SELECT Id FROM Lead WHERE A = :b]',
    '[SELECT ',
    '[FIND ',
    'List<Lead> ',
    'Map<Id, ',
    '(Lead) ',
    "'text'",
  ],
  ...[
    '\npublic void m(Lead a) {',
    '\n@IsTest\nstatic ',
    '\npublic class A {',
    '\n  Lead p { get; set; }',
    '\nstatic {',
  ],
  ...['insert a;', 'Database.insert(a, false);', 'Lead a = b;', 'foo(a, b);', 'a instanceof B', '.class'],
];

export const fragments = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 60 })
  .map((pieces) => pieces.join(''));

/** Text that starts like a class, a trigger or a script. */
export const apex = fc
  .tuple(fc.constantFrom('', 'public class A {', 'trigger T on Lead (before insert) {'), fragments)
  .map(([head, rest]) => head + rest);

/** An edit: where it is, as a share of the text, how much it removes, and what it inserts. */
export const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 12 }),
  insert: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES)),
});

export function applyEdit(
  text: string,
  { at, remove, insert }: { readonly at: number; readonly remove: number; readonly insert: string },
): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + insert + text.slice(start + remove);
}
