import { describe, expect, it } from 'vitest';
import { codeProject, type Files, uriOf } from '../../../support/codeSaves.ts';

/** What becomes of the refusal of the only save of the first file: `kind: how`, and what callers have to do with it. */
async function shown(files: Files): Promise<string> {
  const frontEnd = await codeProject(files);
  const { sites } = frontEnd.facts(uriOf(Object.keys(files)[0]!));
  return sites
    .map(({ refusal: { kind, how, callers } }) =>
      [
        `${kind}: ${how}`,
        ...(callers
          ? [
              `by ${callers.deciding.map(({ enclosing }) => enclosing).join('+') || 'itself'}, ${callers.handling} others`,
            ]
          : []),
      ].join(' | '),
    )
    .join(' ; ');
}

const helper =
  "// jsforce salesforce\nexport async function createLead(conn, data) { return conn.sobject('Lead').create(data); }\n";
const logging = 'try { await createLead(c, d); } catch (e) { console.log(e); }';
const branching =
  "try { await createLead(c, d); } catch (e) { if (e.errorCode === 'DUPLICATES_DETECTED') return null; throw e; }";
const answering = 'try { await createLead(c, d); } catch (e) { res.status(500).send(e.message); }';
const thrown = 'propagates: is thrown to the caller';
const logged = 'logs: is only logged';

const javascript: readonly (readonly [string, Files, string])[] = [
  ['nobody calls it', { 'a.js': helper }, thrown],
  [
    'a caller that logs',
    { 'a.js': `${helper}async function f(c, d) { ${logging} }` },
    `${logged} | by f, 0 others`,
  ],
  [
    'a caller that swallows it',
    { 'a.js': `${helper}async function f(c, d) { await createLead(c, d).catch(() => {}); }` },
    'drops: is caught and dropped | by f, 0 others',
  ],
  [
    'a caller that knows',
    { 'a.js': `${helper}async function f(c, d) { ${branching} }` },
    'handles-duplicates: is recognised | by f, 0 others',
  ],
  [
    'a caller that answers',
    { 'a.js': `${helper}async function f(c, d, res) { ${answering} }` },
    'handles-errors: is told to a user or another program | by f, 0 others',
  ],
  ['a caller that lets it pass', { 'a.js': `${helper}export const f = (c, d) => createLead(c, d);` }, thrown],
  [
    'one logs, one knows',
    { 'a.js': `${helper}async function f(c, d) { ${logging} } async function g(c, d) { ${branching} }` },
    `${logged} | by f, 1 others`,
  ],
  [
    'one lets it pass, one knows',
    {
      'a.js': `${helper}async function f(c, d) { await createLead(c, d); } async function g(c, d) { ${branching} }`,
    },
    `${thrown} | by f, 1 others`,
  ],
  [
    'one knows, another use is not followed',
    { 'a.js': `${helper}async function g(c, d) { ${branching} } router.post('/leads', createLead);` },
    `${thrown} | by itself, 1 others`,
  ],
  [
    'one logs, another use is not followed',
    { 'a.js': `${helper}async function f(c, d) { ${logging} } router.post('/leads', createLead);` },
    `${logged} | by f, 0 others`,
  ],
  ['handed on only', { 'a.js': `${helper}router.post('/leads', createLead);` }, thrown],
  [
    "through a caller's caller",
    {
      'a.js': `${helper}function middle(c, d) { return createLead(c, d); } async function f(c, d) { try { await middle(c, d); } catch (e) { console.log(e); } }`,
    },
    `${logged} | by f, 0 others`,
  ],
  [
    'in a handler at the top level',
    { 'a.js': `${helper}app.post('/x', async (q, res) => { ${answering} });` },
    'handles-errors: is told to a user or another program | by a, 0 others',
  ],
  [
    'calls itself',
    {
      'a.js':
        "export async function createLead(conn, d) { if (d.x) return createLead(conn, d.x); return conn.sobject('Lead').create(d); } // jsforce",
    },
    thrown,
  ],
  [
    'two that call each other',
    {
      'a.js':
        "export async function a(conn, d) { await conn.sobject('Lead').create({ LastName: d }); return b(conn, d); } async function b(conn, d) { return a(conn, d); } // jsforce",
    },
    thrown,
  ],
  [
    'another function of the same name',
    {
      'a.js': `${helper}function f(c, d) { const createLead = () => 1; try { createLead(c, d); } catch (e) { console.log(e); } }`,
    },
    thrown,
  ],
  [
    'from another file',
    {
      'a.js': helper,
      'b.js': `import { createLead } from './a';\nexport async function f(c, d) { ${logging} } // salesforce`,
    },
    `${logged} | by f, 0 others`,
  ],
  [
    'by another name',
    {
      'a.js': helper,
      'b.js':
        "import { createLead as save } from './a';\nexport async function f(c, d) { try { await save(c, d); } catch (e) { console.log(e); } } // salesforce",
    },
    `${logged} | by f, 0 others`,
  ],
  [
    'required, of the module',
    {
      'a.js':
        "const createLead = async (conn, d) => conn.sobject('Lead').create(d);\nmodule.exports = { createLead }; // jsforce",
      'b.js':
        "const sf = require('./a');\nexports.f = async (c, d) => { try { await sf.createLead(c, d); } catch (e) { console.log(e); } } // salesforce",
    },
    `${logged} | by f, 0 others`,
  ],
  [
    'written into the exports',
    {
      'a.js':
        "module.exports = { createLead: async (conn, d) => conn.sobject('Lead').create(d) }; // jsforce",
      'b.js':
        "const { createLead } = require('./a');\nexports.f = async (c, d) => { try { await createLead(c, d); } catch (e) { console.log(e); } } // salesforce",
    },
    `${logged} | by f, 0 others`,
  ],
  [
    'the default of a file',
    {
      'a.js': "export default async function (conn, d) { return conn.sobject('Lead').create(d); } // jsforce",
      'b.js':
        "import save from './a';\nexport async function f(c, d) { try { await save(c, d); } catch (e) { console.log(e); } } // salesforce",
    },
    `${logged} | by f, 0 others`,
  ],
  [
    'handed on by a third file',
    {
      'a.js': helper,
      'index.js': "export * from './a'; // salesforce",
      'b.js': `import { createLead } from './index';\nexport async function f(c, d) { ${logging} } // salesforce`,
    },
    `${logged} | by f, 0 others`,
  ],
  [
    'the same name from elsewhere',
    {
      'a.js': helper,
      'b.js': `import { createLead } from 'package';\nexport async function f(c, d) { ${logging} } // salesforce`,
    },
    thrown,
  ],
  [
    "a helper of the caller's file looks for it",
    {
      'a.js': helper,
      'b.js':
        "import { createLead } from './a';\nfunction isDuplicate(e) { return e.errorCode === 'DUPLICATES_DETECTED'; }\nexport async function f(c, d) { try { await createLead(c, d); } catch (e) { if (isDuplicate(e)) return null; throw e; } } // salesforce",
    },
    'handles-duplicates: is recognised | by f, 0 others',
  ],
  [
    'a flag that nobody reads',
    {
      'a.js':
        "export async function createLead(conn, d) { try { await conn.sobject('Lead').create(d); return { ok: true }; } catch (error) { return { ok: false, error }; } }\nasync function f(c, d) { await createLead(c, d); } // jsforce",
    },
    'drops: reaches nobody | by f, 0 others',
  ],
  [
    'rows that nobody reads',
    {
      'a.js':
        "export async function createLeads(conn, rows) { return conn.sobject('Lead').create([{ LastName: rows }]); }\nasync function f(c, d) { await createLeads(c, d); } // jsforce",
    },
    'drops: stands in results that nobody reads | by f, 0 others',
  ],
];

const typescript: readonly (readonly [string, Files, string])[] = [
  [
    'a method by this',
    {
      'a.ts':
        "export class Leads { constructor(private conn: Connection) {} async create(d: any) { return this.conn.sobject('Lead').create(d); } async sync(d: any) { try { await this.create(d); } catch (e) { console.log(e); } } } // jsforce\nimport { Connection } from 'jsforce';",
    },
    `${logged} | by Leads.sync, 0 others`,
  ],
  [
    'a method of an injected service',
    {
      'a.ts':
        "import { Connection } from 'jsforce';\nexport class Leads { constructor(private conn: Connection) {} async createLead(d: any) { return this.conn.sobject('Lead').create(d); } }",
      'b.ts':
        "import { Leads } from './a';\nexport class Sync { constructor(private readonly leads: Leads) {} async run(d: any) { try { await this.leads.createLead(d); } catch (e) { console.log(e); } } } // salesforce",
    },
    `${logged} | by Sync.run, 0 others`,
  ],
  [
    'a method of an instance',
    {
      'a.ts':
        "import { Connection } from 'jsforce';\nexport class Leads { conn = new Connection({}); async createLead(d: any) { return this.conn.sobject('Lead').create(d); } }\nexport default new Leads();",
      'b.ts':
        "import leads from './a';\nexport async function run(d: any) { try { await leads.createLead(d); } catch (e) { console.log(e); } } // salesforce",
    },
    `${logged} | by run, 0 others`,
  ],
  [
    'one that knows, and one whose object is not known',
    {
      'a.ts':
        "import { Connection } from 'jsforce';\nexport class Leads { conn = new Connection({}); async createLead(d: any) { return this.conn.sobject('Lead').create(d); } }\nasync function f(d: any) { try { await new Leads().createLead(d); } catch (e: any) { if (e.errorCode === 'DUPLICATES_DETECTED') return; throw e; } }\nasync function g(x: any, d: any) { await x.createLead(d); }",
    },
    `${thrown} | by itself, 1 others`,
  ],
];

const others: readonly (readonly [string, Files, string])[] = [
  [
    'Python: a function of another module',
    {
      'sf.py':
        'from simple_salesforce import Salesforce\nsf = Salesforce()\ndef create_lead(data):\n    return sf.Lead.create(data)\n',
      'job.py':
        'import sf  # salesforce\nfrom sf import create_lead\ndef run(rows):\n    for row in rows:\n        try:\n            create_lead(row)\n        except Exception as e:\n            print(e)\n',
    },
    `${logged} | by run, 0 others`,
  ],
  [
    'Python: a method of a client',
    {
      'sf.py':
        'from simple_salesforce import Salesforce\nclass Client:\n    def __init__(self):\n        self.sf = Salesforce()\n    def create_lead(self, data):\n        return self.sf.Lead.create(data)\n',
      'job.py':
        'from sf import Client  # salesforce\nclass Job:\n    def __init__(self):\n        self.client = Client()\n    def run(self, row):\n        try:\n            self.client.create_lead(row)\n        except Exception:\n            pass\n',
    },
    'drops: is caught and dropped | by Job.run, 0 others',
  ],
  [
    'Python: of a local client, which knows',
    {
      'sf.py':
        'from simple_salesforce import Salesforce\nclass Client:\n    def __init__(self):\n        self.sf = Salesforce()\n    def create_lead(self, data):\n        return self.sf.Lead.create(data)\n',
      'job.py':
        "import sf  # salesforce\ndef run(row):\n    client = sf.Client()\n    try:\n        client.create_lead(row)\n    except Exception as e:\n        if 'DUPLICATES_DETECTED' in str(e):\n            return None\n        raise\n",
    },
    'handles-duplicates: is recognised | by run, 0 others',
  ],
  [
    'Java: a field of a declared type',
    {
      'Leads.java':
        'import com.force.api.ForceApi; public class Leads { private ForceApi api; public String createLead(Lead l) { return api.createSObject("Lead", l); } }',
      'Sync.java':
        'public class Sync { private Leads leads; // salesforce\n void run(Lead l) { try { leads.createLead(l); } catch (Exception e) { log.error("failed", e); } } }',
    },
    `${logged} | by Sync.run, 0 others`,
  ],
  [
    'Java: by its interface',
    {
      'Leads.java':
        'import com.force.api.ForceApi; public class Leads implements LeadService { private ForceApi api; public String createLead(Lead l) { return api.createSObject("Lead", l); } }',
      'LeadService.java': 'public interface LeadService { String createLead(Lead l); } // salesforce',
      'Sync.java':
        'public class Sync { private LeadService leads; // salesforce\n void run(Lead l) { try { leads.createLead(l); } catch (Exception e) { log.error("failed", e); } } }',
    },
    `${logged} | by Sync.run, 0 others`,
  ],
  [
    'Java: another method of the same name',
    {
      'Leads.java':
        'import com.force.api.ForceApi; public class Leads { private ForceApi api; public String createLead(Lead l) { return api.createSObject("Lead", l); } public String createLead(Lead l, boolean isDry) { return isDry ? null : createLead(l); } }',
      'Sync.java':
        'public class Sync { private Leads leads; // salesforce\n void run(Lead l) { try { leads.createLead(l, true); } catch (Exception e) { log.error("failed", e); } } }',
    },
    `${logged} | by Sync.run, 0 others`,
  ],
  [
    'Java: only another method of the same name',
    {
      'Leads.java':
        'import com.force.api.ForceApi; public class Leads { private ForceApi api; public String createLead(Lead l) { return api.createSObject("Lead", l); } public String createLead(Lead l, boolean isDry) { return null; } }',
      'Sync.java':
        'public class Sync { private Leads leads; // salesforce\n void run(Lead l) { try { leads.createLead(l, true); } catch (Exception e) { log.error("failed", e); } } }',
    },
    thrown,
  ],
  [
    'C#: a field of a declared type',
    {
      'Leads.cs':
        'using Salesforce.Force; public class Leads { private readonly ForceClient client; public async Task<string> CreateLead(object l) { var r = await client.CreateAsync("Lead", l); return r.Id; } }',
      'Sync.cs':
        'using Salesforce.Force; public class Sync { private readonly Leads leads; public async Task Run(object l) { try { await leads.CreateLead(l); } catch (Exception e) { _logger.LogError(e, "failed"); } } }',
    },
    `${logged} | by Sync.Run, 0 others`,
  ],
  [
    'Ruby: a class method',
    {
      'leads.rb':
        "class Leads\n  def self.create_lead(data)\n    client = Restforce.new\n    client.create!('Lead', data)\n  end\nend\n",
      'sync.rb':
        'class Sync # Restforce\n  def run(row)\n    Leads.create_lead(row)\n  rescue => e\n    Rails.logger.error(e)\n  end\nend\n',
    },
    `${logged} | by Sync.run, 0 others`,
  ],
  [
    'PHP: a property of a declared type',
    {
      'Leads.php':
        "<?php\nclass Leads { public function createLead($d) { return Forrest::sobjects('Lead', ['method' => 'post', 'body' => $d]); } }",
      'Sync.php':
        '<?php\nclass Sync { /* Forrest */ public function __construct(private Leads $leads) {} public function run($d) { try { $this->leads->createLead($d); } catch (\\Exception $e) { Log::error($e->getMessage()); } } }',
    },
    `${logged} | by Sync.run, 0 others`,
  ],
];

describe('callers', () => {
  it.each([...javascript, ...typescript, ...others])('%s', async (_, files, expected) => {
    expect(await shown(files)).toBe(expected);
  });
});
