/** An error as the REST APIs write it: `[{message, errorCode, fields}]`. */
export class RestError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly string[] | null;
  /** Further members of the error object. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { readonly fields?: readonly string[]; readonly members?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = more.fields ?? null;
    this.more = more.members ?? {};
  }
}

/** An error as SOAP writes it: faultcode `sf:CODE`, faultstring `CODE: message`. */
export class SoapFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function notFound(message = 'The requested resource does not exist'): RestError {
  return new RestError(404, 'NOT_FOUND', message);
}
