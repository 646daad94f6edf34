import { readdir, stat } from 'node:fs/promises';
import { AuthInfo, ConfigAggregator, Global, OrgConfigProperties, StateAggregator } from '@salesforce/core';
import type { OrgEntry, OrgList } from './gateway.ts';
import { OrgError } from './problems.ts';
import { isSfInstalled } from './sfCli.ts';

/**
 * What the sf CLI has saved: logins, aliases, the default org. Read anew each time: it changes under us. Null where
 * nobody has logged in: the library would then make a file of aliases, or fail in a home that is read-only.
 */
export async function savedLogins(): Promise<StateAggregator | null> {
  const files = await readdir(Global.DIR).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (!files.some((name) => name.endsWith('.json'))) return null;
  await StateAggregator.clearInstanceAsync();
  return StateAggregator.getInstance();
}

/** The target-org of the project's configuration, else of the user's; null if there is none. */
export async function targetOrg(projectFolder: string | null): Promise<string | null> {
  // Without a project, a folder that is none: the default would be the process's own folder.
  const options = { projectPath: projectFolder ?? nowhere };
  await ConfigAggregator.clearInstance(options.projectPath);
  const config = await ConfigAggregator.create(options);
  const value = config.getInfo(OrgConfigProperties.TARGET_ORG).value;
  return typeof value === 'string' && value !== '' ? value : null;
}

const nowhere = '/nonexistent';

export async function listOrgs(projectFolder: string | null): Promise<OrgList> {
  const logins = await savedLogins();
  if (logins === null) return { orgs: [], target: await targetOrg(projectFolder) };
  const fields = await logins.orgs.readAll();
  const orgs = fields.flatMap((org): OrgEntry[] => {
    const { username, instanceUrl } = org;
    if (username === undefined) return [];
    const isScratch = Boolean(org.isScratch ?? org.devHubUsername);
    return [
      {
        username,
        aliases: logins.aliases.getAll(username).toSorted(),
        instanceUrl: (instanceUrl ?? '').replace(/\/+$/, ''),
        isScratch,
        isSandbox: Boolean(org.isSandbox),
        isDevHub: Boolean(org.isDevHub),
        problem: problemOf(org),
      },
    ];
  });
  orgs.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return { orgs, target: await targetOrg(projectFolder) };
}

export interface Login {
  readonly username: string;
  readonly alias: string | null;
  /** Changes when the auth file does. */
  readonly stamp: string;
}

/**
 * Who to log in as for a username or alias, or the target-org.
 * @throws OrgError no-org, no-cli
 */
export async function findLogin(projectFolder: string | null, org: string | null): Promise<Login> {
  const wanted = org ?? (await targetOrg(projectFolder));
  const logins = await savedLogins();
  if (wanted === null) {
    if (logins === null && !(await isSfInstalled())) throw noSfCli();
    throw new OrgError(
      'no-org',
      'No org is set for this project. Choose one, or run `sf config set target-org ALIAS`; `sf org login web --alias ALIAS` logs in.',
    );
  }
  if (logins === null) throw (await isSfInstalled()) ? notLoggedIn(wanted) : noSfCli();
  const username = logins.aliases.resolveUsername(wanted);
  const path = /[/\\!]/.test(username) ? null : logins.orgs.getPath(username);
  const file = path === null ? null : await stat(path, { bigint: true }).catch(() => null);
  if (file === null) throw notLoggedIn(wanted);
  const aliases = logins.aliases.getAll(username);
  const alias = aliases.includes(wanted) ? wanted : (aliases[0] ?? null);
  return { username, alias, stamp: `${file.mtimeNs}.${file.size}.${file.ino}` };
}

function noSfCli(): OrgError {
  return new OrgError(
    'no-cli',
    'The sf CLI, whose logins are used, was not found: there is no `sf` on the PATH, and no login of it. Install it (`npm install --global @salesforce/cli`), then run `sf org login web --alias ALIAS --set-default`.',
  );
}

function notLoggedIn(wanted: string): OrgError {
  const shown = /^[\w.@+-]{1,80}$/.test(wanted) ? `the name or alias "${wanted}"` : 'that name or alias';
  return new OrgError(
    'no-org',
    `The sf CLI is not logged in to an org with ${shown}. Use another (\`sf org list\` names them), or run \`sf org login web --alias ALIAS\`.`,
  );
}

/** @throws OrgError no-org where the scratch org has expired */
export async function readLogin({ username, alias }: Login): Promise<AuthInfo> {
  const info = await AuthInfo.create({ username });
  const problem = problemOf(info.getFields());
  if (problem !== null) {
    throw new OrgError('no-org', `${alias ?? username}: ${problem}. Use another org, or create a new one.`);
  }
  return info;
}

function problemOf(fields: { readonly [key: string]: unknown }): string | null {
  const date = fields.expirationDate ?? fields.trailExpirationDate;
  const isScratch = Boolean(fields.isScratch ?? fields.devHubUsername);
  if (!isScratch || typeof date !== 'string') return null;
  const expires = /^\d{4}-\d{2}-\d{2}$/.test(date) ? `${date}T23:59:59Z` : date;
  return Date.parse(expires) < Date.now() ? `scratch org expired on ${date.slice(0, 10)}` : null;
}

function nameOf({ aliases, username }: OrgEntry): string {
  return (aliases[0] ?? username).toLowerCase();
}
