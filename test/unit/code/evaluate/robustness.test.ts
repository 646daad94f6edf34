import { describe, expect, it } from 'vitest';
import type { CodeFrontEnd } from '../../../../server/src/core/saves/code/frontEnd.ts';
import { mutantsOf } from '../../../support/codeMutants.ts';
import { codeProject, savesIn, shownSite, uriOf } from '../../../support/codeSaves.ts';
import { classCases } from './classCases.ts';

const head = "import jsforce from 'jsforce';\nconst conn = new jsforce.Connection({});\n";

const hostile: Readonly<Record<string, string>> = {
  'conditions without number': `${head}async function f(o) {\n${Array.from(
    { length: 400 },
    (_, index) =>
      `if (o.a${index}) { x = x + 'a${index}'; h['k${index}'] = o; } else { x = o.b${index} || x; }`,
  ).join('\n')}\nawait conn.sobject(x).create(h);\n}`,
  'branches within branches': `${head}function f(o) {\n${'if (o.a) { x += 1; '.repeat(80)}${'} else { x = o; }'.repeat(80)}\nconn.sobject(x).create({});\n}`,
  'calls that fan out': `${head}${Array.from({ length: 30 }, (_, index) => `function f${index}(a) { f${index + 1}(a); f${index + 1}(a); f${index + 1}(a); f${index + 1}(a); }`).join('\n')}\nfunction f30(a) { conn.sobject(a).create({}); }\nf0('Lead');`,
  'functions that hand each other on': `${head}function a(f, g) { f(g, f); g(f, g); }\nfunction b(f, g) { a(f, g); a(g, f); f(() => g(a, b)); }\na(b, a); b(a, b); const y = (f) => f(f); y(y);`,
  'classes that hold each other': `${head}class A { b = new B(); c = new C(); constructor(x) { this.a = new A(x); } }\nclass B { a = new A(); c = new C(); }\nclass C extends A { b = new B(); get z() { return this.z; } m() { return this.m().m().z.q; } }\nnew C().m();`,
  'a class that derives from itself': `${head}class A extends B { constructor() { super(); } m() { super.m(); this.n = 1; conn.sobject(this.o).create({}); } }\nclass B extends A { constructor() { super(); } m() { this.o = 'Lead'; } }\nnew B().m();`,
  'objects that hold themselves': `${head}const o = {}; o.o = o; o.list = [o]; o.list.push(o.list);\nconn.sobject(o.o.o.list).create(o);\nconst h = { ...o, h: o }; h.h = h; conn.sobject('Lead').create(h, { headers: h });`,
  'texts that grow': `${head}let s = 'abc';\n${'s += s;\n'.repeat(60)}conn.sobject(s).create({});\nlet t = o;\n${'t = t + t;\n'.repeat(60)}conn.sobject(t).create({});`,
  'lists that grow': `${head}const l = [1];\n${'l.push(...l, l); \n'.repeat(40)}conn.sobject('Lead').create(l.map((x) => l.map((y) => ({ x, y, l }))));`,
  'names of what every object has': `${head}function __proto__(constructor) { conn.sobject(constructor).create({ __proto__: 1, toString: 2 }); }\n__proto__('Lead'); const o = { constructor: __proto__ }; o['__proto__']('Contact'); o.hasOwnProperty('Lead');`,
};

describe('hostile code', () => {
  for (const [name, text] of Object.entries(hostile)) {
    it(`ends: ${name}`, async () => {
      const frontEnd = await codeProject({ 'code.js': text });
      expect(() => frontEnd.facts(uriOf('code.js'))).not.toThrow();
    });
  }

  it('does not keep what it cannot follow from what it can', async () => {
    const text = `${hostile['calls that fan out']}\nasync function plain() { await conn.sobject('Contact').create({}); }`;
    const found = await savesIn('code.js', text);
    expect(found.filter((one) => one.includes('Contact'))).toHaveLength(1);
  });
});

describe('half-typed code', () => {
  for (const [name, file, text] of classCases) {
    it(`never fails, and is read as fresh code is: ${name}`, async () => {
      const frontEnd = await codeProject({ [file]: text });
      let count = 0;
      for (const mutant of mutantsOf(text, 40, text.length)) {
        frontEnd.setFile(uriOf(file), mutant);
        const edited = shown(frontEnd, file, mutant);
        if (++count % 4 !== 0) continue;
        const fresh = shown(await codeProject({ [file]: mutant }), file, mutant);
        expect(edited, mutant).toEqual(fresh);
      }
      frontEnd.setFile(uriOf(file), text);
      expect(shown(frontEnd, file, text)).toEqual(await savesIn(file, text));
    });
  }
});

function shown(frontEnd: CodeFrontEnd, file: string, text: string): string[] {
  return frontEnd.facts(uriOf(file)).sites.map((site) => shownSite(site, { [file]: text }));
}
