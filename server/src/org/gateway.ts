/**
 * What the rest of the product may ask of a connected org. Types only: the implementation, with jsforce and
 * @salesforce/core, is a bundle of its own (`dist/org.cjs`) that `loadOrgGateway` requires on the first org
 * command. Nothing here can create, update or delete a record or run Apex.
 */
import type { DuplicateAnswer } from '../core/duplicateResults/model.ts';
import type { OrgDuplicateSets } from '../core/orgData/duplicateSets.ts';
import type { FieldReading, FieldRequest, ObjectDescription, OrgRuleReading } from '../core/orgData/model.ts';
import type { OrgPeople, PeopleRequest } from '../core/orgData/people.ts';
import type { SampleRecord } from '../core/records/model.ts';

/** The exports of the org bundle. */
export interface OrgBundle {
  createGateway(options: GatewayOptions): OrgGateway;
}

export interface GatewayOptions {
  /** Called for what a log may know: no tokens, no record values. */
  log(message: string): void;
  /** How long one request may take; 30,000 if not said. */
  readonly timeoutMilliseconds?: number;
}

export interface OrgGateway {
  /** Orgs that the sf CLI is logged in to, in the order of their names. Reads files only. */
  listOrgs(projectFolder: string | null): Promise<OrgList>;
  /**
   * Opens a session with the org of a username or alias; null: the project's target-org. A session is kept and
   * given again while its auth file has not changed.
   * @throws OrgProblem
   */
  connect(projectFolder: string | null, org: string | null, signal: AbortSignal): Promise<OrgSession>;
  /**
   * An embedded org of this product that runs now: it is among the orgs, by its username, without a login of the sf
   * CLI. Null: it runs no more.
   */
  useEmbedded(org: EmbeddedLogin | null): void;
  /** Forgets all sessions. */
  close(): void;
}

/** What opens an embedded org. */
export interface EmbeddedLogin {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly token: string;
  readonly username: string;
  readonly orgId: string;
}

/** The user of every embedded org. */
export const embeddedUsername = 'admin@loopback.example';

/** The alias under which an embedded org is listed. */
export const embeddedAlias = 'embedded';

export interface OrgList {
  readonly orgs: readonly OrgEntry[];
  /** Username or alias that the project's configuration (or the user's) names; null if none. */
  readonly target: string | null;
}

export interface OrgEntry {
  readonly username: string;
  readonly aliases: readonly string[];
  readonly instanceUrl: string;
  readonly isScratch: boolean;
  readonly isSandbox: boolean;
  readonly isDevHub: boolean;
  /** Why it cannot be used as it is ("scratch org expired on …"); null if nothing is known against it. */
  readonly problem: string | null;
}

export interface OrgIdentity {
  readonly username: string;
  readonly alias: string | null;
  readonly orgId: string;
  readonly instanceUrl: string;
  /** `66.0` */
  readonly apiVersion: string;
}

/** A connection to one org. Every method takes a signal that cancels its requests. @throws OrgProblem */
export interface OrgSession {
  readonly org: OrgIdentity;
  /**
   * Asks the org's active duplicate rules about one record, by SOAP findDuplicates, or by UI API predupe where
   * the token cannot use SOAP. The record is not saved.
   */
  testRecord(record: SampleRecord, signal: AbortSignal): Promise<TestedRecord>;
  /** Values of fields of records; what cannot be read is left out and named. */
  readFields(request: readonly FieldRequest[], signal: AbortSignal): Promise<readonly FieldReading[]>;
  /** The fields of an object. */
  describe(object: string, signal: AbortSignal): Promise<ObjectDescription>;
  /**
   * All duplicate rules and matching rules. `progress` gets short texts for a reader. Without the permissions that
   * the Metadata API needs, only objects are read of which it is known that they have rules: those that the org
   * names, Account, Contact, Lead, and `objects`.
   */
  readRules(
    signal: AbortSignal,
    progress: (text: string) => void,
    objects: readonly string[],
  ): Promise<OrgRuleReading>;
  /** Who may do what: counts and names of what gives it. What cannot be read is no error, and is named. */
  readPeople(
    request: PeopleRequest,
    signal: AbortSignal,
    progress: (text: string) => void,
  ): Promise<OrgPeople>;
  /** Duplicate record sets by rule and age, counted; what cannot be read is no error, and is named. */
  readDuplicateSets(signal: AbortSignal, progress: (text: string) => void): Promise<OrgDuplicateSets>;
  /** Address that shows a rule in Setup. `fullName`: `Lead.Lead_Email`. */
  ruleSetupUrl(
    kind: 'DuplicateRule' | 'MatchingRule',
    fullName: string,
    signal: AbortSignal,
  ): Promise<string>;
}

export interface TestedRecord {
  readonly by: 'findDuplicates' | 'predupe';
  readonly answer: DuplicateAnswer;
  /** Why predupe was used, what it cannot say, what was cut off: for the reader. */
  readonly notes: readonly string[];
}

/** Why an org could not be asked: each kind has an action that the user can take. */
export type OrgProblemKind =
  /** No target-org is set, or the alias is not known. */
  | 'no-org'
  /** The sf CLI, whose logins are used, is not installed. */
  | 'no-cli'
  /** The session has expired or was revoked: log in again. */
  | 'expired'
  /** No network, a proxy in the way, a name that does not resolve, no answer in time. */
  | 'unreachable'
  /** A permission is missing; the message names it. */
  | 'permission'
  /** API request limit. */
  | 'limit'
  /** No active duplicate rule on the object. */
  | 'no-active-rules'
  /** The object or a field does not exist or cannot be seen; the record is not acceptable. */
  | 'bad-record'
  /** The org answered with something that makes no sense, or with an error of its own. */
  | 'bad-answer'
  | 'cancelled'
  /** The request is not on the allow list: a defect of this product. */
  | 'not-allowed';

/** An error with a message for the user that says what to do; never holds a token or a record's values. */
export interface OrgProblem extends Error {
  readonly name: 'OrgProblem';
  readonly kind: OrgProblemKind;
}
