import type { CallExpression, Expression } from '../tree.ts';
import { type Carrier, error, result } from './carriers.ts';
import { nodesIn } from './children.ts';
import { indexOf, type Variable } from './codeIndex.ts';
import type { Inquiry } from './inquiry.ts';
import { calledName, rootOf } from './names.ts';
import { both, type Fate, nothing } from './reach.ts';
import { fateOfVariable, follow } from './values.ts';

const failedRows =
  /^(getFailedResults|NumberRecordsFailed|getNumberRecordsFailed|get_failed_records|failedResults|getAllResults|get_all_ingest_records|numberRecordsFailed|number_records_failed|getUnprocessedRecords|getBatchResultStream|getBatchRequestResult|get_batch_results|get_batch_result_iter|get_upload_results|getBatchResult)$/;

/**
 * salesforce_bulk for Python (github.com/heroku/salesforce-bulk, salesforce_bulk.py): what a job's id is handed to on
 * its way. A batch that fails as a whole raises, a row does not.
 */
const steps = /^(post_(?:bulk_)?batch|wait_for_batch|is_batch_done|batch_status|job_status|close_job)$/;

export function isStepOfJob(call: CallExpression, { mode }: Inquiry): boolean {
  return mode === 'job' && call.callee.kind === 'member' && steps.test(call.callee.name);
}

/** They give the rows that were saved, too. */
const allResults = /^(getAllResults|get_all_ingest_records)$/;

/**
 * Failed rows of a job, asked for by the variable that holds the job, or anywhere in the same file where other
 * functions were given the job or its id.
 */
export function failedRowsOf(call: CallExpression, inquiry: Inquiry): Fate {
  const root = call.callee.kind === 'member' ? rootOf(call.callee.object) : null;
  const variable = root ? inquiry.index.variable(root) : null;
  const ofJob =
    variable && !variable.isParameter ? fateOfVariable(variable, result, inquiry, [call]) : nothing;
  const isLeftOut = ofJob.passes?.carrier?.what === 'saved rows';
  if (ofJob.told.level !== 'none' || (ofJob.passes && !isLeftOut)) return ofJob;
  const here = fetched(inquiry);
  const { file } = inquiry.request;
  if (here.read || !file || !inquiry.isHandedOn) return both(ofJob, here);
  return both(ofJob, fetched(inquiry.inFrame(indexOf(file, inquiry.request.language), inquiry.mode)));
}

/** `batch.execute(rows); batch.on('response', results => …)`: results that come by an event of what saves. */
export function resultsByEvent(call: CallExpression, inquiry: Inquiry): Fate {
  const receiver = call.callee.kind === 'member' ? call.callee.object : null;
  const variable = receiver?.kind === 'name' ? inquiry.index.variable(receiver) : null;
  if (!variable || variable.isParameter) return nothing;
  let fate = nothing;
  const isBatch = isMadeAsBatch(variable, inquiry);
  for (const use of inquiry.index.uses(variable)) {
    if (isBatch && use !== receiver) fate = both(fate, follow(use, result, inquiry));
    const member = inquiry.index.parent(use);
    if (use === receiver || member?.kind !== 'member') continue;
    if (/^(on|once|then|retrieve)$/.test(member.name)) fate = both(fate, follow(use, result, inquiry));
  }
  return fate;
}

/** `const batch = job.createBatch()`: whoever gets it can ask it for the results. */
function isMadeAsBatch({ declaration }: Variable, inquiry: Inquiry): boolean {
  const parent = declaration ? inquiry.index.parent(declaration) : null;
  return (
    parent?.kind === 'declare' && parent.value?.kind === 'call' && /batch|job/i.test(calledName(parent.value))
  );
}

export function fetched(inquiry: Inquiry): Fate {
  let fate = nothing;
  for (const node of nodesIn(inquiry.index.roots)) {
    const asked = askedFor(node as Expression);
    if (!asked) continue;
    const call = asked.kind === 'text' ? enclosingCall(asked, inquiry) : asked;
    const name = asked.kind === 'call' ? calledName(asked) : asked.kind === 'member' ? asked.name : '';
    const given = allResults.test(name) ? result : error;
    if (call) fate = both(fate, { ...follow(call, given, inquiry), read: true });
  }
  return fate;
}

function askedFor(node: Expression): Expression | null {
  if (node.kind === 'call' && failedRows.test(calledName(node))) return node;
  if (
    node.kind === 'text' &&
    node.parts.some((part) => typeof part === 'string' && /failedResults|failed-results/.test(part))
  )
    return node;
  if (node.kind === 'member' && failedRows.test(node.name)) return node;
  return null;
}

/** The request whose address asks for the failed rows. */
function enclosingCall(node: Expression, inquiry: Inquiry): CallExpression | null {
  for (const at of inquiry.index.ancestors(node)) {
    if (at.kind === 'call') return at;
    if (at.kind === 'block') return null;
  }
  return null;
}

/**
 * `post(`…/jobs/ingest/${job.id}/batches`, csv)`: a request about the job itself, whose answer may tell of its
 * rows; null for other uses of its id. Requests for the failed rows are found by their address.
 */
export function ofJobAddress(part: Expression, carrier: Carrier, inquiry: Inquiry): Fate | null {
  if (inquiry.mode !== 'job' || carrier.what !== 'result') return null;
  const written = textsIn(wholeOf(part, inquiry));
  if (!/jobs\/ingest|services\/async|\/batch(es)?\b/.test(written) || /failed-?results/i.test(written))
    return null;
  const call = enclosingCall(part, inquiry);
  return call && follow(call, result, inquiry);
}

/** The text that parts are joined to with `+`. */
function wholeOf(part: Expression, inquiry: Inquiry): Expression {
  let whole = part;
  for (const at of inquiry.index.ancestors(part)) {
    if (at.kind !== 'binary' || at.operator !== '+') break;
    whole = at;
  }
  return whole;
}

function textsIn(whole: Expression): string {
  return [...nodesIn([whole])]
    .flatMap((node) => (node.kind === 'text' ? node.parts.filter((part) => typeof part === 'string') : []))
    .join(' ');
}
