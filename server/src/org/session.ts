import type { Connection } from '@salesforce/core';
import type { OrgDuplicateSets } from '../core/orgData/duplicateSets.ts';
import type { FieldReading, FieldRequest, ObjectDescription, OrgRuleReading } from '../core/orgData/model.ts';
import type { OrgPeople, PeopleRequest } from '../core/orgData/people.ts';
import type { SampleRecord } from '../core/records/model.ts';
import { readDuplicateSets } from './audit/duplicateSets.ts';
import { readPeople } from './audit/people.ts';
import { unlessCancelled } from './cancel.ts';
import { Descriptions } from './describe.ts';
import type { OrgIdentity, OrgSession, TestedRecord } from './gateway.ts';
import { type OrgError, type ProblemContext, toProblem } from './problems.ts';
import { readFields } from './readFields.ts';
import { within } from './requestContext.ts';
import { readRules } from './rules/readRules.ts';
import { ruleSetupUrl } from './setupUrl.ts';
import { testRecord } from './testRecord.ts';

export interface SessionParts {
  readonly org: OrgIdentity;
  readonly connection: Connection;
  readonly login: string;
  readonly origins: Set<string>;
  readonly timeoutMilliseconds: number;
  /** Why the token could not be renewed; jsforce tells it only as text. */
  readonly refreshProblem: () => OrgError | null;
}

export class Session implements OrgSession {
  readonly org: OrgIdentity;
  private readonly parts: SessionParts;
  private readonly descriptions: Descriptions;

  constructor(parts: SessionParts) {
    this.org = parts.org;
    this.parts = parts;
    this.descriptions = new Descriptions(parts.connection);
  }

  testRecord(record: SampleRecord, signal: AbortSignal): Promise<TestedRecord> {
    return this.perform(signal, record.object, (connection) => testRecord(connection, record));
  }

  async readFields(requests: readonly FieldRequest[], signal: AbortSignal): Promise<readonly FieldReading[]> {
    return Promise.all(
      requests.map((request) =>
        this.perform(signal, request.type, (connection) =>
          readFields(connection, this.descriptions, request),
        ),
      ),
    );
  }

  describe(object: string, signal: AbortSignal): Promise<ObjectDescription> {
    return this.perform(signal, object, () => this.descriptions.get(object));
  }

  readRules(
    signal: AbortSignal,
    progress: (text: string) => void,
    objects: readonly string[],
  ): Promise<OrgRuleReading> {
    const tell = (text: string) => {
      if (!signal.aborted) progress(text);
    };
    return this.perform(signal, null, (connection) => readRules(connection, tell, objects));
  }

  readPeople(
    request: PeopleRequest,
    signal: AbortSignal,
    progress: (text: string) => void,
  ): Promise<OrgPeople> {
    const tell = (text: string) => {
      if (!signal.aborted) progress(text);
    };
    return this.perform(signal, null, (connection) =>
      readPeople(connection, this.descriptions, request, tell),
    );
  }

  readDuplicateSets(signal: AbortSignal, progress: (text: string) => void): Promise<OrgDuplicateSets> {
    const tell = (text: string) => {
      if (!signal.aborted) progress(text);
    };
    return this.perform(signal, null, (connection) => readDuplicateSets(connection, tell));
  }

  ruleSetupUrl(
    kind: 'DuplicateRule' | 'MatchingRule',
    fullName: string,
    signal: AbortSignal,
  ): Promise<string> {
    return this.perform(signal, null, (connection) => ruleSetupUrl(connection, kind, fullName));
  }

  private perform<T>(
    signal: AbortSignal,
    object: string | null,
    work: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const { connection, login } = this.parts;
    const about = { org: this.org.alias ?? this.org.username, login, object };
    return inOrg(about, this.parts, signal, () => work(connection));
  }
}

/** Runs work with an org: its requests pass, it can be cancelled, and its errors become org problems. */
export async function inOrg<T>(
  about: ProblemContext,
  limits: Pick<SessionParts, 'origins' | 'timeoutMilliseconds' | 'refreshProblem'>,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const { origins, timeoutMilliseconds, refreshProblem } = limits;
  const named = {
    ...about,
    object: about.object !== null && /^\w{1,80}$/.test(about.object) ? about.object : null,
  };
  try {
    return await unlessCancelled(signal, () =>
      within({ origins, timeoutMilliseconds, signal, org: about.org }, work),
    );
  } catch (error) {
    const refreshFailed = error instanceof Error && error.message.startsWith('Unable to refresh session');
    throw (refreshFailed ? refreshProblem() : null) ?? toProblem(error, named);
  }
}
