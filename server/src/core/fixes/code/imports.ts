import type { TextEdit } from '../../text.ts';
import { lineEnd, lineStart } from '../layout.ts';
import type { SaveCode } from './saveCode.ts';
import type { CodeScene } from './scene.ts';

/** Imports that a handler needs. */
export function importEdits({ scene }: SaveCode): readonly TextEdit[] {
  if (!scene.isPython) return [];
  const name = 'SalesforceMalformedRequest';
  const isThere = new RegExp(
    `^[ \\t]*from simple_salesforce[\\w.]* import (?:\\([^)]*|[^\\n]*)\\b${name}\\b`,
    'm',
  ).test(scene.source);
  if (isThere) return [];
  const single = /^[ \t]*from simple_salesforce import ([^\n(#]*?)[ \t]*$/m.exec(scene.source);
  if (single && !single[1]!.includes('\\')) {
    const end = single.index + single[0].trimEnd().length;
    return [{ span: { start: end, end }, newText: `, ${name}` }];
  }
  return importLine(`from simple_salesforce import ${name}`, scene);
}

/** A module of the standard library, before the first import of the top level. */
export function importModule(name: string, scene: CodeScene): readonly TextEdit[] {
  const { index, layout } = scene;
  const first = index.roots.find((node) => node.kind === 'import' && node.from !== '__future__');
  if (!first) return importLine(`import ${name}`, scene);
  const isPackage = first.kind === 'import' && /^(?:simple_salesforce|requests|httpx)\b/.test(first.from);
  const gap = layout.newline.repeat(isPackage ? 2 : 1);
  // The span of one of several names begins at the name.
  const start = lineStart(scene.source, scene.span(first).start);
  return [{ span: { start, end: start }, newText: `import ${name}${gap}` }];
}

/** A line behind the last import of the top level, or before the first statement. */
function importLine(line: string, scene: CodeScene): readonly TextEdit[] {
  const { source, index, layout } = scene;
  const last = index.roots.filter(({ kind }) => kind === 'import').at(-1);
  if (last) {
    const end = lineEnd(source, scene.span(last).end);
    return [{ span: { start: end, end }, newText: `${layout.newline}${line}` }];
  }
  const [first] = index.roots;
  const start = first ? scene.span(first).start : source.length;
  return [{ span: { start, end: start }, newText: `${line}${layout.newline}` }];
}

const recordApi = /import\s*\{([^}]*?)\s*\}\s*from\s*['"]lightning\/uiRecordApi['"]/;

/** Whether `createRecord` is imported by name, so that `updateRecord` can be. */
export function importsRecordApi({ source }: CodeScene): boolean {
  return /\bcreateRecord\s*(?:,|$)/.test(recordApi.exec(source)?.[1] ?? '');
}

/** `updateRecord` beside `createRecord`. */
export function lightningImport({ scene, origin }: SaveCode): readonly TextEdit[] {
  if (origin.library !== 'lwc') return [];
  const line = recordApi.exec(scene.source);
  const names = line?.[1] ?? '';
  if (!line || /\bupdateRecord\b/.test(names)) return [];
  const end = line.index + line[0].indexOf(names) + names.length;
  const newText = names.endsWith(',') ? ' updateRecord' : ', updateRecord';
  return [{ span: { start: end, end }, newText }];
}
