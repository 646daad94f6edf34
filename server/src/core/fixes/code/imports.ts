import type { TextEdit } from '../../text.ts';
import type { SaveCode } from './saveCode.ts';
import type { CodeScene } from './scene.ts';

/** Imports that a handler needs. */
export function importEdits({ scene }: SaveCode): readonly TextEdit[] {
  if (!scene.isPython) return [];
  const name = 'SalesforceMalformedRequest';
  const isThere = new RegExp(
    `^from simple_salesforce[\\w.]* import (?:\\([^)]*|[^\\n]*)\\b${name}\\b`,
    'm',
  ).test(scene.source);
  if (isThere) return [];
  const single = /^from simple_salesforce import ([^\n(#]*?)[ \t]*$/m.exec(scene.source);
  if (single && !single[1]!.includes('\\')) {
    const end = single.index + single[0].trimEnd().length;
    return [{ span: { start: end, end }, newText: `, ${name}` }];
  }
  return importLine(`from simple_salesforce import ${name}`, scene);
}

/** A line behind the last import of the top level, or before the first statement. */
export function importLine(line: string, scene: CodeScene): readonly TextEdit[] {
  const { source, index, layout } = scene;
  const last = index.roots.filter(({ kind }) => kind === 'import').at(-1);
  if (last) {
    const { end } = scene.span(last);
    return [{ span: { start: end, end }, newText: `${layout.newline}${line}` }];
  }
  const [first] = index.roots;
  const start = first ? scene.span(first).start : source.length;
  return [{ span: { start, end: start }, newText: `${line}${layout.newline}` }];
}
