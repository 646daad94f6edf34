import { nodesIn } from '../../saves/code/refusal/children.ts';
import { calledName, receiverOf } from '../../saves/code/refusal/names.ts';
import type { CallExpression, Expression, Statement } from '../../saves/code/tree.ts';
import type { TextEdit } from '../../text.ts';
import type { FixDraft } from '../fix.ts';
import { render } from '../layout.ts';
import { takesLinesBefore } from './exceptions.ts';
import { atEnd, inPython } from './helper.ts';
import { functionThere } from './helpersThere.ts';
import { importModule } from './imports.ts';
import { after, deeper, wholeOf } from './lines.ts';
import { ofFile, within } from './names.ts';
import { keyOf } from './records.ts';
import { inOneLine, type SaveCode } from './saveCode.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';
import { warningOf } from './warnings.ts';

/** How a library asks for something, given the code of an address. */
type Library = 'fetch' | 'axios' | 'requests' | 'httpx';

/** The request that says that all data of a job is there. */
interface Closing {
  readonly statement: Statement;
  /** The address of the job, as it stands there. */
  readonly job: string;
  /** Where headers are passed: their code. */
  readonly headers: string | null;
  /** What sends it: `axios`, `client`, `requests`. */
  readonly client: string;
}

/**
 * A fix for a job of Bulk API 2.0 whose requests the code sends itself: behind the request that closes the job,
 * waits until it has ended and reads `failedResults`, as CSV.
 */
export function readFailedResults(save: SaveCode): FixDraft | null {
  const { scene, judged, origin, object } = save;
  if (judged.site.channel !== 'bulk-2' || origin.reports !== 'job-answer') return null;
  const library = /^(fetch|axios|requests|httpx)\.Response$/.exec(origin.returns)?.[1] as Library | undefined;
  const closing = library && closingIn(save);
  if (!library || !closing) return null;
  const helper = failedResultsHelper(library, closing, save);
  const row = scene.fresh(within(closing.statement, scene), 'row', 'failedRow');
  const what = `${object ?? 'Record'} refused by a duplicate rule`;
  const todo = 'TODO: handle the duplicate: put the row into your queue for review or merge';
  const q = (text: string) => quoted(text, scene.style);
  const { semicolon: end } = scene.style;
  const told = scene.isPython ? warningOf(what, row, scene) : null;
  const lines = told
    ? [
        `for ${row} in ${helper.call}:`,
        `\tif ${q('DUPLICATES_DETECTED')} in ${row}[${q('sf__Error')}]:`,
        ...deeper(deeper([`# ${todo}`, told.line])),
      ]
    : [
        `for (const ${row} of await ${helper.call}) {`,
        `\tif (!${row}.includes(${q('DUPLICATES_DETECTED')})) continue${end}`,
        ...deeper([`// ${todo}`, `console.warn(\`${what}: \${${row}}\`)${end}`]),
        '}',
      ];
  const whole = wholeOf(closing.statement, scene)!;
  return {
    id: 'read-failed-rows',
    title: 'Wait for the job and read its failed rows, with a branch to fill in for DUPLICATES_DETECTED',
    edits: scene.edits([
      after(whole.end, whole.start, lines, scene),
      ...helper.edits,
      ...withoutRepeated(told?.edits ?? []),
    ]),
  };

  /** Modules that are imported at one place come in one insertion. */
  function withoutRepeated(edits: readonly TextEdit[]): readonly TextEdit[] {
    return edits.filter(
      (edit) =>
        !helper.edits.some(
          (other) =>
            other.span.start === edit.span.start &&
            edit.span.end === edit.span.start &&
            other.newText.includes(edit.newText.trim()),
        ),
    );
  }
}

function closingIn({ scene, call, origin }: SaveCode): Closing | null {
  const own = scene.index.functionOf(call);
  for (const node of nodesIn(scene.index.roots)) {
    if (node.kind !== 'call' || scene.index.functionOf(node) !== own || node === call) continue;
    const [url] = node.arguments;
    if (!url || !isSentLike(node, call) || !/\bUploadComplete\b/.test(argumentsOf(node, scene))) continue;
    const statement = scene.statementAround(node);
    const isPlain = statement?.kind === 'expression' || statement?.kind === 'declare';
    const awaited = scene.index.parent(node)?.kind === 'await';
    if (!statement || !isPlain || !takesLinesBefore(statement, scene) || !wholeOf(statement, scene))
      return null;
    if (!scene.isPython && !awaited) return null;
    const job = inOneLine(scene.code(url.value));
    const client = receiverOf(node);
    if (job === null || url.name !== null) return null;
    return {
      statement,
      job,
      headers: headersOf(node, origin.returns, scene),
      client: client ? scene.code(client) : calledName(node),
    };
  }
  return null;
}

/** Sent by the same library, to the same kind of address. */
function isSentLike(node: CallExpression, call: CallExpression): boolean {
  const isMethod = (one: CallExpression) => receiverOf(one) !== null;
  if (isMethod(node) !== isMethod(call)) return false;
  return isMethod(node)
    ? /^(?:patch|request)$/.test(calledName(node))
    : calledName(node) === calledName(call);
}

function argumentsOf(call: CallExpression, scene: CodeScene): string {
  return call.arguments.map(({ value }) => scene.code(value)).join(' ');
}

function headersOf(call: CallExpression, returns: string, scene: CodeScene): string | null {
  const options = returns === 'axios.Response' ? call.arguments[2]?.value : call.arguments[1]?.value;
  const headers: Expression | undefined = scene.isPython
    ? call.arguments.find(({ name }) => name === 'headers')?.value
    : options?.kind === 'record'
      ? options.entries.find(({ key }) => keyOf(key) === 'headers')?.value
      : undefined;
  return headers ? inOneLine(scene.code(headers)) : null;
}

interface Reader {
  /** The code of the call that gives the rows. */
  readonly call: string;
  readonly edits: readonly TextEdit[];
}

function failedResultsHelper(library: Library, { job, headers, client }: Closing, save: SaveCode): Reader {
  const { scene, call } = save;
  const isFetch = library === 'fetch';
  const sender = isFetch ? null : client;
  const given = [...(sender === null ? [] : [sender]), job, ...(headers === null ? [] : [headers])];
  const hasHeaders = headers !== null;
  const linesOf = (name: string) =>
    scene.isPython ? pythonLines(name, hasHeaders, scene) : scriptLines(name, library, hasHeaders, scene);
  const known = scene.isPython ? /^get_failed_records/ : /^(?:f|getF)ailedResults/;
  const there = functionThere(known, linesOf, scene);
  if (there && !(scene.isPython && there.span.start > scene.span(scene.topStatement(call)).start)) {
    return { call: `${there.name}(${given.join(', ')})`, edits: [] };
  }
  const name = scene.isPython
    ? scene.fresh(ofFile(scene), 'getFailedRecords')
    : scene.fresh(ofFile(scene), 'failedResults', 'getFailedResults');
  const text = render(linesOf(name), '', scene.layout);
  const imports = scene.isPython ? missing(['csv', 'io', 'logging', 'time'], scene) : [];
  return {
    call: `${name}(${given.join(', ')})`,
    edits: [scene.isPython ? inPython(text, call, scene) : atEnd(text, scene), ...imports],
  };
}

function missing(modules: readonly string[], scene: CodeScene): readonly TextEdit[] {
  const wanted = modules.filter((one) => !new RegExp(`^import ${one}\\s*(?:#.*)?$`, 'm').test(scene.source));
  if (wanted.length === 0) return [];
  const [first] = importModule(wanted.at(-1)!, scene);
  if (!first) return [];
  const { newline } = scene.layout;
  const before = wanted.slice(0, -1).map((one) => `import ${one}${newline}`);
  return [{ span: first.span, newText: before.join('') + first.newText }];
}

function scriptLines(name: string, library: Library, hasHeaders: boolean, scene: CodeScene): string[] {
  const { semicolon: end } = scene.style;
  const t = (type: string) => (scene.isTyped ? `: ${type}` : '');
  const options = hasHeaders ? ', { headers }' : '';
  const headers = hasHeaders ? `, headers${t('Record<string, string>')}` : '';
  const isFetch = library === 'fetch';
  const q = (text: string) => quoted(text, scene.style);
  const client = t('{ get(url: string, config?: object): Promise<{ data: unknown }> }');
  const head = isFetch ? `job${t('string')}${headers}` : `client${client}, job${t('string')}${headers}`;
  const text = '/(?:"(?:[^"]|"")*"|[^"\\n])+/g';
  return [
    '/** The rows that a bulk job could not save, each as a line of CSV; waits until the job has ended. */',
    `async function ${name}(${head})${t('Promise<string[]>')} {`,
    `\tlet state${t('unknown')}${end}`,
    `\twhile (!/^(?:JobComplete|Failed|Aborted)$/.test(String(state))) {`,
    `\t\tif (state) await new Promise((resolve) => setTimeout(resolve, 2000))${end}`,
    ...(isFetch
      ? [
          `\t\tconst response = await fetch(job${options})${end}`,
          `\t\tif (!response.ok) throw new Error(\`\${job}: \${response.status}\`)${end}`,
          `\t\t({ state } = ${scene.isTyped ? '(await response.json()) as { state?: unknown }' : 'await response.json()'})${end}`,
          `\t\tstate ??= ${q('unknown')}${end}`,
        ]
      : [
          `\t\tconst { data } = await client.get(job${options})${end}`,
          `\t\tstate = Object(data).state ?? ${q('unknown')}${end}`,
        ]),
    '\t}',
    ...(isFetch
      ? [
          `\tconst failed = await fetch(\`\${job}/failedResults\`${options})${end}`,
          `\tif (!failed.ok) throw new Error(\`\${job}/failedResults: \${failed.status}\`)${end}`,
          '\t// A line feed within quotes belongs to the row.',
          `\treturn ((await failed.text()).match(${text}) ?? []).slice(1)${end}`,
        ]
      : [
          `\tconst { data } = await client.get(\`\${job}/failedResults\`${options})${end}`,
          '\t// A line feed within quotes belongs to the row.',
          `\treturn (String(data).match(${text}) ?? []).slice(1)${end}`,
        ]),
    '}',
  ];
}

function pythonLines(name: string, hasHeaders: boolean, scene: CodeScene): string[] {
  const q = (text: string) => quoted(text, scene.style);
  const [head, options] = hasHeaders ? [', headers', ', headers=headers'] : ['', ''];
  const ended = `(${['JobComplete', 'Failed', 'Aborted'].map(q).join(', ')})`;
  return [
    `def ${name}(client, job${head}):`,
    '\t"""The rows that a bulk job could not save; waits until the job has ended."""',
    '\twhile True:',
    `\t\tresponse = client.get(job${options})`,
    '\t\tresponse.raise_for_status()',
    `\t\tif response.json()[${q('state')}] in ${ended}:`,
    '\t\t\tbreak',
    '\t\ttime.sleep(2)',
    `\tresponse = client.get(f${scene.style.quote}{job}/failedResults${scene.style.quote}${options})`,
    '\tresponse.raise_for_status()',
    '\treturn list(csv.DictReader(io.StringIO(response.content.decode())))',
  ];
}
