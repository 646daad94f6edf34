import { describe, expect, it } from 'vitest';
import { lower } from '../../../../server/src/core/saves/code/languages/javascript/lower.ts';
import type { Statement, Syntax } from '../../../../server/src/core/saves/code/tree.ts';
import { loweredJs, PlainUnits, show } from '../../../support/code.ts';
import { grammar } from '../../../support/grammars.ts';
import { seededRandom } from '../../../support/mutants.ts';

const sample = `import { Connection } from 'jsforce';
const { SF_URL: loginUrl = 'https://login.salesforce.com', ...rest } = process.env;
export const headers = { 'Sforce-Duplicate-Rule-Header': \`allowSave=\${flag ?? true}\`, ...rest };

/** Saves leads. */
export default class Leads extends Base<Lead> {
  static #instances = 0;
  @api recordId: string | null = null;
  constructor(private readonly conn: Connection, { retries = 3 }: Options = {}) { super(conn); }
  get count(): number { return Leads.#instances++; }
  @log() async save<T extends Lead>(rows: T[], ...more: T[]): Promise<Result[] | null> {
    for await (const [index, row] of rows.entries()) {
      try {
        const result = await this.conn.sobject<T>('Lead').create(row as any, { headers });
        if (!result.success) throw new Error(result.errors.map((e) => e.message).join(', '));
        else if (index > 3 && row!.Name) continue;
      } catch ({ errorCode, message }) {
        switch (errorCode) {
          case 'DUPLICATES_DETECTED':
          case 'DUPLICATE_VALUE': return null;
          default: console.error(\`\${message}: \${errorCode}\`);
        }
      } finally { do { tick(); } while (!done()); }
    }
    label: for (let i = 0, n = rows.length; i < n; i++) { if (i) break label; }
    return [...(await Promise.all(more.map(async ({ Id, ...fields }) => this.update?.({ Id, fields }))))];
  }
}
module.exports = { save: (x) => new Leads(x), Leads };
export * as all from './all.js';
enum Mode { Fast = 1, Slow }
function* ids() { yield* others(); const view = /a[/]b/g.test(x) ? void 0 : delete x.y; }
`;

function nodesOf(value: unknown, found: Syntax[] = []): Syntax[] {
  if (Array.isArray(value)) for (const item of value) nodesOf(item, found);
  else if (typeof value === 'object' && value !== null) {
    if ('anchor' in value && 'start' in value) found.push(value as Syntax);
    for (const [key, part] of Object.entries(value)) if (key !== 'anchor') nodesOf(part, found);
  }
  return found;
}

/** Every node lies in the text, and has no end before its beginning. */
function expectInside(statements: readonly Statement[], text: string): void {
  for (const { anchor, start, end } of nodesOf(statements)) {
    expect(anchor.offset + start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(anchor.offset + end).toBeLessThanOrEqual(text.length);
  }
}

describe('unfinished code', () => {
  it.each([
    ["async function f() { await conn.sobject('Lead').create(x", 'conn.sobject "Lead"'],
    [
      "async function f() { const r = await conn.sobject('Lead').create(x); r.",
      'conn.sobject "Lead").create x',
    ],
    ["class A { async save() { await conn.sobject('Lead').create(x); ", 'conn.sobject "Lead").create x'],
    ["if (a) { conn.sobject('Lead').create(x)", 'conn.sobject "Lead").create x'],
    ["const a = { b: conn.sobject('Lead').create(x), ", 'conn.sobject "Lead").create x'],
    ["f(a b, conn.sobject('Lead').create(x))", 'conn.sobject "Lead").create x'],
    ["class A { !!! save() { conn.sobject('Lead').create(x) } }", 'conn.sobject "Lead").create x'],
    ["const x = ; conn.sobject('Lead').create(x)", 'conn.sobject "Lead").create x'],
  ])('%s', async (code, seen) => {
    expect(show(await loweredJs(code))).toContain(seen);
    expect(show(await loweredJs(code, 'javascript'))).toContain(seen);
  });

  it('never throws, and keeps spans inside the text', async () => {
    const random = seededRandom(4);
    const tokens = [...sample.matchAll(/\w+|\s+|[^\w\s]/g)];
    const noise = ['(', '{', '`', "'", '${', '/*', '=>', 'await ', '<', '@', '#', '...', '?.', '\u{1f600}'];
    for (const name of ['typescript', 'tsx', 'javascript'] as const) {
      const parser = await grammar(name);
      for (let round = 0; round < 50; round++) {
        const token = tokens[Math.floor(random() * tokens.length)]!;
        const kind = random();
        const rest = sample.slice(token.index + (kind < 0.7 ? token[0].length : 0));
        const text =
          kind < 0.5
            ? sample.slice(0, token.index) + rest
            : kind < 0.7
              ? sample.slice(0, token.index)
              : sample.slice(0, token.index) + noise[Math.floor(random() * noise.length)] + rest;
        const tree = parser.parse(text, null);
        expectInside(lower(tree.rootNode, new PlainUnits(text)), text);
        tree.delete();
      }
    }
  });

  it.each([
    ['sums', Array(3_000).fill('a').join(' + ')],
    ['chains', `a${'.then(f)'.repeat(3_000)}`],
    ['arguments', `${'f('.repeat(2_000)}x${')'.repeat(2_000)}`],
    ['functions', `${'() => '.repeat(2_000)}x`],
    ['blocks', `${'if (a) {'.repeat(2_000)}f()${'}'.repeat(2_000)}`],
    ['else', `if (a) b(); ${'else if (a) b(); '.repeat(2_000)}`],
    ['records', `x = ${'{a: '.repeat(2_000)}1${'}'.repeat(2_000)}`],
    ['patterns', `const ${'{a: '.repeat(2_000)}b${'}'.repeat(2_000)} = c`],
    ['templates', `${'`${'.repeat(1_000)}x${'}`'.repeat(1_000)}`],
    ['assignments', `${'a = '.repeat(3_000)}b`],
    ['exports', `${'exports.a = '.repeat(3_000)}b`],
    ['namespaces', `${'namespace A {'.repeat(2_000)} f() ${'}'.repeat(2_000)}`],
    ['brackets that never close', '[{('.repeat(3_000)],
    ['parentheses', `${'('.repeat(3_000)}x${')'.repeat(3_000)}`],
    ['negations', `${'!'.repeat(3_000)}x`],
    ['classes', `${'class A { m() { '.repeat(1_000)} f() ${'} }'.repeat(1_000)}`],
  ])('is no matter how deep: %s', async (_, code) => {
    const { statements } = await loweredJs(code);
    expectInside(statements, code);
  });

  it('still sees the calls in code that is too deep', async () => {
    const code = `${'if (a) {'.repeat(500)} conn.sobject('Lead').create(x) ${'}'.repeat(500)}`;
    expect(show(await loweredJs(code))).toContain('.create (other)');
  });
});
