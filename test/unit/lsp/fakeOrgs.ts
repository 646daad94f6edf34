import type { ObjectDescription, OrgRuleReading } from '../../../server/src/core/orgData/model.ts';
import type { OrgPeople } from '../../../server/src/core/orgData/people.ts';
import type { SampleRecord } from '../../../server/src/core/records/model.ts';
import type {
  OrgGateway,
  OrgList,
  OrgProblemKind,
  OrgSession,
  TestedRecord,
} from '../../../server/src/org/gateway.ts';
import { duplicateRuleFile, matchingRulesFile, type RuleDraft } from '../../support/sandboxRules.ts';

type Step =
  | 'listOrgs'
  | 'connect'
  | 'testRecord'
  | 'readFields'
  | 'describe'
  | 'readRules'
  | 'ruleSetupUrl'
  | 'readPeople'
  | 'readDuplicateSets';

/** A failure as the org bundle throws it: a class of its own, told by its name. */
export function orgProblem(kind: OrgProblemKind, message: string): Error {
  return Object.assign(new Error(message), { name: 'OrgProblem', kind });
}

export const leadMatch: TestedRecord = {
  by: 'findDuplicates',
  notes: [],
  answer: {
    success: true,
    errors: [],
    results: [
      {
        allowSave: false,
        duplicateRule: 'Lead_Email',
        duplicateRuleEntityType: 'Lead',
        errorMessage: 'Lead_Email says no.',
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
                fields: { Id: '00Q000000000001EAA', Name: 'Ada Matched' },
              },
            ],
          },
        ],
      },
    ],
  },
};

/** Rules as an org gives them: complete, unless `overrides` says otherwise. */
export function readingOf(
  drafts: readonly RuleDraft[],
  overrides: Partial<OrgRuleReading> = {},
): OrgRuleReading {
  const objects = [...new Set(drafts.map(({ object }) => object))];
  const files = [
    ...drafts.map(duplicateRuleFile),
    ...objects.map((object) =>
      matchingRulesFile(
        object,
        Object.fromEntries(
          drafts.filter((one) => one.object === object).map(({ name }) => [name, ['Email']]),
        ),
      ),
    ),
  ];
  return {
    readAt: new Date().toISOString(),
    by: 'metadata',
    files: files.map(([path, text]) => ({ path: path.replace('force-app/', ''), text })),
    uiApi: {},
    objects: 'all',
    leadConversionValidation: null,
    problems: [],
    ...overrides,
  };
}

export const leadEmail: RuleDraft = { object: 'Lead', name: 'Lead_Email', insert: 'Block' };

/** Orgs that answer what a test wants, and note what they were asked. Signals are noted and not looked at. */
export class FakeOrgs implements OrgGateway {
  readonly calls: { readonly step: Step; readonly what: unknown; readonly signal: AbortSignal | null }[] = [];
  /** Rules by username. */
  readonly rules = new Map<string, OrgRuleReading>();
  readonly aliases = new Map<string, string>();
  /** What steps throw. */
  readonly failing = new Map<Step, unknown>();
  /** Steps that are never answered. */
  readonly silent = new Set<Step>();
  /** What steps wait for. */
  readonly gates = new Map<Step, Promise<unknown>>();
  target: string | null;
  tested: TestedRecord = leadMatch;
  people: OrgPeople = {
    readAt: '2026-03-01T09:00:00Z',
    users: null,
    permissions: null,
    customPermissions: null,
    problems: [],
  };
  closed = false;

  constructor(target: string | null = 'ada@example.com', reading = readingOf([leadEmail])) {
    this.target = target;
    if (target !== null) this.rules.set(target, reading);
  }

  asked(step: Step): unknown[] {
    return this.calls.filter((call) => call.step === step).map(({ what }) => what);
  }

  useEmbedded(): void {}

  listOrgs(projectFolder: string | null): Promise<OrgList> {
    const orgs = [...this.rules.keys()].map((username) => ({
      username,
      aliases: this.#aliasesOf(username),
      instanceUrl: 'https://example.my.salesforce.com',
      isScratch: false,
      isSandbox: false,
      isDevHub: false,
      problem: null,
    }));
    return this.#step('listOrgs', projectFolder, null, () => ({ orgs, target: this.target }));
  }

  connect(projectFolder: string | null, org: string | null, signal: AbortSignal): Promise<OrgSession> {
    return this.#step('connect', { projectFolder, org }, signal, () => {
      const wanted = org ?? this.target;
      if (wanted === null) throw orgProblem('no-org', 'No org is set for this project.');
      const username = this.aliases.get(wanted) ?? wanted;
      if (!this.rules.has(username)) throw orgProblem('no-org', `Not logged in to ${wanted}.`);
      return this.#session(username);
    });
  }

  close(): void {
    this.closed = true;
  }

  #session(username: string): OrgSession {
    const instanceUrl = 'https://example.my.salesforce.com';
    return {
      org: {
        username,
        alias: this.#aliasesOf(username)[0] ?? null,
        orgId: '00D000000000001EAA',
        instanceUrl,
        apiVersion: '66.0',
      },
      testRecord: (record: SampleRecord, signal) =>
        this.#step('testRecord', record, signal, () => this.tested),
      readFields: (requests, signal) =>
        this.#step('readFields', requests, signal, () =>
          requests.map(({ type, ids, fields }) => ({
            type,
            records: ids.map((id) => ({
              id,
              fields: Object.fromEntries(fields.map((name) => [name, `${name} there`])),
            })),
            unreadable: [],
            missing: [],
          })),
        ),
      describe: (object, signal) => this.#step('describe', object, signal, () => description(object)),
      readRules: (signal, progress, objects) => {
        progress('Listing rules');
        return this.#step('readRules', { username, objects }, signal, () => this.rules.get(username)!);
      },
      readPeople: (request, signal) => this.#step('readPeople', request, signal, () => this.people),
      readDuplicateSets: (signal) =>
        this.#step('readDuplicateSets', null, signal, () => ({
          readAt: '2026-03-01T09:00:00Z',
          rules: null,
          creators: null,
          problems: [],
        })),
      ruleSetupUrl: (kind, fullName, signal) =>
        this.#step('ruleSetupUrl', { kind, fullName }, signal, () => `${instanceUrl}/setup/${fullName}`),
    };
  }

  #aliasesOf(username: string): string[] {
    return [...this.aliases].filter(([, name]) => name === username).map(([alias]) => alias);
  }

  async #step<T>(step: Step, what: unknown, signal: AbortSignal | null, answer: () => T): Promise<T> {
    this.calls.push({ step, what, signal });
    if (this.silent.has(step)) return new Promise(() => {});
    await this.gates.get(step);
    if (this.failing.has(step)) throw this.failing.get(step);
    return answer();
  }
}

function description(name: string): ObjectDescription {
  const field = (of: Partial<ObjectDescription['fields'][number]> & { name: string }) => ({
    label: of.name,
    type: 'string',
    length: 80,
    picklistValues: [],
    createable: true,
    updateable: true,
    ...of,
  });
  return {
    name,
    label: name,
    keyPrefix: name === 'Lead' ? '00Q' : null,
    fields: [field({ name: 'LastName' }), field({ name: 'Email', label: 'Mail of the org', type: 'email' })],
  };
}
