import { describe, expect, test } from 'vitest';
import type { FactsOf } from '../../../../server/src/core/saves/code/codeFile.ts';
import { CodeFrontEnd } from '../../../../server/src/core/saves/code/frontEnd.ts';
import {
  javascript,
  typescript,
} from '../../../../server/src/core/saves/code/languages/javascript/language.ts';
import { grammar } from '../../../support/grammars.ts';
import { frontEnd, noFacts } from './support.ts';

const uri = (name: string) => `file:///p/${name}`;
const marked = "import jsforce from 'jsforce';\n";

/** Follows imports; notes what is evaluated. */
async function importing() {
  const evaluated: string[] = [];
  const factsOf: FactsOf = (file, codebase) => {
    evaluated.push(file.uri.replace('file:///p/', ''));
    for (const statement of file.tree.statements) {
      if (statement.kind === 'import')
        codebase.firstFile(file.language.importCandidates(file.uri, statement.from));
    }
    return { ...noFacts };
  };
  const { frontEnd: code } = await frontEnd({ factsOf });
  return { code, evaluated };
}

describe('facts of a file are found again', () => {
  test('when its code has changed, not when blank lines or comments have', async () => {
    const { code, evaluated } = await importing();
    const texts = [
      `${marked}function a() { return 1; }\n`,
      `${marked}\n\n// why\nfunction a() { return 1; }\n`,
      `${marked}function a() { return 2; }\n`,
    ];
    const facts = texts.map((text) => {
      code.setFile(uri('a.js'), text);
      return code.facts(uri('a.js'));
    });
    expect(facts[1]).toBe(facts[0]);
    expect(facts[2]).not.toBe(facts[0]);
    expect(evaluated).toEqual(['a.js', 'a.js']);
  });

  test('when a file that it looked at has changed, come or gone', async () => {
    const { code, evaluated } = await importing();
    code.setFile(uri('a.js'), `${marked}import { b } from './b.js';\n`);
    code.setFile(uri('other.js'), marked);
    code.facts(uri('a.js'));
    code.setFile(uri('other.js'), `${marked}f();`);
    code.facts(uri('a.js'));
    expect(evaluated).toEqual(['a.js']);

    const before = code.generation;
    code.setFile(uri('b.js'), `${marked}export const b = 1;`);
    expect(code.generation).toBeGreaterThan(before);
    code.facts(uri('a.js'));
    code.setFile(uri('b.js'), `${marked}export const b = 2;`);
    code.facts(uri('a.js'));
    code.setFile(uri('b.js'), `${marked}// said\nexport const b = 2;`);
    code.facts(uri('a.js'));
    code.removeFile(uri('b.js'));
    code.facts(uri('a.js'));
    expect(evaluated).toEqual(['a.js', 'a.js', 'a.js', 'a.js']);
  });

  test('when a class of a name comes up, moves or changes', async () => {
    const found: string[] = [];
    const factsOf: FactsOf = (file, codebase) => {
      if (!file.uri.endsWith('A.java')) return noFacts;
      found.push(
        codebase
          .classesNamed('java', 'Client')
          .map((one) => one.file.uri.slice(10))
          .join(' '),
      );
      return { ...noFacts };
    };
    const { frontEnd: code } = await frontEnd({ factsOf });
    const javaClass = (body: string) =>
      `import com.sforce.soap.partner.*;\nclass Outer { static class Client { ${body} } }\n`;
    code.setFile(uri('A.java'), 'import com.sforce.soap.partner.*;\nclass A { }\n');
    code.facts(uri('A.java'));
    code.facts(uri('A.java'));
    code.setFile(uri('B.java'), javaClass('void a() { }'));
    code.facts(uri('A.java'));
    code.setFile(uri('B.java'), `// moved\n${javaClass('void a() { }')}`);
    code.facts(uri('A.java'));
    code.setFile(uri('B.java'), javaClass('void b() { }'));
    code.setFile(uri('C.java'), javaClass('int c;'));
    code.facts(uri('A.java'));
    expect(found).toEqual(['', 'B.java', 'B.java C.java']);
  });
});

describe('a file that fails', () => {
  test('fails alone, and each time that it is asked for', async () => {
    const asked: (string | null)[] = [];
    const failing = {
      ...typescript,
      lower: () => {
        throw new Error('boom');
      },
    };
    const factsOf: FactsOf = (_, codebase) => {
      asked.push(codebase.file(uri('bad.ts'))?.uri ?? null);
      return noFacts;
    };
    const code = new CodeFrontEnd({ languages: [javascript, failing], factsOf });
    code.setParser(await grammar('javascript'));
    code.setParser(await grammar('typescript'));
    for (const name of ['bad.ts', 'good.js']) code.setFile(uri(name), marked);
    expect([...code.prepare()]).toHaveLength(2);
    expect(() => code.facts(uri('bad.ts'))).toThrow('boom');
    expect(() => code.facts(uri('bad.ts'))).toThrow('boom');
    expect(code.facts(uri('good.js'))).toMatchObject({ generated: false });
    expect(asked).toEqual([null]);
  });

  test('is well again with another text', async () => {
    const factsOf: FactsOf = ({ text }) => {
      if (text.includes('boom')) throw new Error('boom');
      return noFacts;
    };
    const { frontEnd: code } = await frontEnd({ factsOf });
    code.setFile(uri('a.js'), `${marked}boom();`);
    expect(() => code.facts(uri('a.js'))).toThrow('boom');
    code.setFile(uri('a.js'), `${marked}f();`);
    expect(code.facts(uri('a.js')).sites).toEqual([]);
  });
});

describe('a file that only mentions Salesforce', () => {
  const label = "import title from '@salesforce/label/c.Title';\n";
  const uiApi = "import { createRecord } from 'lightning/uiRecordApi';\n";

  test('is evaluated if it names an API, or imports a file that does', async () => {
    const { code, evaluated } = await importing();
    code.setFile(uri('label.js'), `${label}import './helper.js';\n`);
    code.setFile(uri('helper.js'), `${label}const far = require('./far.js');\n`);
    code.facts(uri('label.js'));
    expect(evaluated).toEqual([]);
    code.setFile(uri('far.js'), `${uiApi}export const save = createRecord;\n`);
    code.facts(uri('far.js'));
    code.facts(uri('label.js'));
    expect(evaluated).toEqual(['far.js', 'label.js']);
    code.setFile(uri('far.js'), label);
    expect(code.facts(uri('label.js')).sites).toEqual([]);
    expect(evaluated).toEqual(['far.js', 'label.js']);
  });

  test('is evaluated again when a comment says more', async () => {
    const { code, evaluated } = await importing();
    code.setFile(uri('label.js'), label);
    code.facts(uri('label.js'));
    code.setFile(uri('label.js'), `${label}// for jsforce\n`);
    code.facts(uri('label.js'));
    expect(evaluated).toEqual(['label.js']);
  });
});
