import { SoapFault } from '../errors.ts';
import type { Call, Reply } from '../http.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import {
  answerEnvelope,
  dialectOf,
  faultEnvelope,
  invalidSession,
  type SoapCall,
  soapCallOf,
} from './envelope.ts';
import { login } from './login.ts';
import { metadataOperations } from './metadata.ts';
import { partnerOperations, type SoapOperation } from './partner.ts';
import { malformed } from './reader.ts';
import { checkRetrieveStatus, retrieve } from './retrieve.ts';

export { isSoapPath } from './envelope.ts';

/** Operations of all services that change something, answered or not: for the journal. */
const writes =
  /^(create|update|upsert|delete|undelete|merge|convertLead|process|emptyRecycleBin|setPassword|resetPassword|deploy|executeAnonymous|performQuickActions|invalidateSessions|(create|update|upsert|delete|rename)Metadata)/;

export function isSoapWrite(operation: string): boolean {
  return writes.test(operation);
}

/** Local name of the operation; null where the body is no SOAP request. */
export function operationOf(call: Call): string | null {
  try {
    return soapCallOf(call).operation;
  } catch {
    return null;
  }
}

/** Older ones were retired, the last of them in Summer '25. */
const oldestLiving = 31;

const allMetadataOperations = { ...metadataOperations, retrieve, checkRetrieveStatus };

export function answerSoap(org: Org, call: Call): Reply {
  const dialect = dialectOf(call);
  try {
    const soapCall = soapCallOf(call);
    const { operation, body } = soapCall;
    if (body.namespace !== dialect.namespace) {
      throw malformed(
        `No operation available for request {${body.namespace}}${operation}, please check the WSDL for the service.`,
      );
    }
    return answerEnvelope(dialect, operation, contentOf(org, soapCall));
  } catch (error) {
    if (error instanceof SoapFault) return faultEnvelope(dialect, error);
    throw error;
  }
}

function contentOf(org: Org, call: SoapCall): string {
  if (call.version < oldestLiving || call.version > Number(org.apiVersion)) {
    throw new SoapFault('UNSUPPORTED_API_VERSION', `Invalid Api version specified on URL: ${call.version}.0`);
  }
  const isMetadata = call.dialect.kind === 'metadata';
  if (!isMetadata && call.operation === 'login') return login(org, call);
  const session = sessionOf(org, call);
  if (isMetadata && !session.canViewSetup) {
    const message =
      'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions';
    throw new SoapFault('INSUFFICIENT_ACCESS', message);
  }
  return operationNamed(isMetadata ? allMetadataOperations : partnerOperations, call)(org, session, call);
}

function operationNamed(
  operations: Readonly<Record<string, SoapOperation>>,
  { operation }: SoapCall,
): SoapOperation {
  const found = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (found) return found;
  throw new SoapFault('UNSUPPORTED_API_VERSION', `The embedded org does not answer ${operation}.`);
}

function sessionOf(org: Org, { sessionId }: SoapCall): Session {
  const session = org.sessions.find(sessionId);
  if (!session?.canUseSoap) throw invalidSession();
  return session;
}
