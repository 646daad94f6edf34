import { randomBytes } from 'node:crypto';
import { fieldKey } from '../core/outcome/fieldNames.ts';
import type { StoredRecord } from './data/storedRecord.ts';

/** What a user may do; everything by default. */
export interface Permissions {
  /** View Setup and Configuration, without which rules cannot be read through the Metadata API or queries. */
  readonly viewSetup?: boolean | undefined;
  /** Fields that the user cannot read, by object: `{ Lead: ['Phone'] }`. */
  readonly hiddenFields?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Objects that the user cannot read. */
  readonly hiddenObjects?: readonly string[] | undefined;
  /** Records that are not shared with the user. */
  readonly hiddenRecords?: (record: StoredRecord) => boolean;
  /** False: SOAP refuses the token, as it refuses JWT-based ones before API version 68.0. */
  readonly soap?: boolean | undefined;
}

export interface SandboxUser {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly permissions: Permissions;
}

/** A user with a token. */
export class Session {
  readonly user: SandboxUser;
  readonly token: string;
  readonly #hiddenFields: ReadonlySet<string>;
  readonly #hiddenObjects: ReadonlySet<string>;

  constructor(user: SandboxUser, token: string) {
    this.user = user;
    this.token = token;
    const { hiddenFields = {}, hiddenObjects = [] } = user.permissions;
    this.#hiddenFields = new Set(
      Object.entries(hiddenFields).flatMap(([object, fields]) =>
        fields.map((field) => `${object.toLowerCase()}.${fieldKey(field)}`),
      ),
    );
    this.#hiddenObjects = new Set(hiddenObjects.map((object) => object.toLowerCase()));
  }

  get canViewSetup(): boolean {
    return this.user.permissions.viewSetup !== false;
  }

  get canUseSoap(): boolean {
    return this.user.permissions.soap !== false;
  }

  canReadObject(object: string): boolean {
    return !this.#hiddenObjects.has(object.toLowerCase());
  }

  canRead(object: string, field: string): boolean {
    return !this.#hiddenFields.has(`${object.toLowerCase()}.${fieldKey(field)}`);
  }

  canSee(record: StoredRecord): boolean {
    return this.canReadObject(record.object.name) && !this.user.permissions.hiddenRecords?.(record);
  }
}

const mostSessions = 10_000;

/** The tokens that are valid now. */
export class Sessions {
  readonly #orgId: string;
  readonly #byToken = new Map<string, Session>();
  readonly #byRefreshToken = new Map<string, SandboxUser>();
  /** By username in lower case; the first token of a user is the password, whatever becomes of the session. */
  readonly #logins = new Map<string, { readonly user: SandboxUser; readonly password: string }>();

  constructor(orgId: string) {
    this.#orgId = orgId;
  }

  open(user: SandboxUser): Session {
    const session = new Session(user, user.permissions.soap === false ? webToken() : this.#opaqueToken());
    this.#byToken.set(session.token, session);
    const name = user.username.toLowerCase();
    if (!this.#logins.has(name)) this.#logins.set(name, { user, password: session.token });
    return session;
  }

  /**
   * Opens a session for a username and password; null for wrong ones. What stands before the token is let pass, since
   * clients send password and security token as one.
   */
  logIn(username: string, password: string): Session | null {
    const login = this.#logins.get(username.toLowerCase());
    if (!login || !password.endsWith(login.password)) return null;
    return this.#openAgain(login.user);
  }

  #openAgain(user: SandboxUser): Session {
    this.#forgetOldest();
    return this.open(user);
  }

  /** A client that logs in before every request must not fill the memory. */
  #forgetOldest(): void {
    if (this.#byToken.size < mostSessions) return;
    const passwords = new Set([...this.#logins.values()].map(({ password }) => password));
    for (const token of this.#byToken.keys()) {
      if (this.#byToken.size < mostSessions / 2) return;
      if (!passwords.has(token)) this.#byToken.delete(token);
    }
  }

  /** The same for a client that knows but the secret. */
  logInWith(secret: string): Session | null {
    for (const { user, password } of this.#logins.values())
      if (password === secret) return this.#openAgain(user);
    return null;
  }

  #opaqueToken(): string {
    return `${this.#orgId.slice(0, 15)}!${randomText(48)}`;
  }

  /** Makes a token valid again. */
  reopen(session: Session): void {
    this.#byToken.set(session.token, session);
  }

  find(token: string | null): Session | null {
    return token === null ? null : (this.#byToken.get(token) ?? null);
  }

  /** Without a token: all. */
  expire(token?: string): void {
    if (token === undefined) this.#byToken.clear();
    else this.#byToken.delete(token);
  }

  /** A token that opens new sessions of a user at `/services/oauth2/token`. */
  refreshTokenFor(user: SandboxUser): string {
    const token = `5Aep${randomText(48)}`;
    this.#byRefreshToken.set(token, user);
    return token;
  }

  refresh(refreshToken: string): Session | null {
    const user = this.#byRefreshToken.get(refreshToken);
    return user ? this.#openAgain(user) : null;
  }
}

function randomText(bytes: number): string {
  return randomBytes(bytes).toString('base64url').replaceAll('-', '_');
}

/** In the form of a JSON web token, by which clients know that SOAP will refuse it. */
function webToken(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ scp: 'api' })}.${randomText(48)}`;
}
