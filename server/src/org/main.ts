import './environment.ts';
import './transport.ts';
import { AuthInfo, Connection, Lifecycle } from '@salesforce/core';
import { findLogin, type Login, listOrgs, readLogin } from './authFiles.ts';
import { unlessCancelled } from './cancel.ts';
import { closeDispatchers } from './dispatchers.ts';
import {
  type EmbeddedLogin,
  embeddedAlias,
  embeddedUsername,
  type GatewayOptions,
  type OrgBundle,
  type OrgEntry,
  type OrgGateway,
  type OrgIdentity,
  type OrgSession,
} from './gateway.ts';
import { OrgError, type ProblemContext } from './problems.ts';
import { tameRefresh } from './refresh.ts';
import { senseless } from './rest.ts';
import { inOrg, Session } from './session.ts';

const defaultTimeout = 30_000;

// Warnings about auth files may quote them, and would go to the process's own.
Lifecycle.getInstance().onWarning(async () => {});

/** The export of the org bundle. */
export const createGateway: OrgBundle['createGateway'] = ({ log, timeoutMilliseconds = defaultTimeout }) => {
  const sessions = new Map<string, { readonly stamp: string; readonly session: Session }>();
  let embedded: EmbeddedLogin | null = null;
  const gateway: OrgGateway = {
    listOrgs: async (projectFolder) => {
      const list = await listOrgs(projectFolder).catch((error) => {
        throw unreadable(error);
      });
      return embedded === null ? list : { ...list, orgs: [entryOf(embedded), ...list.orgs] };
    },

    connect: (projectFolder, org, signal) =>
      unlessCancelled(signal, async (): Promise<OrgSession> => {
        if (embedded !== null && (org === embedded.username || org === embeddedAlias)) {
          return openEmbedded(embedded, timeoutMilliseconds, signal);
        }
        const login = await findLogin(projectFolder, org).catch((error) => {
          // It was chosen while one ran, or in an earlier session.
          throw org === embeddedUsername && isOrgError(error) ? gone() : unreadable(error);
        });
        const key = `${login.username} ${login.alias ?? ''}`;
        const known = sessions.get(key);
        if (known?.stamp === login.stamp) return known.session;
        const session = await open(login, timeoutMilliseconds, signal);
        sessions.set(key, { stamp: login.stamp, session });
        log(`Connected with ${session.org.username}, API version ${session.org.apiVersion}.`);
        return session;
      }),

    useEmbedded: (org) => {
      embedded = org;
    },

    close: () => {
      sessions.clear();
      closeDispatchers();
    },
  };
  return gateway;
};

/** Nothing was asked of an org yet: the files of the sf CLI are the trouble. */
function unreadable(error: unknown): OrgError {
  if (error instanceof OrgError) return error;
  return new OrgError(
    'no-org',
    'The files of the sf CLI (`.sf` and `.sfdx` in the home folder and the project) cannot be read. `sf org list` tells what is wrong with them.',
  );
}

async function open(login: Login, timeoutMilliseconds: number, signal: AbortSignal): Promise<Session> {
  const { username, alias } = login;
  const command = `sf org login web${alias === null ? '' : ` --alias ${alias}`}`;
  const name = alias ?? username;
  const info = await readLogin(login).catch((error) => {
    if (error instanceof OrgError) throw error;
    throw new OrgError('no-org', `The saved login of ${name} cannot be read. Run \`${command}\`.`);
  });
  const { instanceUrl } = info.getFields();
  // Without it the command would ask login.salesforce.com, which knows no sandboxes and no orgs with My Domain only.
  const place =
    instanceUrl !== undefined && /^https:\/\/[\w.:-]+$/.test(instanceUrl)
      ? ` --instance-url ${instanceUrl}`
      : '';
  const about: ProblemContext = { org: name, login: command + place, object: null };
  if (instanceUrl === undefined || !URL.canParse(instanceUrl)) {
    throw new OrgError('no-org', `The saved login of ${name} has no address. Run \`${command}\`.`);
  }
  return sessionWith(info, about, { username, alias }, timeoutMilliseconds, signal);
}

function entryOf({ username, url }: EmbeddedLogin): OrgEntry {
  const kind = { isScratch: false, isSandbox: false, isDevHub: false };
  return { username, aliases: [embeddedAlias], instanceUrl: url, ...kind, problem: null };
}

/** With its token alone: nothing is read from the files of the sf CLI, or written to them. */
async function openEmbedded(
  { url, token, username }: EmbeddedLogin,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<Session> {
  const info = await AuthInfo.create({
    username: token,
    accessTokenOptions: { accessToken: token, instanceUrl: url },
  });
  const login = 'Duplicate Rules: Start Embedded Org';
  const about: ProblemContext = { org: embeddedAlias, login, object: null };
  return sessionWith(info, about, { username, alias: embeddedAlias }, timeoutMilliseconds, signal);
}

async function sessionWith(
  info: AuthInfo,
  about: ProblemContext,
  { username, alias }: Pick<OrgIdentity, 'username' | 'alias'>,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<Session> {
  const { instanceUrl = '', loginUrl, orgId, instanceApiVersion } = info.getFields();
  const origins = new Set([instanceUrl, loginUrl].filter(isAddress).map((url) => new URL(url).origin));
  const refreshing = tameRefresh(info, about, { origins, timeoutMilliseconds });
  const parts = { origins, timeoutMilliseconds, refreshProblem: refreshing.problem };
  const connection = await inOrg(about, parts, signal, () => connect(info, instanceApiVersion));
  const org: OrgIdentity = {
    username,
    alias,
    orgId: orgId ?? '',
    instanceUrl: new URL(instanceUrl).origin,
    apiVersion: connection.version,
  };
  return new Session({ ...parts, org, connection, login: about.login });
}

function isOrgError(error: unknown): boolean {
  return error instanceof OrgError && (error.kind === 'no-org' || error.kind === 'no-cli');
}

function gone(): OrgError {
  return new OrgError(
    'no-org',
    'The embedded org that was chosen does not run any more. Start one with `Duplicate Rules: Start Embedded Org`, or select another org.',
  );
}

function isAddress(url: string | undefined): url is string {
  return url !== undefined && URL.canParse(url);
}

/** With the version that the sf CLI has noted, else the newest: @salesforce/core would write that to the auth file. */
async function connect(info: AuthInfo, noted: string | undefined): Promise<Connection> {
  const version = noted !== undefined && /^\d{2,3}\.0$/.test(noted) ? noted : null;
  const connection = await Connection.create({
    authInfo: info,
    connectionOptions: { version: version ?? '60.0' },
  });
  connection.instanceUrl = new URL(connection.instanceUrl).origin;
  if (version === null) connection.version = await newestVersion(connection);
  return connection;
}

async function newestVersion(connection: Connection): Promise<string> {
  const versions: unknown = await connection.request(`${connection.instanceUrl}/services/data`);
  if (!Array.isArray(versions)) throw senseless();
  const numbers = versions
    .map((entry: { version?: unknown }) => String(entry?.version))
    .filter((version) => /^\d{2,3}\.0$/.test(version))
    .map(Number);
  if (numbers.length === 0) throw senseless();
  return `${Math.max(...numbers)}.0`;
}

export type { GatewayOptions };
