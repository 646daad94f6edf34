import { describe, expect, test } from 'vitest';
import { CodeFrontEnd } from '../../../../server/src/core/saves/code/frontEnd.ts';
import { javascript } from '../../../../server/src/core/saves/code/languages/javascript/language.ts';
import { grammar } from '../../../support/grammars.ts';
import { frontEnd, noFacts, type Setup } from './support.ts';

const marked = "import jsforce from 'jsforce';\n";
const uri = (name: string) => `file:///p/${name}`;

describe('the prefilter', () => {
  test.each<[string, string, string]>([
    ['without a marker', 'a.js', 'export const one = 1;'],
    ['of more than 1.5 million characters', 'a.js', marked + 'f();\n'.repeat(310_000)],
    ['with a line that nobody writes', 'a.js', `${marked}const data = '${'x'.repeat(10_001)}';\n`],
    ['of declarations alone', 'a.d.ts', marked],
    [
      'of types alone',
      'a.ts',
      `${marked}export type Lead = {\n  Id: string;\n};\ntype New = (lead: Lead) => void;\n`,
    ],
    ['of no language', 'a.txt', marked],
  ])('a file %s is not parsed', async (_, name, text) => {
    const { frontEnd: code, log } = await frontEnd();
    code.setFile(uri(name), text);
    expect(code.facts(uri(name))).toMatchObject({ sites: [], comments: [], generated: false });
    for (const _step of code.prepare());
    expect(log.parsed).toEqual([]);
    expect([...code.files]).toEqual([]);
    expect(code.text(uri(name))).toBeNull();
  });

  test('a file is parsed when its facts are asked for, once', async () => {
    const { frontEnd: code, log } = await frontEnd();
    code.setFile(uri('a.js'), marked);
    expect(log.parsed).toEqual([]);
    expect(code.facts(uri('a.js'))).toBe(code.facts(uri('a.js')));
    expect(log.parsed).toEqual([marked]);
  });

  test('a marker that comes and goes', async () => {
    const { frontEnd: code } = await frontEnd();
    code.setFile(uri('a.js'), 'f();');
    expect([...code.files]).toEqual([]);
    code.setFile(uri('a.js'), marked);
    expect([...code.files]).toEqual([uri('a.js')]);
    code.setFile(uri('a.js'), 'f();');
    expect([...code.files]).toEqual([]);
    code.setFile(uri('a.js'), marked);
    code.removeFile(uri('a.js'));
    expect([...code.files]).toEqual([]);
  });

  test('tests are not parsed while they are left out', async () => {
    const { frontEnd: code, log } = await frontEnd();
    code.setFile(uri('a.test.js'), marked);
    for (const _step of code.prepare());
    expect(code.facts(uri('a.test.js'))).toMatchObject({ isTest: true, sites: [] });
    expect(log.parsed).toEqual([]);
  });

  test('of tests in Java those are parsed that declare a class which is asked for', async () => {
    const found: string[] = [];
    const { frontEnd: code, log } = await frontEnd({
      factsOf: (_file, codebase) => {
        for (const { definition } of codebase.classesNamed('java', 'Leads')) found.push(definition.name);
        return noFacts;
      },
    });
    const texts = [
      'class A { Leads sforce; }',
      '/* sforce */ final class Leads { }',
      'enum Other { sforce }',
    ];
    for (const [index, name] of ['A.java', 'LeadsTest.java', 'OtherTest.java'].entries())
      code.setFile(uri(name), texts[index]!);
    code.facts(uri('A.java'));
    expect(found).toEqual(['Leads']);
    expect(log.parsed).toEqual(texts.slice(0, 2));
  });
});

describe('grammars', () => {
  test('are asked for when a marked file is there, by the file', async () => {
    const { frontEnd: code } = await frontEnd({ grammars: [] });
    expect(code.neededGrammars).toEqual([]);
    code.setFile(uri('unmarked.js'), 'f();');
    expect(code.neededGrammars).toEqual([]);
    code.setFile(uri('a.js'), marked);
    code.setFile(uri('b.tsx'), marked);
    expect(code.neededGrammars).toEqual(['javascript', 'tsx']);
    const before = code.generation;
    code.setParser(await grammar('javascript'));
    expect(code.neededGrammars).toEqual(['tsx']);
    expect(code.generation).toBeGreaterThan(before);
    code.giveUp('tsx');
    expect(code.neededGrammars).toEqual([]);
  });

  test('files have facts from when their grammar is there', async () => {
    const seen: string[] = [];
    const factsOf: Setup['factsOf'] = (file) => {
      seen.push(file.uri);
      return noFacts;
    };
    const { frontEnd: code } = await frontEnd({ grammars: [], factsOf });
    code.setFile(uri('a.js'), marked);
    const before = code.facts(uri('a.js'));
    expect(seen).toEqual([]);
    code.setParser(await grammar('javascript'));
    expect(code.facts(uri('a.js'))).not.toBe(before);
    expect(seen).toEqual([uri('a.js')]);
    code.setParser(await grammar('javascript'));
    code.facts(uri('a.js'));
    expect(seen).toHaveLength(1);
  });
});

describe('syntax trees', () => {
  // Those of short texts are not held.
  const long = `// ${'x'.repeat(77)}\n`.repeat(120);

  const edits = (code: CodeFrontEnd, name: string, count: number) => {
    for (let at = 0; at < count; at++) {
      code.setFile(uri(name), `${marked}f(${at});\n${long}`);
      code.facts(uri(name));
    }
  };

  test('are given back when a file has been read', async () => {
    const { frontEnd: code, log } = await frontEnd();
    for (const name of ['a.js', 'b.js', 'c.ts']) edits(code, name, 1);
    expect(log.parsed).toHaveLength(3);
    expect(log.held).toBe(0);
  });

  test('are held for the few files that were edited last', async () => {
    const { frontEnd: code, log } = await frontEnd();
    const names = ['a.js', 'b.js', 'c.js', 'd.js', 'e.js', 'f.js'];
    for (const name of names) edits(code, name, 50);
    expect(log.held).toBe(4);
    for (const name of names) code.removeFile(uri(name));
    expect(log.held).toBe(0);
  });

  test('are never held in a project that is read once', async () => {
    const { frontEnd: code, log } = await frontEnd({ once: true });
    edits(code, 'a.js', 5);
    expect(log.held).toBe(0);
  });

  test('are given back where lowering or evaluation fails', async () => {
    const failing = {
      ...javascript,
      lower: () => {
        throw new Error('syntax of tomorrow');
      },
    };
    const { log } = await frontEnd();
    const code = new CodeFrontEnd({ languages: [failing], factsOf: () => noFacts });
    code.setParser(await log.parser('javascript'));
    for (let at = 0; at < 3; at++) {
      code.setFile(uri('a.js'), `${marked}f(${at});\n`);
      expect(() => code.facts(uri('a.js'))).toThrow('syntax of tomorrow');
    }
    expect(log.held).toBe(0);
  });
});

test('comments are those of the present text', async () => {
  const { frontEnd: code, log } = await frontEnd();
  code.setFile(uri('a.js'), `${marked}// one\nf();\n`);
  const first = code.facts(uri('a.js'));
  expect(first.comments.map(({ text }) => text.trim())).toEqual(['one']);
  code.setFile(uri('a.js'), `${marked}// two\n// three\nf();\n`);
  const second = code.facts(uri('a.js'));
  expect(second).toBe(first);
  expect(second.comments.map(({ text }) => text.trim())).toEqual(['two', 'three']);
  expect(log.held).toBe(0);
});
