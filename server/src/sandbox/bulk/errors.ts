import { RestError } from '../errors.ts';

/**
 * Errors of both bulk APIs. Bulk API 2.0 writes the code in capitals and again before the message, where it is
 * `InvalidJob`; Bulk API 1.0 has only that.
 */
export class BulkError extends RestError {
  /** `InvalidJob` */
  readonly exceptionCode: string;
  /** Without the code. */
  readonly exceptionMessage: string;

  constructor(exceptionCode: string, exceptionMessage: string) {
    super(400, exceptionCode.toUpperCase(), `${exceptionCode} : ${exceptionMessage}`);
    this.exceptionCode = exceptionCode;
    this.exceptionMessage = exceptionMessage;
  }
}

export function invalidJob(message: string): BulkError {
  return new BulkError('InvalidJob', message);
}

export function invalidState(message: string): BulkError {
  return new BulkError('InvalidJobState', message);
}

export function invalidBatch(message: string): BulkError {
  return new BulkError('InvalidBatch', message);
}

/** More than this org holds at once; Salesforce has quotas of its own. */
export function noRoom(): BulkError {
  return new BulkError(
    'ExceededQuota',
    'The jobs of the embedded org hold too much: wait for them, or delete some.',
  );
}

/** Seen of queries of objects that the APIs do not take; without the code in the message. */
export class UnknownEntity extends BulkError {
  override readonly message: string;

  constructor(name: string) {
    super('InvalidEntity', `Entity '${name}' is not supported by the Bulk API.`);
    this.message = this.exceptionMessage;
  }
}
