import { vi } from 'vitest';
import { runCommandLine } from '../../../server/src/cli/commandLine.ts';
import type { DuplicateAnswer, DuplicateResult } from '../../../server/src/core/duplicateResults/model.ts';
import type { OrgDuplicateSets } from '../../../server/src/core/orgData/duplicateSets.ts';
import type { ObjectDescription, OrgFile, OrgRuleReading } from '../../../server/src/core/orgData/model.ts';
import type { OrgPeople } from '../../../server/src/core/orgData/people.ts';
import type { SampleRecord } from '../../../server/src/core/records/model.ts';
import type { OrgGateway, OrgProblem, OrgProblemKind, OrgSession } from '../../../server/src/org/gateway.ts';
import type { Run } from './commandLine.ts';

export interface FakeGateway extends OrgGateway {
  /** Orgs that were connected to, by the name that was asked for; null: the target-org. */
  readonly connected: (string | null)[];
  readonly projects: (string | null)[];
  readonly tested: SampleRecord[];
  isClosed: boolean;
}

export interface FakeGatewayOptions {
  readonly results?: readonly DuplicateResult[];
  readonly answer?: DuplicateAnswer;
  readonly files?: readonly OrgFile[];
  readonly reading?: Partial<OrgRuleReading>;
  readonly people?: Partial<OrgPeople>;
  readonly sets?: Partial<OrgDuplicateSets>;
  /** What connecting fails with. */
  readonly problem?: Error;
  /** What a test does instead of answering. */
  readonly onTest?: (signal: AbortSignal) => Promise<never>;
}

/** Gives what a test wants instead of asking an org. */
export function fakeGateway(options: FakeGatewayOptions = {}): FakeGateway {
  const reading: OrgRuleReading = {
    readAt: '2026-03-01T09:00:00Z',
    by: 'metadata',
    files: options.files ?? [],
    uiApi: {},
    objects: 'all',
    leadConversionValidation: null,
    problems: [],
    ...options.reading,
  };
  const session: OrgSession = {
    org: {
      username: 'ada@example.com',
      alias: 'dev',
      orgId: '00D000000000001EAA',
      instanceUrl: 'https://dev.my.salesforce.example',
      apiVersion: '66.0',
    },
    testRecord: async (record, signal) => {
      gateway.tested.push(record);
      await options.onTest?.(signal);
      const answer = options.answer ?? { success: true, errors: [], results: options.results ?? [] };
      return { by: 'findDuplicates', answer, notes: [] };
    },
    readFields: async () => [],
    describe: async () => leadDescription,
    readRules: async () => reading,
    readPeople: async () => ({
      readAt: reading.readAt,
      users: null,
      permissions: null,
      customPermissions: null,
      problems: [],
      ...options.people,
    }),
    readDuplicateSets: async () => ({
      readAt: reading.readAt,
      rules: null,
      creators: null,
      problems: [],
      ...options.sets,
    }),
    ruleSetupUrl: async () => '',
  };
  const gateway: FakeGateway = {
    connected: [],
    projects: [],
    tested: [],
    isClosed: false,
    listOrgs: async () => ({ orgs: [], target: null }),
    connect: async (project, org) => {
      gateway.connected.push(org);
      gateway.projects.push(project);
      if (options.problem) throw options.problem;
      return session;
    },
    useEmbedded: () => {},
    close: () => {
      gateway.isClosed = true;
    },
  };
  return gateway;
}

export function orgProblem(kind: OrgProblemKind, message: string): OrgProblem {
  return Object.assign(new Error(message), { name: 'OrgProblem' as const, kind });
}

const leadDescription: ObjectDescription = {
  name: 'Lead',
  label: 'Lead',
  keyPrefix: '00Q',
  fields: ['LastName', 'Company', 'Email', 'Description', 'NumberOfEmployees'].map((name) => ({
    name,
    label: name,
    type: name === 'NumberOfEmployees' ? 'int' : 'string',
    length: 80,
    picklistValues: [],
    createable: true,
    updateable: true,
  })),
};

/** What the rule of `leadRule` answers about a record that it finds a match for. */
export function leadMatch(allowSave = true, title = 'Ada Byron'): DuplicateResult {
  return {
    allowSave,
    duplicateRule: 'Lead_Email',
    duplicateRuleEntityType: 'Lead',
    errorMessage: 'Is it one of these?',
    matchResults: [
      {
        entityType: 'Lead',
        rule: 'Lead_Email',
        matchEngine: 'ExactMatchEngine',
        size: 1,
        success: true,
        errors: [],
        matchRecords: [
          {
            id: '00Q000000000001EAA',
            type: 'Lead',
            matchConfidence: 100,
            fieldDiffs: [{ name: 'Email', difference: 'SAME' }],
            additionalInformation: [],
            fields: { Name: title, Email: 'ada@example.com' },
          },
        ],
      },
    ],
  };
}

/** Runs the command line in this process. */
export async function runHere(gateway: OrgGateway | null, ...args: string[]): Promise<Run> {
  const run = { out: '', err: '' };
  const take = (name: 'out' | 'err') => (text: string | Uint8Array) => {
    run[name] += text;
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(take('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(take('err')),
  ];
  try {
    const code = await runCommandLine(args, '1.2.3', () => {
      if (gateway === null) throw new Error('no org may be asked here');
      return gateway;
    });
    return { code, ...run };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
