import { describe, expect, it } from 'vitest';
import { python } from '../../../../server/src/core/saves/code/languages/python/language.ts';
import type { Place } from '../../../../server/src/core/text.ts';
import { PlainUnits, show } from '../../../support/code.ts';
import { loweredPython } from '../../../support/codePython.ts';
import { grammar } from '../../../support/grammars.ts';
import { seededRandom } from '../../../support/mutants.ts';

const original = `from __future__ import annotations
import requests, os.path as p
from .client import (Client as C, connect)

HEADERS = {'Sforce-Duplicate-Rule-Header': 'allowSave=true', **BASE}

@app.task(bind=True, retries=3)
async def push(rows: list[dict], *, sf: Optional[Salesforce] = None, **kw) -> int:
    """Pushes rows."""
    global total
    results = [await sf.Lead.create(r, headers=HEADERS) for r in rows if r]
    try:
        with connect(f"{base}/services/{'data' if x else "y"}/v{v:>{w}}") as s, open(p):
            response = s.post(url + '/sobjects/' + name, json={'LastName': n})
            response.raise_for_status()
    except (Timeout, requests.HTTPError) as e:
        if 'DUPLICATES_DETECTED' in str(e) and not e.done:
            raise Refused(e) from e
        elif a < b <= c: logger.error("x %s", e)
        else:
            return lambda self, *a, k=1: self.go(*a)
    else:
        total += 1
    finally:
        del s
    match total, e:
        case [0, *rest] | {'a': 1} if ok: print("none")
        case Kind.A(x=1) as k: pass
        case _: ...
    return {k: v async for k, v in x.items()}, (y := 1)

class Loader(Base[T], metaclass=M):
    url: str = 'a' "b" r'\\c'
    @property
    def sf(self): return self._sf
    class Meta:
        HEADERS['x'] = 1
    def save(self, row):
        for i, (a, b) in enumerate(row[1:]):
            while True:
                self.sf.Contact.upsert('Key__c/' + row['k'], {**row, "LastName": a})
                break
        else:
            super().save(row)

if __name__ == '__main__':
    print("done"); sys.exit(0)
`;

const tokens = [...original.matchAll(/\w+|[^\s\w]|\n[ \t]*/g)];
const inserted = [
  '(',
  '[',
  '{',
  ')',
  ']',
  '}',
  '"',
  "'",
  '"""',
  ':',
  '\\',
  ',',
  '\n',
  '    ',
  '#',
  'f"{',
  '*',
  '@',
];

function mutant(random: () => number): string {
  const token = tokens[Math.floor(random() * tokens.length)]!;
  const end = token.index + token[0].length;
  switch (Math.floor(random() * 4)) {
    case 0:
      return original.slice(0, token.index) + original.slice(end);
    case 1:
      return original.slice(0, end);
    case 2:
      return (
        original.slice(0, token.index) +
        inserted[Math.floor(random() * inserted.length)] +
        original.slice(token.index)
      );
    default: {
      const other = tokens[Math.floor(random() * tokens.length)]!;
      return original.slice(0, token.index) + other[0] + original.slice(end);
    }
  }
}

function isPlace(value: object): value is Place {
  return 'anchor' in value && 'start' in value && 'end' in value;
}

/** Places that do not lie in the text. */
function strayPlaces(root: unknown, length: number): unknown[] {
  const stray: unknown[] = [];
  const seen = new Set<unknown>();
  const look = [root];
  while (look.length > 0) {
    const value = look.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isPlace(value)) {
      const { anchor, start, end } = value;
      if (!(anchor.offset + start >= 0 && start <= end && anchor.offset + end <= length)) stray.push(value);
    }
    look.push(...Object.values(value));
  }
  return stray;
}

describe('damaged Python', () => {
  it('is lowered as far as it can be, always to places in the text', async () => {
    const parser = await grammar('python');
    const random = seededRandom(4);
    for (let made = 0; made < 500; made++) {
      const text = mutant(random);
      const tree = parser.parse(text, null);
      try {
        const statements = python.lower(tree.rootNode, new PlainUnits(text));
        expect(strayPlaces(statements, text.length), text).toEqual([]);
        show(statements);
      } finally {
        tree.delete();
      }
    }
  });

  it.each([
    ["sf.Lead.create(r)\nsf.Lead.create({'LastName': ", '(call sf.Lead.create r)'],
    ["x = sf.Lead.create({'LastName': n}, headers=", 'sf.Lead.create'],
    ['def f(sf):\n    sf.Lead.create(row)\n    if x\n', '(call sf.Lead.create row)'],
    ['def f(sf):\n    try:\n        sf.Lead.create(row)\n', '(call sf.Lead.create row)'],
    ['class A:\n    def f(self\n    def g(self):\n        self.sf.Lead.create(row)\n', 'sf.Lead.create row)'],
    ['for r in\n    sf.Lead.create(r)\n', '(call sf.Lead.create r)'],
    ['x = "abc\nsf.Lead.create(r)\n', '(call sf.Lead.create r)'],
    ['foo(\n\ndef f():\n    sf.Lead.create(r)\n', '(call sf.Lead.create r)'],
  ])('keeps what is there: %j', async (code, expected) => {
    expect(show(await loweredPython(code))).toContain(expected);
  });
});
