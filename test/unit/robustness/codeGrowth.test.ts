import { afterEach, describe, expect, it, vi } from 'vitest';
import { Modules } from '../../../server/src/core/saves/code/codebase/modules.ts';
import { CodeFiles } from '../../../server/src/core/saves/code/codeFiles.ts';
import { CodeIndex } from '../../../server/src/core/saves/code/refusal/codeIndex.ts';
import { TextUnits } from '../../../server/src/core/saves/code/units.ts';
import { codeProject, type Files, uriOf } from '../../support/codeSaves.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const client = "import jsforce from 'jsforce';\nconst conn = new jsforce.Connection({});\n";

afterEach(() => {
  vi.restoreAllMocks();
});

/** How often other files are asked for while the facts of all files are found. */
async function questions(files: Files): Promise<number> {
  const frontEnd = await codeProject(files);
  const asked = [vi.spyOn(CodeFiles.prototype, 'file'), vi.spyOn(Modules.prototype, 'of')];
  for (const name of Object.keys(files)) frontEnd.facts(uriOf(name));
  const calls = asked.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  vi.restoreAllMocks();
  return calls;
}

describe('work grows no faster than what there is to do', () => {
  it('with files that each hand on all of all others', async () => {
    const files = (count: number): Files =>
      Object.fromEntries(
        numbers(count).map((n) => [
          `f${n}.js`,
          `${client}${numbers(count)
            .map((m) => `export * from './f${m}.js';`)
            .join('\n')}
export const v${n} = 1;
import { nothing } from './f${(n + 1) % count}.js';
nothing({}); conn.sobject('Lead').create({});`,
        ]),
      );
    const [few, many] = [await questions(files(8)), await questions(files(16))];
    // Each of them looks at what each of all others hands on: eight times of what half of them does.
    expect(many / few).toBeLessThan(9);
    expect(many).toBeLessThan(3 * 16 ** 3);
  });

  it('with a test that nests deeply: what a name stands for is looked for once', async () => {
    const steps = async (count: number) => {
      const send = 'requests.post("https://x.my.salesforce.com/services/data/v60.0/sobjects/Lead", json=d)';
      const frontEnd = await codeProject({
        'a.py': `import requests\ndef f(a, d):\n    r = ${send}\n    if r.ok${' and a'.repeat(count)}:\n        a()\n`,
      });
      const parent = vi.spyOn(CodeIndex.prototype, 'parent');
      frontEnd.facts(uriOf('a.py'));
      const calls = parent.mock.calls.length;
      vi.restoreAllMocks();
      return calls;
    };
    const [few, many] = [await steps(40), await steps(80)];
    // With the square of the depth; each time anew it would be the cube.
    expect(many / few).toBeLessThan(4.5);
  });

  it('with an edit in a large file: only what it touches is lowered', async () => {
    const text = (count: number, name: string) =>
      `${client}${numbers(count)
        .map((n) => `async function f${n}(a) { await conn.sobject('Lead').create(a); }`)
        .join('\n')}\nasync function ${name}(a) { await conn.sobject('Lead').create(a); }`;
    const lowered = async (count: number) => {
      const frontEnd = await codeProject({ 'a.js': text(count, 'last') });
      frontEnd.facts(uriOf('a.js'));
      let made = 0;
      const unit = TextUnits.prototype.unit;
      vi.spyOn(TextUnits.prototype, 'unit').mockImplementation(function (this: TextUnits, place, lower) {
        return unit.call(this, place, (anchor, base) => {
          made++;
          return lower(anchor, base);
        }) as ReturnType<typeof lower>;
      });
      frontEnd.setFile(uriOf('a.js'), text(count, 'latest'));
      const { sites } = frontEnd.facts(uriOf('a.js'));
      vi.restoreAllMocks();
      return [sites.length, made];
    };
    // The function, and the section around it.
    expect(await lowered(10)).toEqual([11, 2]);
    expect(await lowered(40)).toEqual([41, 2]);
  });
});
