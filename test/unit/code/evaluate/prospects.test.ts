import { describe, expect, test } from 'vitest';
import { createProject } from '../../../../server/src/core/project.ts';
import { grammar } from '../../../support/grammars.ts';

const uri = (name: string) => `file:///p/${name}`;

/** The saves of all files, as `operation object`; through the saves of a project that is read once and of one that is kept. */
async function saves(files: Readonly<Record<string, string>>): Promise<string[]> {
  const found = await Promise.all(
    [true, false].map(async (once) => {
      const project = createProject({ root: 'file:///p', once });
      for (const [name, text] of Object.entries(files)) project.setFile(uri(name), text);
      for (const name of project.neededGrammars) project.setParser(await grammar(name));
      for (const _ of project.analyseAll());
      return Object.keys(files).flatMap((name) =>
        project
          .saves(uri(name))
          .map(
            ({ site }) =>
              `${name}: ${site.operation} ${site.target.kind === 'objects' ? site.target.names.join() : '?'}`,
          ),
      );
    }),
  );
  expect(found[0]).toEqual(found[1]);
  return found[0]!;
}

describe('a save is found', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'whose address, verb and client stand in three files',
      {
        'api.js': "export const base = process.env.SF_URL + '/services/data/v60.0';\n",
        'send.js':
          "// Salesforce\nimport axios from 'axios';\nexport const send = (url, body) => axios.post(url, body);\n",
        'lead.js':
          "import { base } from './api.js';\nimport { send } from './send.js';\nexport async function add(lead) {\n  await send(base + '/sobjects/Lead', lead);\n}\n",
      },
      ['lead.js: insert Lead'],
    ],
    [
      'through a module that hands everything on',
      {
        'index.js': "// Salesforce\nexport * from './client.js';\n",
        'client.js':
          "import jsforce from 'jsforce';\nexport class Client {\n  constructor() { this.c = new jsforce.Connection({}); }\n  add(object, record) { return this.c.sobject(object).create(record); }\n}\n",
        'lead.js':
          "import { Client } from './index.js';\n// salesforce\nexport function add(lead) { return new Client().add('Lead', lead); }\n",
      },
      ['lead.js: insert Lead'],
    ],
    [
      'under another name',
      {
        'edit.js':
          "import { createRecord as keep } from 'lightning/uiRecordApi';\nexport function go(fields) { return keep({ apiName: 'Lead', fields }); }\n",
      },
      ['edit.js: insert Lead'],
    ],
    [
      'of a client that a class above makes, in another file',
      {
        'base.py':
          'from simple_salesforce import Salesforce\n\n\nclass Task:\n    def __init__(self):\n        self.api = Salesforce(username="a")\n',
        'load.py':
          'from base import Task\n\n\nclass Load(Task):\n    def run(self, row):\n        # Salesforce\n        self.api.Lead.create(row)\n',
      },
      ['load.py: insert Lead'],
    ],
    [
      'of a client that is imported within a function',
      {
        'client.py': 'from simple_salesforce import Salesforce\n\nthing = Salesforce(username="a")\n',
        'load.py':
          'def run(row):\n    # Salesforce\n    from client import thing\n    thing.Lead.create(row)\n',
      },
      ['load.py: insert Lead'],
    ],
    [
      'by a method that is named in a text',
      {
        'load.py':
          "from simple_salesforce import Salesforce\n\n\ndef run(verb, row):\n    sf = Salesforce(username='a')\n    getattr(sf.Lead, 'create')(row)\n",
      },
      ['load.py: insert Lead'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await saves(files)).toEqual(expect.arrayContaining(expected));
  });
});

test('a function that changes so that it may save is gone through', async () => {
  const project = createProject({ root: 'file:///p' });
  project.setParser(await grammar('javascript'));
  const text = (verb: string) =>
    `import jsforce from 'jsforce';\nconst conn = new jsforce.Connection({});\nfunction keep(row) { return conn.sobject('Lead').${verb}(row); }\nexport function go(row) { return keep(row); }\n`;
  for (const [verb, count] of [
    ['find', 0],
    ['create', 1],
    ['find', 0],
  ] as const) {
    project.setFile(uri('a.js'), text(verb));
    expect(project.saves(uri('a.js'))).toHaveLength(count);
  }
});
