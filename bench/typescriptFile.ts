/** A module of an integration as people write them, of at least so many lines. */
export function typescriptFile(lines: number): string {
  let text = head;
  for (let part = 0; text.split('\n').length < lines; part++) text += sections[part % sections.length]!(part);
  return text;
}

const head = `import jsforce, { Connection } from 'jsforce';
import axios, { AxiosInstance } from 'axios';

const API = '/services/data/v58.0';
const allow = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };

interface Row {
  id?: string;
  name: string;
  email?: string;
  company?: string;
}

function log(message: string, ...details: unknown[]): void {
  console.error(new Date().toISOString(), message, ...details);
}

async function post(client: AxiosInstance, path: string, body: unknown, headers = {}): Promise<unknown> {
  const response = await client.post(\`\${API}\${path}\`, body, { headers });
  return response.data;
}
`;

const sections: readonly ((part: number) => string)[] = [
  (part) => `
export class LeadSync${part} {
  private readonly failed: Row[] = [];

  constructor(private readonly conn: Connection, private readonly batchSize = 200) {}

  async run(rows: Row[]): Promise<number> {
    let saved = 0;
    for (let at = 0; at < rows.length; at += this.batchSize) {
      const chunk = rows.slice(at, at + this.batchSize).map((row) => this.toLead(row));
      try {
        const results = await this.conn.sobject('Lead').create(chunk, { allOrNone: false });
        for (const [index, result] of results.entries()) {
          if (result.success) saved++;
          else this.failed.push(rows[at + index]);
        }
      } catch (error) {
        log('leads were not saved', error);
      }
    }
    return saved;
  }

  private toLead(row: Row) {
    const [first, ...rest] = row.name.split(' ');
    return { FirstName: first, LastName: rest.join(' ') || '-', Email: row.email, Company: row.company ?? 'none' };
  }

  get failures(): readonly Row[] {
    return this.failed;
  }
}
`,
  (part) => `
export async function saveContact${part}(client: AxiosInstance, row: Row, isImport: boolean): Promise<string | null> {
  const headers = isImport ? { ...allow, 'X-Source': 'import' } : {};
  const record = { LastName: row.name, Email: row.email };
  if (!record.Email) {
    log('without an address', row.id);
    return null;
  }
  try {
    const { id } = (await post(client, '/sobjects/Contact', record, headers)) as { id: string };
    return id;
  } catch (error) {
    if (axios.isAxiosError(error) && error.response?.data?.[0]?.errorCode === 'DUPLICATES_DETECTED') {
      const [refusal] = error.response.data;
      const match = refusal.duplicateResut?.matchResults?.[0]?.matchRecords?.[0]?.record;
      return match?.Id ?? null;
    }
    throw error;
  }
}
`,
  (part) => `
const mapping${part}: Record<string, (row: Row) => unknown> = {
  Name: (row) => row.company,
  Website: (row) => (row.email ? \`https://\${row.email.split('@')[1]}\` : undefined),
  Description: (row) => \`Imported \${row.id} in part ${part}\`,
};

export async function upsertAccounts${part}(token: string, instance: string, rows: Row[]): Promise<void> {
  for (const row of rows) {
    const body: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(mapping${part})) {
      const made = value(row);
      if (made !== undefined && made !== '') body[field] = made;
    }
    const response = await fetch(\`\${instance}\${API}/sobjects/Account/Key__c/\${row.id}\`, {
      method: 'PATCH',
      headers: { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      log('account', row.id, await response.text());
    }
  }
}
`,
  (part) => `
export function summarise${part}(rows: readonly Row[]): string {
  const domains = new Map<string, number>();
  let missing = 0;
  for (const { email } of rows) {
    const domain = email?.split('@')[1]?.toLowerCase();
    if (domain === undefined) {
      missing++;
      continue;
    }
    domains.set(domain, (domains.get(domain) ?? 0) + 1);
  }
  const top = [...domains].sort((a, b) => b[1] - a[1]).slice(0, 10);
  const lines = top.map(([domain, count]) => \`\${domain.padEnd(30)} \${count}\`);
  if (missing > 0) lines.push(\`\${missing} rows have no address\`);
  switch (true) {
    case rows.length === 0:
      return 'nothing';
    case rows.length > 1_000:
      return [\`\${rows.length} rows\`, ...lines].join('\\n');
    default:
      return lines.join('\\n');
  }
}
`,
  (part) => `
export async function connect${part}(): Promise<Connection> {
  const conn = new jsforce.Connection({ loginUrl: process.env.SF_LOGIN_URL, version: '58.0' });
  await conn.login(process.env.SF_USERNAME ?? '', process.env.SF_PASSWORD ?? '');
  conn.on('refresh', (token: string) => log('refreshed', token.length));
  return conn;
}

export const jobs${part} = {
  nightly: async (rows: Row[]) => {
    const conn = await connect${part}();
    const sync = new LeadSync${part - (part % sections.length)}(conn);
    const saved = await sync.run(rows.filter(({ name }) => name !== ''));
    await conn.sobject('Task').create({ Subject: \`\${saved} leads\`, Status: 'Completed' });
  },
};
`,
];
