import { HttpApi } from '@jsforce/jsforce-node/lib/http-api.js';
import { SOAP, type SOAPOptions } from '@jsforce/jsforce-node/lib/soap.js';
import type { HttpResponse, Schema } from '@jsforce/jsforce-node/lib/types/index.js';
import { isJWTToken } from '@jsforce/jsforce-node/lib/util/jwt.js';
import type { Connection } from '@salesforce/core';
import { senseless } from './rest.ts';

/** False where the platform refuses SOAP to the session's token, whatever the user may do. */
export function canUseSoap(connection: Connection): boolean {
  const major = Number.parseInt(connection.version, 10);
  return major >= 68 || !isJWTToken(connection.accessToken ?? '');
}

/** Calls of the partner API that test records; jsforce has none of its own. */
export async function callPartner(
  connection: Connection,
  operation: 'findDuplicates' | 'findDuplicatesByIds',
  parameters: object,
): Promise<object> {
  const endpoint = new PartnerApi(connection, operation, {
    endpointUrl: `${connection.instanceUrl}/services/Soap/u/${connection.version}`,
  });
  return answerOf(await endpoint.invoke(operation, parameters));
}

/** Calls of the Metadata API; the answer as it came, text in each leaf. */
export async function callMetadata(
  connection: Connection,
  operation: 'listMetadata' | 'readMetadata',
  parameters: object,
): Promise<object> {
  const endpoint = new SoapApi(connection, operation, {
    xmlns: 'http://soap.sforce.com/2006/04/metadata',
    endpointUrl: `${connection.instanceUrl}/services/Soap/m/${connection.version}`,
  });
  return answerOf(await endpoint.invoke(operation, parameters));
}

class SoapApi extends SOAP<Schema> {
  private readonly answer: RegExp;

  constructor(connection: Connection, operation: string, options: SOAPOptions) {
    super(connection as never, options);
    this.answer = new RegExp(`(^|:)${operation}Response$`);
  }

  /** jsforce's own takes whatever is in the body for the answer. */
  override async getResponseBody(response: HttpResponse): Promise<unknown> {
    const parsed = await HttpApi.prototype.getResponseBody.call(this, response);
    const answer = [/(^|:)Envelope$/, /(^|:)Body$/, this.answer].reduce<unknown>(property, parsed);
    if (answer === undefined) throw senseless();
    return answer;
  }

  /** jsforce's own fails on a fault that is none: an HTML page, an answer that was cut off. */
  override parseError(body: unknown): { errorCode: string; message: string } {
    const fault = [/(^|:)Envelope$/, /(^|:)Body$/, /(^|:)Fault$/].reduce<unknown>(property, body);
    const { faultcode, faultstring } = (fault ?? {}) as { faultcode?: unknown; faultstring?: unknown };
    if (typeof faultcode !== 'string') throw senseless();
    return { errorCode: faultcode, message: typeof faultstring === 'string' ? faultstring : '' };
  }
}

/** All three are required, in this order; the first and the last mean nothing to these calls (WSDL, {FindDup}). */
const duplicateRuleHeader =
  '<DuplicateRuleHeader><allowSave>false</allowSave><includeRecordDetails>true</includeRecordDetails>' +
  '<runAsCurrentUser>false</runAsCurrentUser></DuplicateRuleHeader>';

class PartnerApi extends SoapApi {
  override _createEnvelope(message: object): string {
    return super
      ._createEnvelope(message)
      .replace('</soapenv:Header>', `${duplicateRuleHeader}</soapenv:Header>`);
  }
}

function property(value: unknown, name: RegExp): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => name.test(key))?.[1];
}

function answerOf(answer: unknown): object {
  // An element without content, as for a list of nothing.
  if (answer === '') return {};
  if (typeof answer === 'object' && answer !== null) return answer;
  throw senseless();
}
