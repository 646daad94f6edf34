import { createProject, type Project } from '../../../../server/src/core/project.ts';
import type { RecordDraft } from '../../../../server/src/core/records/model.ts';
import type { GrammarName } from '../../../../server/src/core/saves/code/language.ts';
import { grammar } from '../../../support/grammars.ts';

const grammars: Readonly<Record<string, GrammarName>> = {
  js: 'javascript',
  ts: 'typescript',
  tsx: 'tsx',
  py: 'python',
  java: 'java',
  cs: 'c_sharp',
};

const uriOf = (name: string) => `file:///p/${name}`;

/** A project with files by name. */
export async function projectWith(files: Readonly<Record<string, string>>): Promise<Project> {
  const project = createProject();
  for (const [name, text] of Object.entries(files)) project.setFile(uriOf(name), text);
  for (const name of new Set(Object.keys(files).map((file) => grammars[file.split('.').at(-1)!]))) {
    if (name) project.setParser(await grammar(name));
  }
  return project;
}

/** The literals that get a lens, as they are written, with their objects. */
export async function lensesOf(name: string, text: string, more: Record<string, string> = {}) {
  const project = await projectWith({ ...more, [name]: text });
  return project.records(uriOf(name)).map(({ object, start, end }) => `${object}: ${text.slice(start, end)}`);
}

/** What is read at `|`, or in what stands between two of them, in short; then the problems. */
export async function readAt(name: string, marked: string, more: Record<string, string> = {}) {
  const [before, ...after] = marked.split('|');
  const text = [before, ...after].join('');
  const start = before!.length;
  const span = { start, end: after.length > 1 ? start + after[0]!.length : start };
  const project = await projectWith({ ...more, [name]: text });
  const reading = project.recordsAt(uriOf(name), text, span);
  if (reading === null) return ['not read'];
  return [...reading.drafts.map(short), ...reading.problems];
}

/** `insert Lead LastName=A Email? [email]`. */
export function short({ object, id, fields, open, updates }: RecordDraft): string {
  const operation = updates === null ? 'save' : updates ? 'update' : 'insert';
  return [
    `${operation} ${object}${id === null ? '' : ` ${id}`}`,
    ...fields.map(({ name, value }) => `${name}=${JSON.stringify(value)}`),
    ...open.map(({ name, expression }) => `${name}? [${expression}]`),
  ].join(' ');
}
