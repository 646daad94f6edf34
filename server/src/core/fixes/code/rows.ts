import { calledName, receiverOf } from '../../saves/code/refusal/names.ts';
import type { FixDraft } from '../fix.ts';
import { readAnswers } from './answers.ts';
import { boundResult } from './bound.ts';
import { refusalHelper } from './helper.ts';
import { readFailedResults } from './ingest.ts';
import { deeper } from './lines.ts';
import { within } from './names.ts';
import { inOneLine, isRepeatable, type SaveCode } from './saveCode.ts';
import { quoted } from './textStyle.ts';
import { warningOf } from './warnings.ts';

/** Fixes for a save whose refusals are rows of its results, or of a job's. */
export function handleRows(save: () => SaveCode): (FixDraft | null)[] {
  switch (save().origin.returns) {
    case 'jsforce.SaveResults':
      return [updateMatchedRows(save()), queueRows(save())];
    case 'simple_salesforce.BulkResults':
    case 'simple_salesforce.Bulk2Results':
    case 'jsforce.BatchResults':
    case 'jsforce.IngestResults':
      return [readFailedRows(save())];
    default:
      return [readAnswers(save()), readFailedResults(save())];
  }
}

function updateMatchedRows(save: SaveCode): FixDraft | null {
  const { scene, call, object, judged } = save;
  const { operation, options } = judged.site;
  const receiver = receiverOf(call);
  if (!receiver || object === null || operation !== 'insert' || options.atomicity !== 'partial') return null;
  if (!/^(create|insert)$/.test(calledName(call))) return null;
  const args = call.arguments.map(({ value }) => value);
  const isOnObject = receiver.kind === 'call' && calledName(receiver) === 'sobject';
  const hasType = !isOnObject && args[0]?.kind === 'text';
  const [records, ...rest] = hasType ? args.slice(1) : args;
  const on = inOneLine(scene.code(receiver));
  if (!records || !isRepeatable(records) || on === null || (!isOnObject && !hasType)) return null;
  const bound = boundResult(save, 'results', 'saveResults');
  if (!bound) return null;
  const helper = refusalHelper('jsforce-error', call, scene);
  const inside = within(scene.statementAround(call) ?? call, scene);
  const index = scene.fresh(inside, 'index', 'row');
  const existing = scene.fresh(inside, 'existing', 'matched');
  const error = scene.fresh(inside, 'error', 'refused');
  const updated = scene.fresh(inside, 'updated', 'updateResult');
  const { semicolon: end } = scene.style;
  const type = quoted(object, scene.style);
  const record = `...${scene.code(records)}[${index}]`;
  const given = (value: string) =>
    [...(hasType ? [scene.code(args[0]!)] : []), value, ...rest.map((one) => scene.code(one))].join(', ');
  const lines = [
    `for (const [${index}, { errors }] of ${bound.name}.entries()) {`,
    `\tif (!${helper.name}(errors)) continue${end}`,
    '\ttry {',
    '\t\t// A row may not name the records that are matched, the answer to its record alone does.',
    `\t\t${bound.name}[${index}] = await ${on}.create(${given(`{ ${record} }`)})${end}`,
    `\t} catch (${error}) {`,
    `\t\tconst ${existing} = ${helper.name}(${error})?.records.find(({ type }) => type === ${type})${end}`,
    `\t\tif (!${existing}) throw ${error}${end}`,
    `\t\tconst [${updated}] = await ${on}.update(${given(`[{ ${record}, Id: ${existing}.id }]`)})${end}`,
    `\t\tif (${updated}) ${bound.name}[${index}] = ${updated}${end}`,
    '\t}',
    '}',
  ];
  return {
    id: 'update-matched-records',
    title: `Update the matched ${object} of each row that DUPLICATES_DETECTED refuses; throw where there is none`,
    edits: scene.edits([...bound.followedBy(lines), ...helper.edits]),
  };
}

function queueRows(save: SaveCode): FixDraft | null {
  const { scene, call, object } = save;
  const bound = boundResult(save, 'results', 'saveResults');
  if (!bound) return null;
  // It reads the errors of a row as well: a file gets one helper.
  const helper = refusalHelper('jsforce-error', call, scene);
  const inside = within(scene.statementAround(call) ?? call, scene);
  const index = scene.fresh(inside, 'index', 'row');
  const refusal = scene.fresh(inside, 'refusal', 'saveRefusal');
  const { semicolon: end } = scene.style;
  // Of rows without a result nothing but the error is known.
  const told = `console.warn(\`${object ?? 'Record'} \${${index}} for review:\`, errors)${end}`;
  const lines = [
    `for (const [${index}, { errors }] of ${bound.name}.entries()) {`,
    `\tconst ${refusal} = ${helper.name}(errors)${end}`,
    `\tif (!${refusal}) continue${end}`,
    `\t// TODO: put the record of this index into your queue for review or merge`,
    `\t${told}`,
    '}',
  ];
  return {
    id: 'queue-duplicate-rows',
    title: 'Read the results, and queue each row that DUPLICATES_DETECTED refuses (a place to fill in)',
    edits: scene.edits([...bound.followedBy(lines), ...helper.edits]),
  };
}

/** Bulk loads give no matched records, only the reason in words. */
function readFailedRows(save: SaveCode): FixDraft | null {
  const { scene } = save;
  const bound = boundResult(save, 'results', 'bulkResults');
  const code = bound && failedRowsCode(bound.name, save);
  return (
    code && {
      id: 'read-failed-rows',
      title: 'Read the failed rows, with a branch to fill in for DUPLICATES_DETECTED',
      edits: scene.edits([...bound.followedBy(code.lines), ...code.edits]),
    }
  );
}

const todo =
  'TODO: handle the duplicate: put the row into your queue for review or merge, or update the record';

function failedRowsCode(
  results: string,
  save: SaveCode,
): { lines: string[]; edits: FixDraft['edits'][number]['edits'] } | null {
  const { scene, object, origin, call } = save;
  const what = `${object ?? 'Record'} refused by a duplicate rule`;
  const { semicolon: end } = scene.style;
  const q = (text: string) => quoted(text, scene.style);
  switch (origin.returns) {
    case 'simple_salesforce.BulkResults': {
      const told = warningOf(what, `result[${q('errors')}]`, scene);
      return {
        lines: [
          `for result in ${results}:`,
          `\tif any(error[${q('statusCode')}] == ${q('DUPLICATES_DETECTED')} for error in result[${q('errors')}]):`,
          ...deeper(deeper([`# ${todo}`, told.line])),
        ],
        edits: told.edits,
      };
    }
    case 'simple_salesforce.Bulk2Results': {
      const receiver = receiverOf(call);
      const on = receiver && inOneLine(scene.code(receiver));
      if (!on) return null;
      const told = warningOf(what, 'failed', scene);
      return {
        lines: [
          `for result in ${results}:`,
          `\tfailed = ${on}.get_failed_records(result[${q('job_id')}]) if result[${q('numberRecordsFailed')}] else ${q('')}`,
          `\tif ${q('DUPLICATES_DETECTED')} in failed:`,
          ...deeper(deeper([`# ${todo}`, told.line])),
        ],
        edits: told.edits,
      };
    }
    case 'jsforce.BatchResults':
      return {
        lines: [
          `for (const { errors } of ${results}) {`,
          `\tif (!String(errors).includes(${q('DUPLICATES_DETECTED')})) continue${end}`,
          ...deeper([`// ${todo}`, `console.warn(\`${what}: \${errors}\`)${end}`]),
          '}',
        ],
        edits: [],
      };
    case 'jsforce.IngestResults':
      return {
        lines: [
          `for (const row of ${results}.failedResults) {`,
          `\tif (!row.sf__Error.includes(${q('DUPLICATES_DETECTED')})) continue${end}`,
          ...deeper([`// ${todo}`, `console.warn(\`${what}: \${row.sf__Error}\`)${end}`]),
          '}',
        ],
        edits: [],
      };
    default:
      return null;
  }
}
