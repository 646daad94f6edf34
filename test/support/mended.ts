import type { Fix } from '../../server/src/core/fixes/fix.ts';
import { applied, fixesOf, projectOf, sampleUri } from './fixes.ts';
import { OverloadCheck } from './overloads.ts';
import { tryOut } from './sweep.ts';

/** Rules of the samples: an alert on create and edit of leads, nothing else on leads. */
export const alert = 'Lead: Alert/Alert';
export const block = 'Lead: Block/Block';

const head = 'public class Sample {\n    void run(List<Lead> leads, Lead one) {\n';
const tail = '\n    }\n}\n';

/** A class around the statements of a method with the parameters `leads` and `one`. */
export function inClass(statements: string): string {
  const lines = statements.split('\n').map((line) => (line === '' ? '' : `        ${line}`));
  return head + lines.join('\n') + tail;
}

/** The ids of the fixes that are offered for the first finding, those that silence it left out. */
export function offered(rules: string, text: string): readonly string[] {
  return fixesIn(rules, text)
    .filter(({ id }) => !id.startsWith('suppress-'))
    .map(({ id }) => id);
}

export function fixesIn(rules: string, text: string): readonly Fix[] {
  const project = projectOf(rules, new Map([[sampleUri, text]]));
  const fixes = fixesOf(project, sampleUri);
  return fixes.filter(({ finding }) => finding === fixes[0]!.finding);
}

/**
 * What a fix of the first finding that has it makes of the statements, without the class around them.
 *
 * @throws where the result does not parse, calls what no overload takes, keeps the finding or brings up another
 */
export function mended(rules: string, id: string, statements: string): string {
  const text = mendedText(rules, id, inClass(statements));
  if (!text.startsWith(head)) return text;
  const end = text.lastIndexOf(tail) < 0 ? text.length : text.lastIndexOf(tail);
  const inner = text.slice(head.length, end);
  return inner
    .split('\n')
    .map((line) => line.replace(/^ {8}/, ''))
    .join('\n');
}

/** As {@link mended}, of a whole file. */
export function mendedText(rules: string, id: string, text: string, uri = sampleUri): string {
  const files = new Map([[uri, text]]);
  const project = projectOf(rules, files);
  for (const _ of project.analyseAll());
  const fixes = fixesOf(project, uri);
  const fix = fixes.find((one) => one.id === id);
  if (!fix) throw new Error(`no ${id} among ${fixes.map((one) => one.id).join(', ')}`);
  const overloads = new OverloadCheck();
  overloads.set(uri, text);
  const problems = tryOut(fix, project, files, overloads, true);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return applied(fix, (one) => files.get(one)).get(uri)!;
}
