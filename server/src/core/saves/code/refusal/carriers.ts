import type { Expression } from '../tree.ts';
import type { Inquiry } from './inquiry.ts';
import { calledName, plainText } from './names.ts';

/** A value that is there and true, whatever it is. */
export const something = Symbol('something');

/** What an expression is where the save was refused; undefined: not known. */
export type Known = boolean | number | null | typeof something | undefined;

/** A value by which code can see that the save was refused. */
export interface Carrier {
  readonly what: /** A response, its body, a result row or a list of them, a job: whatever tells of success by its members. */
    | 'result'
    /** A response whose status says that all went well, with the refused rows in its body. */
    | 'answer'
    /** An error, or a list of errors or of failed rows: there only where something was refused. */
    | 'error'
    /** An object of the code's own that says of success what a result says: `{ ok: false, error }`. */
    | 'outcome'
    /** A value that is different where the save was refused: `response.ok`, `result.success`. */
    | 'flag'
    /** What is the same whether rows were refused or not: the status of a response with rows in its body. */
    | 'status'
    /** What is missing where the save was refused: the id of the record, the value of a caught promise. */
    | 'absent'
    /** The rows that were saved. */
    | 'successes'
    /** The list of a job's saved rows: those that failed are a list of their own. */
    | 'saved rows'
    /** A job that a plain request has made, or its id: tells nothing of rows, but with it they can be asked for. */
    | 'job'
    /** The answer to a later request about such a job: how many rows failed stands in it. */
    | 'job-info'
    /** Where such a job, or its failed rows, can be asked for. */
    | 'job-address'
    | 'failed-rows-address';
  readonly known: Known;
  /** All of what the save gave back, or a row of it: there whether or not the save was refused. */
  readonly isWhole?: boolean;
}

export const result: Carrier = { what: 'result', known: something, isWhole: true };
export const answer: Carrier = { what: 'answer', known: something, isWhole: true };
/** What may be missing where the save was refused, or only be there then. */
const part: Carrier = { what: 'result', known: something };
export const error: Carrier = { what: 'error', known: something };
export const outcome: Carrier = { what: 'outcome', known: something };
export const absent: Carrier = { what: 'absent', known: null };
/** `{}`: a value that is there, with all missing in it. */
export const empty: Carrier = { what: 'absent', known: something };
export const job: Carrier = { what: 'job', known: something, isWhole: true };
export const jobInfo: Carrier = { what: 'job-info', known: something, isWhole: true };
export const jobAddress: Carrier = { what: 'job-address', known: something, isWhole: true };
export const failedRowsAddress: Carrier = { what: 'failed-rows-address', known: something, isWhole: true };
export const successes: Carrier = { what: 'successes', known: undefined };
const savedRows: Carrier = { what: 'saved rows', known: undefined };

/** Whether it is what the save gave back, or a part of that. */
export function isResult({ what }: Carrier): boolean {
  return what === 'result' || what === 'answer' || isOfJob({ what });
}

/** Whether it is a job that a plain request has made, or what leads to it. */
export function isOfJob({ what }: Pick<Carrier, 'what'>): boolean {
  return what === 'job' || what === 'job-info' || isAddress({ what });
}

export function isAddress({ what }: Pick<Carrier, 'what'>): boolean {
  return what === 'job-address' || what === 'failed-rows-address';
}

/** Whether whoever gets it alone cannot tell that something was refused. */
export function tellsNothing({ what }: Carrier): boolean {
  return what === 'absent' || what === 'saved rows';
}

/** What is read of a response without naming a member: its body. */
export function bodyOf(carrier: Carrier): Carrier {
  return carrier.what === 'answer' ? part : carrier;
}

/** What is made of it need not be there either way. */
export function partOf(carrier: Carrier): Carrier {
  return carrier.isWhole ? { ...carrier, isWhole: false } : carrier;
}

export function flag(known: Known): Carrier {
  return { what: 'flag', known };
}

const saysNo =
  /^(ok|success|Success|isSuccess|is_success|getSuccess|IsSuccessStatusCode|IsSuccessful|isSuccessful|is2xxSuccessful|isOk|IsSuccess|successful|succeeded|success\?)$/;
const saysYes =
  /^(isError|is_error|hasErrors|has_errors|HasErrors|is4xxClientError|isClientError|is_client_error|hasError)$/;
const status =
  /^(status|statusCode|status_code|StatusCode|getStatusCode|getStatusCodeValue|httpStatusCode|HttpStatusCode|rawStatusCode|getRawStatusCode|returncode|exitCode|exit_code|ExitCode|value|getCode)$/;
const errors =
  /^(errors?|Errors?|getErrors?|errorCode|error_code|errorMessage|getErrorMessage|ErrorMessage|message|getMessage|failedResults|getFailedResults|failedRecords|get_failed_records|failed|failures|failed_records|faultstring|fault|errorMessages|error_description|exception|Exception|stderr|sf__Error)$/;
const outerSuccess =
  /^(ok|isOk|IsSuccessStatusCode|IsSuccessful|isSuccessful|is2xxSuccessful|is_success|success\?)$/;
const outerFailure =
  /^(isError|is_error|is4xxClientError|isClientError|is_client_error|is5xxServerError|is_server_error)$/;
const outerStatus =
  /^(status|statusCode|status_code|StatusCode|getStatusCode|getStatusCodeValue|rawStatusCode|getRawStatusCode|getCode)$/;
const failedCounts =
  /^(numberRecordsFailed|NumberRecordsFailed|getNumberRecordsFailed|number_records_failed|numFailed|failedCount|numberOfFailures)$/;
const untold =
  /^(headers|url|elapsed|length|size|Count|count|Length|cookies|request|raw|config|redirected|type|history|encoding|getHeaders|headers_|numberRecordsProcessed|jobId|job_id|successfulResultsUrl)$/;

/** Ruby. */
const asksWhetherThere = /^(nil|empty|any|blank|present)\?$/;

/** What a member of a carrier tells; null for what does not differ between refused and saved. */
export function memberOf(carrier: Carrier, name: string): Carrier | null {
  if (carrier.what === 'error')
    return name === 'length' || name === 'size' || name === 'Count' ? flag(1) : error;
  if (carrier.what === 'flag') return flag(undefined);
  if (carrier.what === 'absent') return absent;
  if (carrier.what === 'successes') return successes;
  if (carrier.what === 'saved rows') return /^(length|size|Count)$/.test(name) ? flag(undefined) : savedRows;
  if (carrier.what === 'status') return { what: 'status', known: undefined };
  if (carrier.what === 'answer') return inAnswer(name);
  if (isOfJob(carrier)) return ofJob(carrier, name);
  if (saysNo.test(name)) return flag(false);
  if (saysYes.test(name)) return flag(true);
  if (status.test(name)) return flag(400);
  if (name === 'statusText' || name === 'reason' || name === 'ReasonPhrase') return flag(undefined);
  if (failedCounts.test(name)) return flag(1);
  if (errors.test(name)) return error;
  if (/^(id|Id|ID|getId|ids)$/.test(name)) return absent;
  if (/^(successfulResults|getSuccessfulResults|get_successful_records|successfulRecords)$/.test(name))
    return savedRows;
  if (untold.test(name) || (carrier.isWhole && asksWhetherThere.test(name))) return null;
  return part;
}

/** Of a job itself, which row failed does not show: one with failed rows ends as complete. */
const sameForAllRows =
  /^(statusText|reason|ReasonPhrase|errorMessage|object|operation|contentType|apiVersion|concurrencyMode|assignmentRuleId|externalIdFieldName|lineEnding|columnDelimiter|jobType|retries|created\w*|systemModstamp|\w+Time)$/;

function ofJob(carrier: Carrier, name: string): Carrier | null {
  // Builders of requests hand it on: `HttpRequest.newBuilder(address).PUT(rows).build()`.
  if (isAddress(carrier)) return untold.test(name) ? null : carrier;
  if (outerSuccess.test(name)) return { what: 'status', known: true };
  if (outerFailure.test(name)) return { what: 'status', known: false };
  if (outerStatus.test(name) || /^(state|State|getState)$/.test(name))
    return { what: 'status', known: undefined };
  if (/^(contentUrl|content_url|ContentUrl|getContentUrl)$/.test(name)) return jobAddress;
  if (/^(id|Id|ID|getId|jobId|job_id)$/.test(name)) return job;
  if (sameForAllRows.test(name)) return null;
  if (failedCounts.test(name)) return carrier.what === 'job-info' ? flag(1) : null;
  return untold.test(name) ? null : carrier;
}

/** The status is that of the whole request; what a row says is in the body. */
function inAnswer(name: string): Carrier | null {
  if (outerSuccess.test(name)) return { what: 'status', known: true };
  if (outerFailure.test(name)) return { what: 'status', known: false };
  if (outerStatus.test(name)) return { what: 'status', known: 200 };
  if (/^(statusText|reason|ReasonPhrase|error|Error|ErrorMessage|ErrorException)$/.test(name)) return null;
  return untold.test(name) ? null : part;
}

/** The name by which an index or `.get('name')` reads a member; null for a number or a value that is not known. */
export function keyOf(expression: Expression): string | null {
  if (expression.kind === 'index') return plainText(expression.index);
  if (
    expression.kind === 'call' &&
    /^(get|getOrDefault|GetProperty|getField|optString|TryGetProperty|path|has|getString|getBoolean|getJSONArray|fetch|dig)$/.test(
      calledName(expression),
    )
  ) {
    return plainText(expression.arguments[0]?.value);
  }
  return null;
}

const statusNames: Readonly<Record<string, number>> = {
  ok: 200,
  created: 201,
  accepted: 202,
  nocontent: 204,
  no_content: 204,
  badrequest: 400,
  bad_request: 400,
  http_ok: 200,
  http_created: 201,
  http_200_ok: 200,
  http_201_created: 201,
  http_no_content: 204,
  http_bad_request: 400,
  multiplechoices: 300,
  conflict: 409,
  unauthorized: 401,
  notfound: 404,
};

/** The carrier that an expression is, by the variables that are known to hold one. */
export function carrierOf(expression: Expression, inquiry: Inquiry, depth = 0): Carrier | null {
  if (depth > 12) return null;
  const followed = inquiry.followed.get(expression);
  if (followed) return followed;
  switch (expression.kind) {
    case 'name': {
      const variable = inquiry.index.variable(expression);
      return variable ? (inquiry.carriers.get(variable) ?? null) : null;
    }
    case 'member': {
      const object = carrierOf(expression.object, inquiry, depth + 1);
      return object && memberOf(object, expression.name);
    }
    case 'index': {
      const object = carrierOf(expression.object, inquiry, depth + 1);
      const key = keyOf(expression);
      return object && (key === null ? bodyOf(object) : memberOf(object, key));
    }
    case 'await':
      return carrierOf(expression.value, inquiry, depth + 1);
    case 'call': {
      const { callee } = expression;
      if (callee.kind === 'member') {
        const key = keyOf(expression);
        if (key !== null) {
          const object = carrierOf(callee.object, inquiry, depth + 1);
          return object && memberOf(object, key);
        }
        return carrierOf(callee, inquiry, depth + 1);
      }
      if (
        callee.kind === 'name' &&
        /^(len|int|str|list|bool)$/.test(callee.name) &&
        expression.arguments[0]
      ) {
        const inner = carrierOf(expression.arguments[0].value, inquiry, depth + 1);
        if (callee.name === 'len') return inner?.what === 'error' ? flag(1) : null;
        return inner;
      }
      return null;
    }
    default:
      return null;
  }
}

/** What an expression is where the save was refused; undefined where that is not known. */
export function knownOf(expression: Expression, inquiry: Inquiry, depth = 0): Known {
  if (depth > 12) return undefined;
  const carrier = carrierOf(expression, inquiry);
  if (carrier) return carrier.known;
  switch (expression.kind) {
    case 'boolean':
    case 'number':
      return expression.value;
    case 'null':
      return null;
    case 'member':
      return statusNames[expression.name.toLowerCase()];
    case 'unary': {
      const inner = truth(knownOf(expression.operand, inquiry, depth + 1));
      return expression.operator === '!' && inner !== undefined ? !inner : undefined;
    }
    case 'binary':
      return binary(expression, inquiry, depth);
    case 'call':
      return called(expression, inquiry, depth);
    case 'assign':
      return knownOf(expression.value, inquiry, depth + 1);
    case 'other':
      return expression.children.length === 1
        ? knownOf(expression.children[0]!, inquiry, depth + 1)
        : undefined;
    default:
      return undefined;
  }
}

export function truth(known: Known): boolean | undefined {
  return known === undefined ? undefined : Boolean(known);
}

function binary(expression: Extract<Expression, { kind: 'binary' }>, inquiry: Inquiry, depth: number): Known {
  const { operator } = expression;
  const left = knownOf(expression.left, inquiry, depth + 1);
  if (operator === 'in') return isAmong(left, expression.right, inquiry, depth);
  const right = knownOf(expression.right, inquiry, depth + 1);
  const [a, b] = [truth(left), truth(right)];
  switch (operator) {
    case '&&':
      return a === false || b === false ? false : a && b ? true : undefined;
    case '||':
      return a || b ? true : a === false && b === false ? false : undefined;
    case '??':
      return left === null ? right : left;
    case '==':
    case 'is':
      return same(left, right);
    case '!=': {
      const equal = same(left, right);
      return equal === undefined ? undefined : !equal;
    }
    case '<':
    case '>':
    case '<=':
    case '>=':
      return compared(operator, left, right);
    case '/':
    case '//':
      // `status / 100 == 2`
      return typeof left === 'number' && typeof right === 'number' ? Math.floor(left / right) : undefined;
    default:
      return undefined;
  }
}

function same(left: Known, right: Known): boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (left === something || right === something) {
    const other = left === something ? right : left;
    return other === null || other === false || other === 0 ? false : undefined;
  }
  return left === right;
}

function compared(operator: string, left: Known, right: Known): boolean | undefined {
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  return operator === '<=' ? left <= right : left >= right;
}

function isAmong(value: Known, list: Expression, inquiry: Inquiry, depth: number): Known {
  const items = list.kind === 'list' ? list : inquiry.constantOf(list);
  if (items?.kind !== 'list' || typeof value !== 'number') return undefined;
  const values = items.items.map((item) => knownOf(item, inquiry, depth + 1));
  if (values.includes(value)) return true;
  return values.includes(undefined) ? undefined : false;
}

/** `[200, 201].includes(response.status)`, `status.equals(…)`, `Array.isArray(body)`. */
function called(expression: Extract<Expression, { kind: 'call' }>, inquiry: Inquiry, depth: number): Known {
  const name = calledName(expression);
  const [first] = expression.arguments;
  if (!first) return undefined;
  const value = knownOf(first.value, inquiry, depth + 1);
  if (/^(includes|has|contains|Contains|include\?)$/.test(name) && expression.callee.kind === 'member') {
    return isAmong(value, expression.callee.object, inquiry, depth);
  }
  if (/^(equals|Equals)$/.test(name) && expression.callee.kind === 'member') {
    return same(knownOf(expression.callee.object, inquiry, depth + 1), value);
  }
  if (/^(Boolean|bool|any|Number|int|String|str)$/.test(name)) return name === 'any' ? undefined : value;
  if (name === 'isArray') return answersWithList(first.value, inquiry);
  if (name === 'isinstance') {
    const type = expression.arguments[1]?.value;
    const isList = answersWithList(first.value, inquiry);
    if (type?.kind !== 'name' || isList === undefined) return undefined;
    return type.name === 'list' ? isList : type.name === 'dict' ? !isList : undefined;
  }
  return undefined;
}

/** REST answers a refused request with a list of errors. */
function answersWithList(value: Expression, inquiry: Inquiry): boolean | undefined {
  const carrier = carrierOf(value, inquiry);
  return carrier?.what === 'result' && inquiry.mode === 'response' ? true : undefined;
}
