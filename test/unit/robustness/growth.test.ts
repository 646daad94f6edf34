import { describe, expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';

const uri = 'file:///p/A.cls';

/** The findings of one class, and how long everything that can be asked of it took, in milliseconds. */
function analysed(text: string): { readonly findings: readonly string[]; readonly time: number } {
  const begin = performance.now();
  const project = createProject({ root: 'file:///p' });
  project.setFile(uri, text);
  for (const _ of project.analyseAll());
  const findings = project.findings(uri);
  project.safeFixes(uri);
  return { findings: findings.map(({ ruleId }) => ruleId), time: performance.now() - begin };
}

function times(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

const refused = ['missing-duplicate-rule-header'];

describe('code whose ways multiply with every line is analysed in time', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'variables that are each chosen from the one before, twice',
      `class A { void f(List<Lead> leads, Boolean b) { List<SObject> v0 = leads;
        ${times(40, (n) => `List<SObject> v${n + 1} = b ? v${n} : v${n};`)} insert v40; } }`,
      refused,
    ],
    [
      'lists that are each added to the next, twice',
      `class A { void f(Lead one) { List<SObject> v0 = new List<SObject>{ one };
        ${times(40, (n) => `List<SObject> v${n + 1} = new List<SObject>(); v${n + 1}.addAll(v${n}); v${n + 1}.addAll(v${n});`)}
        insert v40; } }`,
      refused,
    ],
    [
      'methods that all call each other with one list',
      `class A { ${times(
        6,
        (n) => `List<SObject> m${n}(List<SObject> v) { ${times(6, (other) => `m${other}(v);`)}
          insert v; return m${(n + 1) % 6}(m${(n + 2) % 6}(v)); }`,
      )} }`,
      [],
    ],
    [
      'methods that each return what the next returns, twice',
      `class A { ${times(20, (n) => `List<SObject> m${n}(Boolean b) { if (b) return m${n + 1}(b); return m${n + 1}(!b); }`)}
        List<SObject> m20(Boolean b) { return new List<Lead>(); } void f() { insert m0(true); } }`,
      [],
    ],
    [
      'methods that each pass options to the next, twice',
      `class A { ${times(20, (n) => `void m${n}(List<SObject> v, Database.DMLOptions d) { m${n + 1}(v, d); m${n + 1}(v, d); }`)}
        void m20(List<SObject> v, Database.DMLOptions d) { Database.insert(v, d); }
        void f(List<Lead> leads) { Database.DMLOptions d = new Database.DMLOptions(); m0(leads, d); } }`,
      [],
    ],
  ])('%s', (_, text, expected) => {
    const { findings, time } = analysed(text);
    expect(findings).toEqual(expected);
    expect(time).toBeLessThan(30_000);
  });
});

describe('many saves in one class', () => {
  it('are analysed and fixed in time', () => {
    const text = `class A {\n${times(300, (n) => `  void m${n}(Lead v) {\n    insert v;\n  }`)}\n}\n`;
    const { findings, time } = analysed(text);
    expect(findings).toHaveLength(300);
    expect(time).toBeLessThan(30_000);
  });
});

describe('where records come from', () => {
  it('is followed through a method that is called with its own result', () => {
    const text = `class A { SObject same(SObject v) { return v; }
      void f(Lead one) { insert same(same(one)); } }`;
    expect(analysed(text).findings).toEqual(refused);
  });
});
