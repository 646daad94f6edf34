import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../server/src/sandbox/server.ts';
import { seededRandom } from '../../support/mutants.ts';
import { callTo, data, startRecordsOrg } from './recordsOrg.ts';

let org: Sandbox;

beforeAll(async () => {
  org = await startRecordsOrg();
});
afterAll(() => org.close());

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  callTo(org, method, path, body, headers);

describe('damage', () => {
  const random = seededRandom(6);
  const below = (most: number): number => Math.floor(random() * most);
  const pieces = [
    "'",
    '"',
    '(',
    ')',
    '\\',
    '{',
    '}',
    '[',
    ']',
    '%',
    ',',
    ' OR ',
    ' NOT ',
    '\u0000',
    '😀',
    '@{a.b}',
  ];
  const damaged = (text: string): string => {
    const at = below(text.length);
    return random() < 0.5
      ? text.slice(0, at) + text.slice(at + 1 + below(9))
      : text.slice(0, at) + pieces[below(pieces.length)] + text.slice(at);
  };
  const queries = [
    "SELECT Id, Account.Name, (SELECT Id FROM Cases) FROM Contact WHERE Name LIKE 'a\\'b%' AND (Email = 'x' OR NOT CreatedDate = LAST_N_DAYS:3) ORDER BY Name DESC NULLS LAST LIMIT 5 OFFSET 1",
    "SELECT Title, COUNT(Id) n FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE Name != 'x') GROUP BY Title HAVING COUNT(Id) > 1",
  ];

  it('of queries is told or changes what they find, and never is a defect', async () => {
    for (let count = 0; count < 100; count++) {
      let soql = queries[count % 2]!;
      for (let times = below(3); times >= 0; times--) soql = damaged(soql);
      const { status, body } = await call('GET', `/query?q=${encodeURIComponent(soql)}`);
      expect([200, 400], `${soql}: ${JSON.stringify(body)}`).toContain(status);
    }
  });

  it('of composite requests is told, and never is a defect', async () => {
    const parts = [
      { referenceId: 'a', method: 'POST', url: `${data}/sobjects/Account`, body: { Name: 'x' } },
      { referenceId: 'b', method: 'GET', url: `${data}/query?q=SELECT+Id+FROM+Account+WHERE+Id='@{a.id}'` },
      {
        referenceId: 'c',
        method: 'PATCH',
        url: `${data}/sobjects/Account/@{b.records[0].Id}`,
        body: { Site: '@{a.id}' },
      },
    ];
    const bodies = [
      ['composite', JSON.stringify({ allOrNone: true, compositeRequest: parts })],
      ['composite/graph', JSON.stringify({ graphs: [{ graphId: 'g', compositeRequest: parts }] })],
      [
        'composite/batch',
        JSON.stringify({ batchRequests: [{ method: 'GET', url: 'v66.0/limits', richInput: {} }] }),
      ],
      [
        'composite/tree/Account',
        '{"records":[{"attributes":{"type":"Account","referenceId":"r"},"Name":"x","Contacts":{"records":[{"attributes":{"type":"Contact","referenceId":"s"},"LastName":"x"}]}}]}',
      ],
      ['composite/sobjects', '{"allOrNone":true,"records":[{"attributes":{"type":"Account"},"Name":"x"}]}'],
      ['ui-api/records', '{"apiName":"Account","fields":{"Name":"x"},"allowSaveOnDuplicate":true}'],
    ] as const;
    for (let count = 0; count < 150; count++) {
      const [path, whole] = bodies[count % bodies.length]!;
      const response = await fetch(`${org.url}${data}/${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${org.token}`, 'Content-Type': 'application/json' },
        body: damaged(whole),
      });
      const text = await response.text();
      expect(response.status, `${path}: ${text}`).toBeLessThan(500);
      expect(text).not.toContain('UNKNOWN_EXCEPTION');
    }
  });
});
