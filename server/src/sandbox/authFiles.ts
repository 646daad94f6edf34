import { createCipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../data/makeFolder.ts';
import { replaceFile } from '../data/replaceFile.ts';

export interface AuthFileOptions {
  /** A folder that stands for the user's home: the files of the sf CLI are written below it. */
  readonly home: string;
  /** A project whose target-org is set to the org; left alone if not given. */
  readonly projectFolder?: string;
  readonly url: string;
  readonly token: string;
  readonly refreshToken?: string | undefined;
  readonly username: string;
  readonly alias: string;
  readonly orgId: string;
}

/**
 * Logs a private home in to an org, as `sf org login` leaves it behind: what uses @salesforce/core with this
 * home as HOME (USERPROFILE on Windows) and SF_USE_GENERIC_UNIX_KEYCHAIN=true is connected.
 */
export function writeAuthFiles(options: AuthFileOptions): void {
  const { home, projectFolder, url, token, refreshToken, username, alias, orgId } = options;
  const state = join(home, '.sfdx');
  makeFolder(state, 0o700);
  const key = keyIn(state);
  writePrivate(join(state, `${username}.json`), {
    accessToken: encrypted(token, key),
    ...(refreshToken === undefined
      ? {}
      : { refreshToken: encrypted(refreshToken, key), clientId: 'PlatformCLI' }),
    instanceUrl: url,
    loginUrl: url,
    orgId,
    username,
    isDevHub: false,
    isSandbox: false,
    isScratch: false,
  });
  const aliases = join(state, 'alias.json');
  const known = existsSync(aliases) ? readJson(aliases) : {};
  writePrivate(aliases, { ...known, orgs: { ...(known.orgs as object | undefined), [alias]: username } });
  if (projectFolder === undefined) return;
  const folder = join(projectFolder, '.sf');
  makeFolder(folder);
  const file = join(folder, 'config.json');
  const config = existsSync(file) ? readJson(file) : {};
  replaceFile(file, `${JSON.stringify({ ...config, 'target-org': alias }, null, 2)}\n`);
}

/** The key that core keeps in `key.json`: 32 characters, made once. */
function keyIn(state: string): string {
  const file = join(state, 'key.json');
  if (existsSync(file)) return String(readJson(file).key);
  const key = randomBytes(16).toString('hex');
  writePrivate(file, { account: 'local', key, service: 'sfdx' });
  return key;
}

/** As core's crypto (its first version) encrypts: AES-256-GCM, the key and the 12 characters of the iv as text. */
function encrypted(text: string, key: string): string {
  const iv = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const secret = cipher.update(text, 'utf8', 'hex') + cipher.final('hex');
  return `${iv}${secret}:${cipher.getAuthTag().toString('hex')}`;
}

/** Core refuses a key file that others may read. */
function writePrivate(file: string, content: unknown): void {
  replaceFile(file, `${JSON.stringify(content, null, 2)}\n`, 0o600);
}

function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}
