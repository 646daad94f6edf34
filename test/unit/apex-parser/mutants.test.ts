import { expect, test } from 'vitest';
import { isApex, readCorpus } from '../../corpus/files.ts';
import { Original, runMutants, savesIn } from '../../support/mutants.ts';

const COUNT = 2000;

const originals = readCorpus().flatMap(({ name, files }) =>
  [...files].filter(([path]) => isApex(path)).map(([path, text]) => new Original(`${name}/${path}`, text)),
);

test.runIf(originals.length > 0)(
  `${COUNT} mutants of the corpus keep the saves outside of the damage`,
  () => {
    const lost: string[] = [];
    const totals = runMutants(originals, COUNT, 1, ({ path }, { line, damage }) => {
      lost.push(`${path}:${line + 1} ${damage}`);
    });
    expect(totals.expected).toBeGreaterThan(COUNT);
    expect(totals.lost / totals.expected, lost.join('\n')).toBeLessThan(0.005);
    expect(totals.slowest).toBeLessThan(30_000);
  },
  60_000,
);

test('a save is found where it stands', () => {
  const text = 'class A {\n  void b() { insert c; database.Update(d); Other.insert(e); }\n}';
  expect(savesIn('A.cls', text).map(({ what, at }) => [what, text.slice(at, at + 6)])).toEqual([
    ['insert', 'insert'],
    ['database.update', 'Update'],
  ]);
});

test('mutants are the same for the same seed', () => {
  const one = new Original('A.cls', 'class A { void b() { insert c; } }');
  const texts = (seed: number): string[] => {
    const found: string[] = [];
    runMutants([one], 50, seed, (_, { text }) => found.push(text));
    return found;
  };
  expect(texts(3)).toEqual(texts(3));
});
