import { type FakeReply, type FakeRequest, restError, soapFault, soapReply } from '../../support/fakeOrg.ts';

export const secretValue = 'sentinel.value@secret.example';
export const secretToken = '00D000000000001!sentinel.token.of.the.session';

export const noMatch = soapReply(
  '<findDuplicatesResponse><result><duplicateResults><allowSave>true</allowSave><duplicateRule>R</duplicateRule><duplicateRuleEntityType>Lead</duplicateRuleEntityType></duplicateResults><success>true</success></result></findDuplicatesResponse>',
);

/** Whatever the request held, quoted back. */
export function quoted({ headers, body }: FakeRequest): string {
  return `${headers.authorization} ${body.replaceAll('<', ' ').replaceAll('&', ' ')} ${secretToken} ${secretValue}`;
}

export const soapFaults: readonly [code: string, kind: string, says: RegExp][] = [
  ['sf:INVALID_SESSION_ID', 'expired', /sf org login web --alias dev/],
  ['sf:REQUEST_LIMIT_EXCEEDED', 'limit', /API requests/],
  ['sf:INSUFFICIENT_ACCESS', 'permission', /may not read Lead/],
  ['sf:API_DISABLED_FOR_ORG', 'permission', /API Enabled/],
  ['sf:INVALID_TYPE', 'bad-record', /Lead does not exist/],
  ['sf:INVALID_FIELD', 'bad-record', /field of the record/],
  ['sf:MALFORMED_ID', 'bad-record', /MALFORMED_ID/],
  ['sf:SERVER_UNAVAILABLE', 'unreachable', /trust\.salesforce\.com/],
  ['sf:UNKNOWN_EXCEPTION', 'bad-answer', /failed on its side/],
  ['sf:SOMETHING_NEW', 'bad-answer', /SOMETHING_NEW/],
  ['soapenv:Client', 'bad-answer', /not known here|failed/],
];

export const answers: readonly [name: string, answer: (request: FakeRequest) => FakeReply, kind: string][] = [
  ['an HTML page', (r) => ({ type: 'text/html', body: `<html>${quoted(r)}</html>` }), 'bad-answer'],
  [
    'an HTML error page',
    (r) => ({ status: 503, type: 'text/html', body: `<html>${quoted(r)}` }),
    'unreachable',
  ],
  ['HTTP 500 with text', (r) => ({ status: 500, type: 'text/plain', body: quoted(r) }), 'bad-answer'],
  ['HTTP 500 with nothing', () => ({ status: 500, body: '' }), 'bad-answer'],
  ['HTTP 404 with text', (r) => ({ status: 404, type: 'text/plain', body: quoted(r) }), 'bad-record'],
  ['HTTP 418', (r) => ({ status: 418, type: 'text/plain', body: quoted(r) }), 'bad-answer'],
  ['XML that ends', (r) => ({ type: 'text/xml', body: `<soapenv:Envelope><a>${quoted(r)}` }), 'bad-answer'],
  ['XML without a body', () => ({ type: 'text/xml', body: '<a xmlns="x"><b/></a>' }), 'bad-answer'],
  ['JSON instead of XML', (r) => ({ body: JSON.stringify({ x: quoted(r) }) }), 'bad-answer'],
  ['JSON that ends', (r) => ({ body: `{"x":"${quoted(r)}` }), 'bad-answer'],
  ['nothing', () => ({ type: 'text/xml', body: '' }), 'bad-answer'],
  ['no result', () => soapReply('<findDuplicatesResponse></findDuplicatesResponse>'), 'bad-answer'],
  [
    'two results for one record',
    () =>
      soapReply(
        '<findDuplicatesResponse><result><success>true</success></result><result><success>true</success></result></findDuplicatesResponse>',
      ),
    'bad-answer',
  ],
  [
    'a fault of no active rules',
    () => soapFault('sf:UNKNOWN_EXCEPTION', 'No active duplicate rules are defined for the Lead object type'),
    'no-active-rules',
  ],
  [
    'no active rules in a result',
    () =>
      soapReply(
        '<findDuplicatesResponse><result><errors><message>No active duplicate rules are defined for the Lead object type</message><statusCode>X</statusCode></errors><success>false</success></result></findDuplicatesResponse>',
      ),
    'no-active-rules',
  ],
];

export const restAnswers: readonly [
  name: string,
  answer: (request: FakeRequest) => FakeReply,
  kind: string,
][] = [
  ['401', (r) => restError(401, 'INVALID_SESSION_ID', quoted(r)), 'expired'],
  ['a limit', (r) => restError(403, 'REQUEST_LIMIT_EXCEEDED', quoted(r)), 'limit'],
  ['403', (r) => restError(403, 'API_DISABLED_FOR_ORG', quoted(r)), 'permission'],
  ['404', (r) => restError(404, 'NOT_FOUND', quoted(r)), 'bad-record'],
  ['an unknown code', (r) => restError(400, 'BRAND_NEW', quoted(r)), 'bad-answer'],
  ['a code that is a text', (r) => restError(400, quoted(r), quoted(r)), 'bad-answer'],
  [
    'several errors',
    (r) => ({ status: 400, body: JSON.stringify([{ message: quoted(r) }, { message: quoted(r) }]) }),
    'bad-answer',
  ],
  ['a deleted scratch org', () => ({ status: 420, type: 'text/plain', body: 'Down' }), 'no-org'],
  ['JSON that is cut off', (r) => ({ body: `{"name":"${quoted(r)}` }), 'bad-answer'],
  ['JSON in JSON in JSON …', () => ({ body: '['.repeat(9000) + ']'.repeat(9000) }), 'bad-answer'],
  ['another shape', (r) => ({ body: JSON.stringify({ fields: quoted(r) }) }), 'bad-answer'],
  [
    'a blocked connected app',
    () => ({
      status: 401,
      type: 'application/json',
      body: '[{"errorCode":"INVALID_SESSION_ID","message":"This session is not valid for use with the REST API"}]',
    }),
    'permission',
  ],
];
