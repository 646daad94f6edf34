import type { OrgProblem, OrgProblemKind } from './gateway.ts';

/**
 * The only error that leaves the org bundle. Messages are written here and in the modules around it, from codes
 * and from names that were checked; no text that an org or a library wrote is passed on, since it may quote
 * values of the record or a token. For the same reason there is no `cause`.
 */
export class OrgError extends Error implements OrgProblem {
  override readonly name = 'OrgProblem' as const;
  readonly kind: OrgProblemKind;

  constructor(kind: OrgProblemKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export function cancelled(): OrgError {
  return new OrgError('cancelled', 'Cancelled.');
}

/** What messages may say of the org and the request. */
export interface ProblemContext {
  /** Alias or username, as a person knows the org. */
  readonly org: string;
  /** `sf org login web --alias dev`, or whatever renews the session. */
  readonly login: string;
  /** Object that is asked about; null where none is. */
  readonly object: string | null;
}

/** The org problem that an error of jsforce, of @salesforce/core or of this code amounts to. */
export function toProblem(error: unknown, context: ProblemContext): OrgError {
  for (let inner: unknown = error, depth = 0; depth < 5; inner = causeOf(inner), depth++) {
    if (inner instanceof OrgError) return inner;
  }
  const { code, message, status } = codeOf(error);
  const describe = problems.find(({ codes, text }) => codes.test(code) || text?.test(message));
  if (describe !== undefined) return new OrgError(describe.kind, describe.say(context, code));
  if (status !== null) return byStatus(status, context);
  return new OrgError(
    'bad-answer',
    `${context.org} answered with an error that is not known here${code === '' ? '' : ` (${code})`}. Try again; if it stays, look at the org's status on trust.salesforce.com.`,
  );
}

/** The code of an error of the API, without namespace prefix; '' if it has none. */
export function errorCodeOf(error: unknown): string {
  return codeOf(error).code;
}

/** The org's own text, to look for names in it. It must not be shown: it may quote values. */
export function privateTextOf(error: unknown): string {
  return codeOf(error).message;
}

export function loginAgain({ org, login }: ProblemContext): OrgError {
  return new OrgError('expired', `The session with ${org} has expired or was revoked. Run \`${login}\`.`);
}

/** True where a session was refused, so that a login or another API may help. */
export function isExpired(error: unknown): boolean {
  return toProblem(error, { org: '', login: '', object: null }).kind === 'expired';
}

interface Known {
  readonly kind: OrgProblemKind;
  /** Codes of the API (SOAP fault codes without prefix), names of @salesforce/core's errors. */
  readonly codes: RegExp;
  /** What the org's text must hold where the code does not tell. */
  readonly text?: RegExp;
  readonly say: (context: ProblemContext, code: string) => string;
}

const nothing = /(?!)/;

/** The first that fits decides. */
const problems: readonly Known[] = [
  {
    kind: 'no-active-rules',
    codes: nothing,
    text: /No active duplicate rules are defined/i,
    say: ({ org, object }) =>
      `${org} has no active duplicate rule for ${object ?? 'this object'}, so there is nothing to test. Activate one in Setup, Duplicate Rules.`,
  },
  {
    kind: 'permission',
    codes: nothing,
    text: /Connected app is not attached|not valid for use with the REST API|not valid for use with the API/i,
    say: ({ org, login }) =>
      `The session with ${org} may not use the API. Log in through the sf CLI: \`${login}\`. If that does not help, ask an administrator to allow the CLI's connected app.`,
  },
  {
    kind: 'expired',
    codes:
      /^(INVALID_SESSION_ID|INVALID_AUTH_HEADER|INVALID_LOGIN|ERROR_HTTP_401|invalid_grant|inactive_user|inactive_org|RefreshTokenAuthError|JwtAuthError|NOT_LOGGED_IN)$/,
    text: /^Unable to refresh session|expired access\/refresh token|Bad_OAuth_Token/i,
    say: ({ org, login }) => `The session with ${org} has expired or was revoked. Run \`${login}\`.`,
  },
  {
    kind: 'no-org',
    codes: /^(OrgDataNotAvailableError|ERROR_HTTP_420)$/,
    say: ({ org }) =>
      `${org} does not exist any more: a scratch org or sandbox that was deleted or has expired. Use another org.`,
  },
  {
    kind: 'no-org',
    codes:
      /^(AuthDecryptError|KeyChain\w*|KeychainError|\w*Keychain\w*Error|JsonParseError|\w*KeyChain\w*Error)$/i,
    say: ({ org, login }) => `The saved login of ${org} cannot be read on this machine. Run \`${login}\`.`,
  },
  {
    kind: 'limit',
    codes: /^(REQUEST_LIMIT_EXCEEDED|LIMIT_EXCEEDED|TXN_SECURITY_\w+|ERROR_HTTP_429|CONCURRENT_\w+)$/,
    say: ({ org }) =>
      `${org} has used up its API requests. Wait until the limit is free again (Setup, Company Information shows it).`,
  },
  {
    kind: 'permission',
    codes: /^(API_DISABLED_FOR_ORG|API_CURRENTLY_DISABLED|API_ERROR_DISABLED|FUNCTIONALITY_NOT_ENABLED)$/,
    say: ({ org }) =>
      `The API is not enabled for this user of ${org}. An administrator can give the permission "API Enabled" (some editions have no API).`,
  },
  {
    kind: 'permission',
    codes: /^(INSUFFICIENT_ACCESS\w*|INSUFFICIENT_\w+|NO_ACCESS|FORBIDDEN|ERROR_HTTP_403|CANNOT_ACCESS\w*)$/,
    say: ({ org, object }) =>
      object === null
        ? `A permission is missing for this user of ${org}.`
        : `This user of ${org} may not read ${object}, or one of its fields. An administrator can give read access to the object and its fields.`,
  },
  {
    kind: 'bad-record',
    codes: /^(INVALID_TYPE|INVALID_SOBJECT\w*|UNSUPPORTED_SOBJECT\w*|NOT_FOUND|ERROR_HTTP_404)$/,
    say: ({ org, object }) =>
      `${object ?? 'The object'} does not exist in ${org}, or this user cannot see it. Check the API name (custom objects end in __c).`,
  },
  {
    kind: 'bad-record',
    codes: /^(INVALID_FIELD\w*|INVALID_QUERY_FILTER_OPERATOR|MALFORMED_QUERY)$/,
    say: ({ org, object }) =>
      `A field of the record does not exist on ${object ?? 'the object'} in ${org}, or this user cannot see it.`,
  },
  {
    kind: 'bad-record',
    codes:
      /^(MALFORMED_ID|INVALID_ID_FIELD|INVALID_CROSS_REFERENCE_KEY|ENTITY_IS_DELETED|INVALID_INPUT|JSON_PARSER_ERROR|POST_BODY_PARSE_ERROR|INVALID_ARGUMENT\w*|STRING_TOO_LONG|NUMBER_OUTSIDE_VALID_RANGE|INVALID_EMAIL_ADDRESS|REQUIRED_FIELD_MISSING|INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST)$/,
    say: ({ org }, code) =>
      `${org} does not accept the record as it is (${code}): check its id and that each value fits the type of its field.`,
  },
  {
    kind: 'unreachable',
    codes: /^(SERVER_UNAVAILABLE|ERROR_HTTP_50[234]|REQUEST_RUNNING_TOO_LONG|QUERY_TIMEOUT)$/,
    say: ({ org }) =>
      `${org} is not available at the moment (maintenance or overload). Try again in a few minutes; trust.salesforce.com shows its status.`,
  },
  {
    kind: 'bad-answer',
    codes: /^(UNKNOWN_EXCEPTION|ERROR_HTTP_500|INTERNAL_\w+|UNABLE_TO_LOCK_ROW)$/,
    say: ({ org }) => `${org} failed on its side while answering. Try again.`,
  },
];

function byStatus(status: number, context: ProblemContext): OrgError {
  if (status === 401) return loginAgain(context);
  return new OrgError('bad-answer', `${context.org} answered with HTTP ${status}. Try again.`);
}

function codeOf(error: unknown): { code: string; message: string; status: number | null } {
  if (typeof error !== 'object' || error === null) return { code: '', message: '', status: null };
  const { errorCode, name, message, statusCode } = error as Record<string, unknown>;
  const raw = typeof errorCode === 'string' ? errorCode : typeof name === 'string' ? name : '';
  const code = raw.slice(raw.lastIndexOf(':') + 1);
  const status = /^ERROR_HTTP_(\d{3})$/.exec(code)?.[1] ?? statusCode;
  return {
    // An error code is one word: anything else could be text with values in it.
    code: /^\w{1,60}$/.test(code) && !/^(\w*Error|Error)$/.test(code) ? code : coreNames(code),
    message: typeof message === 'string' ? message : '',
    status: status === undefined ? null : Number(status) || null,
  };
}

/** Names of errors of @salesforce/core tell something, those of JavaScript nothing. */
function coreNames(name: string): string {
  return /^[A-Z]\w{1,60}Error$/.test(name) &&
    !/^(Type|Syntax|Range|Reference|Eval|URI|Aggregate)Error$/.test(name)
    ? name
    : '';
}

function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'cause' in error ? error.cause : null;
}
