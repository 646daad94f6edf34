import { BulkJobs } from './bulk/jobs.ts';
import { insertDemoRecords } from './data/demo.ts';
import { type DataSize, defaultSize, generateRecords } from './data/generate.ts';
import { RecordStore } from './data/store.ts';
import { Deployments } from './deploy/jobs.ts';
import { noTime, type Timing } from './deploy/timing.ts';
import { Detector } from './duplicates/detect.ts';
import { defaultOpenPoints, type OpenPoints } from './duplicates/openPoints.ts';
import type { Org } from './org.ts';
import { QueryCursors } from './query/cursors.ts';
import { OrgMetadata } from './rules/orgMetadata.ts';
import { RuleRecords } from './rules/ruleRecords.ts';
import { schemaOf } from './schema/projectSchema.ts';
import { type Permissions, type SandboxUser, Sessions } from './session.ts';
import { Retrievals } from './soap/retrievals.ts';
import { type InitialRecord, type LoadProblem, loadRecords } from './start/records.ts';

export interface OrgOptions {
  /** Metadata files by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly openPoints?: Partial<OpenPoints>;
  /** Nothing takes any time by default. */
  readonly timing?: Partial<Timing>;
  /** Null: no records but users. */
  readonly data?: DataSize | null;
  readonly seed?: number;
  readonly now?: () => Date;
  readonly apiVersion?: string;
  /** Records that exist, instead of made-up ones. */
  readonly records?: readonly InitialRecord[];
}

/** An org that no request reaches yet. */
export interface NewOrg extends Omit<Org, 'url'> {
  readonly admin: SandboxUser;
  /** Of the initial records: how many, by object, and what was left out. */
  readonly loaded: ReadonlyMap<string, number>;
  readonly problems: readonly LoadProblem[];
}

/** Makes an org without a door: {@link startSandbox} gives it one. */
export function createOrg(options: OrgOptions): NewOrg {
  const now = options.now ?? (() => new Date());
  const schema = schemaOf(options.files);
  const store = new RecordStore({ schema, now });
  const metadata = new OrgMetadata(options.files, now);
  // What else follows the metadata finds the new objects and fields.
  metadata.onChange(() => schema.replace(schemaOf(metadata.files)));
  const profile = store.insert(schema.object('Profile')!, [['Name', 'System Administrator']], '');
  const admin = addUser(store, schema, {
    name: 'Embedded Admin',
    username: 'admin@loopback.example',
    profileId: profile.id,
  });
  giveAllPermissions(store, schema, profile.id, admin.id);
  const name = 'Embedded Org';
  const organization = store.insert(
    schema.object('Organization')!,
    [
      ['Name', name],
      ['OrganizationType', 'Developer Edition'],
      ['InstanceName', 'LOOP'],
      ['IsSandbox', false],
      ['LanguageLocaleKey', 'en_US'],
    ],
    admin.id,
  );
  const ruleRecords = new RuleRecords(store, schema, metadata, admin.id);
  const size = options.data === undefined ? defaultSize : options.data;
  const { loaded, problems } = loadRecords({ schema, store }, options.records ?? [], admin.id);
  if (options.records === undefined && size !== null) {
    insertDemoRecords(store, schema, admin.id);
    generateRecords(store, schema, admin.id, size, options.seed);
  }
  return {
    id: organization.id,
    name,
    apiVersion: options.apiVersion ?? '67.0',
    schema,
    store,
    metadata,
    ruleRecords,
    detector: new Detector(store, schema, metadata),
    sessions: new Sessions(organization.id),
    cursors: new QueryCursors(),
    retrievals: new Retrievals(),
    deployments: new Deployments(metadata, ruleRecords),
    timing: { ...noTime, ...options.timing },
    bulk: new BulkJobs(),
    openPoints: { ...defaultOpenPoints, ...options.openPoints },
    now,
    admin,
    loaded,
    problems,
  };
}

/** What a profile gives stands in a permission set that belongs to it. */
function giveAllPermissions(
  store: RecordStore,
  schema: Org['schema'],
  profileId: string,
  userId: string,
): void {
  const object = schema.object('PermissionSet')!;
  const permissions = object.fields.flatMap(({ name }): [string, boolean][] =>
    name.startsWith('Permissions') && name !== 'PermissionsApiUserOnly' ? [[name, true]] : [],
  );
  const set = store.insert(
    object,
    [
      ['Name', `X${profileId}`],
      ['Label', `X${profileId}`],
      ['ProfileId', profileId],
      ['IsOwnedByProfile', true],
      ['Type', 'Profile'],
      ...permissions,
    ],
    '',
  );
  store.insert(
    schema.object('PermissionSetAssignment')!,
    [
      ['PermissionSetId', set.id],
      ['AssigneeId', userId],
    ],
    '',
  );
}

export interface UserDraft {
  readonly name: string;
  readonly username: string;
  readonly profileId?: string;
  readonly permissions?: Permissions;
}

export function addUser(store: RecordStore, schema: Org['schema'], draft: UserDraft): SandboxUser {
  const { name, username, profileId = null, permissions = {} } = draft;
  const [first = '', ...rest] = name.split(' ');
  const record = store.insert(
    schema.object('User')!,
    [
      ['Username', username],
      ['FirstName', first],
      ['LastName', rest.join(' ')],
      ['Email', username],
      ['Alias', first.slice(0, 8).toLowerCase()],
      ['IsActive', true],
      ['UserType', 'Standard'],
      ['LanguageLocaleKey', 'en_US'],
      ['TimeZoneSidKey', 'Europe/London'],
      ['ProfileId', profileId],
    ],
    '',
  );
  return { id: record.id, username, name, email: username, permissions };
}
