import { SoapFault } from '../errors.ts';
import type { Call, Reply } from '../http.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import {
  answerEnvelope,
  faultEnvelope,
  invalidSession,
  metadata,
  partner,
  readEnvelope,
  type SoapCall,
  type SoapDialect,
} from './envelope.ts';
import { metadataOperations } from './metadata.ts';
import { partnerOperations } from './partner.ts';
import { checkRetrieveStatus, retrieve } from './retrieve.ts';

const soapPath = /^\/services\/Soap\/([um])\/\d+\.0(?:\/\w+)?$/;

export function isSoapPath(path: string): boolean {
  return soapPath.test(path);
}

/** Operations of both services that change something: for the journal. None is answered here. */
const writes =
  /^(create|update|upsert|delete|undelete|merge|convertLead|process|emptyRecycleBin|setPassword|resetPassword|deploy|executeAnonymous|performQuickActions|invalidateSessions|(create|update|upsert|delete|rename)Metadata)/;

export function isSoapWrite(operation: string): boolean {
  return writes.test(operation);
}

/** Local name of the operation; null where the body is no SOAP request. */
export function operationOf(call: Call): string | null {
  try {
    return readEnvelope(call.body).operation;
  } catch {
    return null;
  }
}

export function answerSoap(org: Org, call: Call): Reply {
  const isMetadata = soapPath.exec(call.path)?.[1] === 'm';
  const dialect = isMetadata ? metadata : partner;
  try {
    const soapCall = readEnvelope(call.body);
    const session = sessionOf(org, soapCall);
    return isMetadata
      ? answerMetadata(org, session, soapCall, dialect)
      : answerWith(partnerOperations, org, session, soapCall, dialect);
  } catch (error) {
    if (error instanceof SoapFault) return faultEnvelope(dialect, error);
    throw error;
  }
}

function answerMetadata(org: Org, session: Session, call: SoapCall, dialect: SoapDialect): Reply {
  if (!session.canViewSetup) {
    const message =
      'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions';
    throw new SoapFault('INSUFFICIENT_ACCESS', message);
  }
  return answerWith({ ...metadataOperations, retrieve, checkRetrieveStatus }, org, session, call, dialect);
}

function answerWith(
  operations: Readonly<Record<string, (org: Org, session: Session, call: SoapCall) => string>>,
  org: Org,
  session: Session,
  call: SoapCall,
  dialect: SoapDialect,
): Reply {
  const operation = Object.hasOwn(operations, call.operation) ? operations[call.operation] : undefined;
  if (!operation) {
    const message = `The loopback org does not answer ${call.operation}.`;
    throw new SoapFault('UNSUPPORTED_API_VERSION', message);
  }
  return answerEnvelope(dialect, call.operation, operation(org, session, call));
}

function sessionOf(org: Org, { sessionId }: SoapCall): Session {
  const session = org.sessions.find(sessionId);
  if (!session?.canUseSoap) throw invalidSession();
  return session;
}
