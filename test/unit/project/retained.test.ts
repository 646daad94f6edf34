import v8 from 'node:v8';
import { expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import { grammar } from '../../support/grammars.ts';

const members = (member: (index: number) => string) => Array.from({ length: 8 }, (_, index) => member(index));

/** Mentions Salesforce, but leads to no API: as long as it is so, it is not parsed. */
const helper = `// salesforce
export class Helper {
${members((at) => `  read${at}(rows) {\n    return rows.filter((row) => row.at > ${at}).map(({ name }) => name.trim());\n  }`).join('\n')}
}
`;
const script = `import jsforce from 'jsforce';
const conn = new jsforce.Connection({});
${members((at) => `export async function save${at}(row) {\n  await conn.sobject('Lead').create(row);\n}`).join('\n')}
`;
const apex = `public class Saves {
${members((at) => `    void save${at}(List<Lead> leads) {\n        for (Lead lead : leads) lead.Rating = 'Hot';\n        insert leads;\n    }`).join('\n')}
}
`;

const files = [
  {
    uri: 'file:///p/helper.js',
    text: helper,
    typed: "\n}\nimport sf from 'jsforce';\nnew sf.Connection({}).sobject('Lead').create({});",
  },
  {
    uri: 'file:///p/script.js',
    text: script,
    typed: '    const written = await conn.sobject(name).create(row);',
  },
  { uri: 'file:///p/Saves.cls', text: apex, typed: '        update new List<Contact>{ new Contact() };' },
];

const objects = () => v8.queryObjects(Object, { format: 'count' });

it.skipIf(v8.queryObjects === undefined)('keeps nothing of earlier texts once files are closed', async () => {
  const project = createProject({ root: 'file:///p' });
  for (const { uri, text } of files) project.setFile(uri, text);
  project.setParser(await grammar('javascript'));
  const look = () => {
    for (const _ of project.analyseAll());
    return files.map(({ uri }) => project.findings(uri).length);
  };
  const session = () => {
    for (const { uri, text, typed } of files) {
      const at = text.indexOf('\n', text.length / 2);
      for (let length = 1; length <= typed.length; length += 6) {
        project.setFile(uri, text.slice(0, at) + typed.slice(0, length) + text.slice(at));
        project.findings(uri);
      }
      project.setFile(uri, text);
      project.closeFile(uri);
    }
    return look();
  };

  const first = look();
  const fresh = objects();
  expect(session()).toEqual(first);
  const afterOne = objects();
  for (let more = 0; more < 3; more++) session();
  const afterFour = objects();
  // What is made once: patterns of words, names that were asked for.
  expect(afterOne - fresh).toBeLessThan(800);
  expect(afterFour - afterOne).toBeLessThan(50);
});

/** With each key that is typed in a name, another name stands there: of what saves, of what is called, of a type. */
const sources = {
  'file:///p/small.js': (name: string) => `import jsforce from 'jsforce';
const conn = new jsforce.Connection({});
export async function ${name}(row) {
  await conn.sobject('Lead').create(row);
}
`,
  'file:///p/Small.cls': (name: string) => `public class Small {
    Lead ${name}Lead;
    void ${name}(Small ${name}Small) { insert ${name}Small.${name}All(${name}Lead); }
    void save(List<${name}Type> ${name}List) { Database.insert(${name}List, ${name}Options); ${name}(this); }
}
`,
};

it.skipIf(v8.queryObjects === undefined)('keeps nothing of names that were typed, however many', async () => {
  const project = createProject({ root: 'file:///p' });
  project.setFile('file:///p/small.js', sources['file:///p/small.js']('save'));
  project.setParser(await grammar('javascript'));
  let count = 0;
  const type = () => {
    for (let more = 0; more < 150; more++) {
      count++;
      for (const [uri, textWith] of Object.entries(sources)) project.setFile(uri, textWith(`typed${count}`));
      for (const uri of Object.keys(sources)) project.findings(uri);
    }
  };

  type();
  const before = objects();
  const grown = Array.from({ length: 3 }, () => {
    type();
    return objects() - before;
  });
  // What is kept of names has a bound.
  expect(Math.max(...grown)).toBeLessThan(1_500);
});

/** Leads to no API, but holds the name that is typed: it is read when callers are looked for. */
const holder = (at: number) => `// salesforce
export class Holder${at} {
${members((member) => `  read${member}(rows) {\n    return rows.filter((row) => row.save > ${member}).map(({ name }) => name.trim());\n  }`).join('\n')}
}
`;

it.skipIf(v8.queryObjects === undefined)(
  'keeps no syntax of files that only a typed name led to',
  async () => {
    const project = createProject({ root: 'file:///p' });
    const uri = 'file:///p/script.js';
    const text = script.replaceAll('save', 'write');
    project.setFile(uri, text);
    for (let at = 0; at < 10; at++) project.setFile(`file:///p/holder${at}.js`, holder(at));
    project.setParser(await grammar('javascript'));
    const look = () => {
      for (const _ of project.analyseAll());
      return project.findings(uri).length;
    };
    const session = () => {
      project.setFile(uri, text.replace('write0', 'save'));
      look();
      const whileOpen = objects();
      project.setFile(uri, text);
      project.closeFile(uri);
      look();
      return whileOpen;
    };

    look();
    const fresh = objects();
    const whileOpen = session();
    // Ten files, read.
    expect(whileOpen - fresh).toBeGreaterThan(2_000);
    expect(objects() - fresh).toBeLessThan(500);
  },
);

/** Calls a method of the name that is typed, of another class: it is read when callers are looked for. */
const caller = (at: number) => `public class Caller${at} {
${members((member) => `    void use${member}(List<Lead> leads) {\n        for (Lead lead : leads) lead.Rating = Texts.of(lead.Rating, ${member});\n        Queue.run(leads);\n    }`).join('\n')}
}
`;

it.skipIf(v8.queryObjects === undefined)('keeps no syntax of Apex that only a typed name led to', () => {
  const project = createProject({ root: 'file:///p' });
  const uri = 'file:///p/Saver.cls';
  const textWith = (name: string) =>
    `public class Saver {\n    public static void ${name}(List<Lead> leads) {\n        insert leads;\n    }\n}\n`;
  project.setFile(uri, textWith('save'));
  for (let at = 0; at < 50; at++) project.setFile(`file:///p/Caller${at}.cls`, caller(at));
  const look = () => {
    for (const _ of project.analyseAll());
    return project.findings(uri).length;
  };
  const session = () => {
    project.setFile(uri, textWith('run'));
    look();
    const whileOpen = objects();
    for (let keys = 0; keys < 60; keys++) {
      project.setFile(uri, `${textWith('save')}// ${keys}`);
      project.findings(uri);
    }
    project.setFile(uri, textWith('save'));
    project.closeFile(uri);
    look();
    return whileOpen;
  };

  look();
  const fresh = objects();
  const whileOpen = session();
  // Four hundred bodies, read.
  expect(whileOpen - fresh).toBeGreaterThan(8_000);
  expect(objects() - fresh).toBeLessThan(1_000);
});
