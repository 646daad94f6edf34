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
  const objects = () => v8.queryObjects(Object, { format: 'count' });

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
