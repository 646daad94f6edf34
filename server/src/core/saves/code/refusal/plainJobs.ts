import type { BinaryExpression, CallExpression, Expression, TextExpression } from '../tree.ts';
import { promiseOf } from './calls.ts';
import {
  type Carrier,
  error,
  failedRowsAddress,
  isAddress,
  isOfJob,
  job,
  jobAddress,
  jobInfo,
} from './carriers.ts';
import { nodesIn } from './children.ts';
import { indexOf } from './codeIndex.ts';
import { throughParameter } from './functions.ts';
import type { Inquiry } from './inquiry.ts';
import { fetched } from './jobs.ts';
import { collects, joinsPromises, settlesPromises, storesOrSends } from './knownCalls.ts';
import { passedOn } from './members.ts';
import { calledName, pathOf, plainText, shown } from './names.ts';
import { both, type Fate, nobody, nothing, told } from './reach.ts';
import { fateOfVariable, follow } from './values.ts';

/**
 * Jobs of Bulk API 2.0 whose requests the code sends itself. What answers the request that makes, fills or closes
 * one is the same whether rows will be refused or not; so is its state in the end, JobComplete ("Get Job Info" of the
 * Bulk API 2.0 guide). It takes `numberRecordsFailed` of a later answer, or `failedResults`. What is certain of the
 * way of a job's id is followed; where it goes anywhere else, nothing is known of the rows.
 */
export function ofJobArgument(
  call: CallExpression,
  expression: Expression,
  carrier: Carrier,
  inquiry: Inquiry,
): Fate {
  const place = inquiry.at(call);
  if (inquiry.isLogging(call)) {
    return carrier.what === 'job-info' ? told('logs', 'is only logged', place) : nothing;
  }
  const { callee } = call;
  if (callee.kind === 'name' && inquiry.index.variable(callee)?.isParameter) {
    const promise = promiseOf(callee, inquiry);
    if (promise) return promise.isReject ? nothing : follow(promise.made, carrier, inquiry);
    return told('errors', 'is handed to the caller', place);
  }
  const template = templateOf(call);
  if (template !== null && template !== expression)
    return ofTemplate(call, template, expression, carrier, inquiry);
  const helper = inquiry.functionOf(callee);
  if (helper?.body) {
    const position = call.arguments.findIndex(({ value }) => value === expression);
    const fate = throughParameter(helper, position, call.arguments[position]?.name ?? null, carrier, inquiry);
    return fate ? passedOn(fate, call, inquiry) : unknown(call, inquiry);
  }
  if (inquiry.tells(call)) return told('errors', 'is told to a user or another program', place);
  if (isAddress(carrier)) {
    if (call.isNew || conversions.test(calledName(call))) return follow(call, carrier, inquiry);
    return asksBy(call) ? ofRequest(call, carrier, inquiry) : unknown(call, inquiry);
  }
  if (collects(call) && callee.kind === 'member') {
    const variable = callee.object.kind === 'name' ? inquiry.index.variable(callee.object) : null;
    return variable && !variable.isParameter
      ? fateOfVariable(variable, carrier, inquiry, [call])
      : unknown(call, inquiry);
  }
  if (storesOrSends(call)) return told('errors', 'is stored or sent on', place);
  const isPlain = conversions.test(calledName(call)) || joinsPromises(call) || settlesPromises(call);
  if (isPlain && !(call.isNew && !/(Error|Exception)$/.test(calledName(call))))
    return follow(call, carrier, inquiry);
  return unknown(call, inquiry);
}

function unknown(call: CallExpression, inquiry: Inquiry): Fate {
  return told(
    'unknown',
    `goes to ${calledName(call) || shown(call.callee)}(), whose code is not here`,
    inquiry.at(call),
  );
}

/** They give in another form what they are given. */
const conversions =
  /^(stringify|parse|dumps|loads?|load_json|json|str|String|Number|int|repr|toString|ToString|encode|decode|trim|strip|rstrip|replace|encodeURI(Component)?|quote|URI|URL|Uri|create|newBuilder|join|urljoin|Deserialize\w*|DeserializeObject|ReadFromJsonAsync|readValue|readTree|fromJson|fromString|valueOf|of|parseText|json_decode|print_r|json_encode|literal_eval|\w*Exception|\w*Error|Ok|asdict|model_validate\w*|parse_obj)$/;

/** Calls by which a request is sent, or gets its address. */
function asksBy(call: CallExpression): boolean {
  const name = calledName(call);
  if (/fail|error|unprocessed/i.test(name)) return false;
  return call.callee.kind !== 'name' && call.callee.kind !== 'member'
    ? false
    : /fetch|request|^get|^post|^put|^patch|^delete|^send|execute|exchange|^call|open|ur[il]$|download|upload|curl|axios|^got$|^ky$|ajax|http|^retrieve|needle|^resource$|^path$|^target$/i.test(
        name,
      );
}

/** The answer to a request that changes the job, asks how it goes, or asks for its failed rows. */
function ofRequest(call: CallExpression, carrier: Carrier, inquiry: Inquiry): Fate {
  if (carrier.what === 'failed-rows-address') return { ...follow(call, error, inquiry), read: true };
  return follow(call, changes(call) ? job : jobInfo, inquiry);
}

const changing = /^(put|patch|post|delete)(Async|ForObject|ForEntity|As\w+Async)?$/i;

function changes(call: CallExpression): boolean {
  if (pathOf(call.callee).some((name) => changing.test(name))) return true;
  const given = call.arguments.map(({ value }) => value);
  for (const node of nodesIn(given, ({ kind }) => kind !== 'function-syntax')) {
    if (node.kind === 'text' && changing.test(plainText(node) ?? '')) return true;
    if (node.kind === 'member' && changing.test(node.name)) return true;
  }
  return false;
}

/** A text with the job's id or address in it, or parts that are joined to one. */
export function ofJobText(
  whole: TextExpression | BinaryExpression,
  part: Expression,
  carrier: Carrier,
  inquiry: Inquiry,
): Fate {
  const isText = whole.kind === 'text';
  const after = isText
    ? whole.parts.slice(whole.parts.indexOf(part) + 1)
    : whole.left === part
      ? [whole.right]
      : [];
  return ofWritten(whole, writtenIn(whole, inquiry), after, carrier, inquiry);
}

/** `'…/jobs/ingest/{}'.format(id)`, `String.Format("…/{0}", id)`, `sprintf('…/%s', $id)`. */
function templateOf(call: CallExpression): Expression | null {
  if (!/^(format|Format|sprintf|formatted)$/.test(calledName(call))) return null;
  if (call.callee.kind === 'member' && call.callee.object.kind === 'text') return call.callee.object;
  return call.arguments[0]?.value ?? null;
}

function ofTemplate(
  call: CallExpression,
  template: Expression,
  expression: Expression,
  carrier: Carrier,
  inquiry: Inquiry,
): Fate {
  const position = call.arguments.findIndex(({ value }) => value === expression);
  const after = call.arguments.slice(position + 1).map(({ value }) => value);
  return ofWritten(call, writtenIn(template, inquiry), after, carrier, inquiry);
}

function ofWritten(
  whole: Expression,
  written: string,
  after: readonly (string | Expression)[],
  carrier: Carrier,
  inquiry: Inquiry,
): Fate {
  // `Job ${id} is done`
  const isAddressed = isAddress(carrier) || (/\//.test(written) && !/\s/.test(written));
  if (!isAddressed) return follow(whole, carrier, inquiry);
  if (/failed-?results/i.test(written)) return follow(whole, failedRowsAddress, inquiry);
  const isOpen = after.some((one) => typeof one !== 'string' && textOf(one, inquiry) === null);
  if (isOpen) return told('unknown', 'goes to an address that is not known', inquiry.at(whole));
  return follow(whole, carrier.what === 'failed-rows-address' ? carrier : jobAddress, inquiry);
}

function textOf(expression: Expression, inquiry: Inquiry): string | null {
  return plainText(expression) ?? inquiry.textOf(expression);
}

/** What is known of a text, and of what is joined to it. */
function writtenIn(whole: Expression, inquiry: Inquiry): string {
  let top = whole;
  for (const at of inquiry.index.ancestors(whole)) {
    if (at.kind !== 'binary' || at.operator !== '+') break;
    top = at;
  }
  const texts: string[] = [];
  for (const node of nodesIn([top])) {
    if (node.kind === 'text') texts.push(...node.parts.filter((part) => typeof part === 'string'));
    else if (node.kind === 'name' || node.kind === 'member') texts.push(inquiry.textOf(node) ?? '');
  }
  return texts.join('');
}

/** What becomes of it where the code that is looked at tells nobody: the same file may ask for the rows elsewhere. */
export function askedElsewhere(fate: Fate, inquiry: Inquiry): Fate {
  const { file, language } = inquiry.request;
  const isKnown = fate.told.level !== 'none' && fate.told.level !== 'logs';
  if (isKnown || !file || (fate.passes && isOfJob(fate.passes.carrier ?? error))) return fate;
  const found = fetched(inquiry.inFrame(indexOf(file, language), inquiry.mode));
  if (!found.read) return fate.told.level === 'logs' ? fate : { ...fate, told: nobody, read: false };
  return found.told.level === 'none' && !found.passes
    ? both(fate, told('unknown', 'may be asked for by other code of the file', null))
    : both(fate, found);
}
