import type { TextEdit } from '../../text.ts';
import { importLine } from './imports.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';

/** A line that logs what a rule matched, and the import that it needs. */
export function warning(
  what: string,
  refusal: string,
  scene: CodeScene,
): { line: string; edits: readonly TextEdit[] } {
  const { style, source } = scene;
  if (!scene.isPython) {
    const ids = `\${${refusal}.records.map(({ id }) => id).join(', ')}`;
    const text = `\`${what}: duplicate rule \${${refusal}.rule} matches ${ids}\``;
    return { line: `console.warn(${text})${style.semicolon}`, edits: [] };
  }
  const q = (text: string) => quoted(text, style);
  const own = /^(_?(?:logger|log|LOGGER|LOG))\s*=\s*(?:logging\.)?getLogger\(/m.exec(source)?.[1];
  const line = `${own ?? 'logging'}.warning(${q(`${what}: duplicate rule %s matches %s`)}, ${refusal}[${q('rule')}], ${refusal}[${q('records')}])`;
  const isThere = own !== undefined || /^import logging\s*(?:#.*)?$/m.test(source);
  return { line, edits: isThere ? [] : importLine('import logging', scene) };
}
