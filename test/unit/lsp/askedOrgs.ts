import { afterEach, beforeEach, expect } from 'vitest';

import type { OrgGateway } from '../../../server/src/org/gateway.ts';
import {
  compareRulesRequest,
  explainRequest,
  listOrgsRequest,
  readRecordsRequest,
  recordFormRequest,
  refreshRulesRequest,
  ruleObjectsRequest,
  ruleSetupUrlRequest,
  selectOrgRequest,
  testRecordRequest,
} from '../../../server/src/protocol.ts';
import { FakeOrgs } from './fakeOrgs.ts';
import { capture, captureText, OrgClient, type OrgClientOptions } from './orgClient.ts';

/** What must never come back in an error or be logged. */
export const secretToken = '00D!sentinel.token';
export const secretValue = 'sentinel.value@secret.example';

export let client: OrgClient;
export let orgs: FakeOrgs;
/** For each test of the file that calls this. */
export function useAskedOrgs(): void {
  beforeEach(() => {
    orgs = new FakeOrgs();
  });
  afterEach(async () => {
    expect(client.everythingSent()).not.toMatch(/sentinel/i);
    await client.stop();
  });
}

export async function start(options: OrgClientOptions = {}, gateway: OrgGateway = orgs): Promise<void> {
  client = await OrgClient.of(gateway, options);
}

export const about = { uri: capture };
export const record = { object: 'Lead', id: null, fields: [{ name: 'Email', value: secretValue }] };
export const refusalText = JSON.stringify([
  {
    errorCode: 'DUPLICATES_DETECTED',
    message: 'Lead_Email says no.',
    duplicateResut: {
      allowSave: false,
      duplicateRule: 'Lead_Email',
      duplicateRuleEntityType: 'Lead',
      errorMessage: 'Lead_Email says no.',
      matchResults: [
        {
          entityType: 'Lead',
          errors: [],
          matchEngine: 'ExactMatchEngine',
          matchRecords: [
            {
              additionalInformation: [],
              fieldDiffs: [],
              matchConfidence: 100,
              record: { attributes: { type: 'Lead' }, Id: '00Q000000000001EAA' },
            },
          ],
          rule: 'Lead_Email',
          size: 1,
          success: true,
        },
      ],
    },
  },
]);
export const explained = { ...about, text: refusalText, languageId: 'apex', useOrg: true };

/** Requests that ask an org, with the step of the gateway that each ends in. */
export const connected = {
  listOrgs: ['listOrgs', () => client.ask(listOrgsRequest, about)],
  refreshRules: ['readRules', () => client.ask(refreshRulesRequest, about)],
  compareRules: ['readRules', () => client.ask(compareRulesRequest, about)],
  ruleSetupUrl: [
    'ruleSetupUrl',
    () => client.ask(ruleSetupUrlRequest, { ...about, fullName: 'Lead.Lead_Email' }),
  ],
  testRecord: ['testRecord', () => client.ask(testRecordRequest, { ...about, languageId: 'apex', record })],
} as const;
export type ConnectedName = keyof typeof connected;
export const names = Object.keys(connected) as ConnectedName[];

export const document = {
  uri: capture,
  languageId: 'apex',
  text: captureText,
  selection: { start: { line: 2, character: 30 }, end: { line: 2, character: 30 } },
};
/** All requests with right parameters. */
export const malformable: readonly (readonly [method: string, params: Readonly<Record<string, unknown>>])[] =
  [
    [listOrgsRequest.method, about],
    [selectOrgRequest.method, { ...about, username: null }],
    [refreshRulesRequest.method, about],
    [compareRulesRequest.method, about],
    [ruleSetupUrlRequest.method, { ...about, fullName: 'Lead.X' }],
    [readRecordsRequest.method, document],
    [recordFormRequest.method, { ...about, object: 'Lead' }],
    [ruleObjectsRequest.method, about],
    [testRecordRequest.method, { ...about, languageId: null, record }],
    [explainRequest.method, explained],
  ];
