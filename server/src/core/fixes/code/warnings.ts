import type { TextEdit } from '../../text.ts';
import { importModule } from './imports.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';

/** A line that logs what a rule matched, and the import that it needs. */
export function warning(
  what: string,
  refusal: string,
  scene: CodeScene,
): { line: string; edits: readonly TextEdit[] } {
  const { style } = scene;
  if (!scene.isPython) {
    const ids = `\${${refusal}.records.map(({ id }) => id).join(', ')}`;
    const text = `\`${what}: duplicate rule \${${refusal}.rule} matches ${ids}\``;
    return { line: `console.warn(${text})${style.semicolon}`, edits: [] };
  }
  const q = (text: string) => quoted(text, style);
  const { name, edits } = loggerOf(scene);
  const given = `${refusal}[${q('rule')}], ${refusal}[${q('records')}]`;
  return { line: `${name}.warning(${q(`${what}: duplicate rule %s matches %s`)}, ${given})`, edits };
}

/** Python: a line that logs a value. */
export function warningOf(
  what: string,
  value: string,
  scene: CodeScene,
): { line: string; edits: readonly TextEdit[] } {
  const { name, edits } = loggerOf(scene);
  return { line: `${name}.warning(${quoted(`${what}: %s`, scene.style)}, ${value})`, edits };
}

function loggerOf(scene: CodeScene): { name: string; edits: readonly TextEdit[] } {
  const { source } = scene;
  const own = /^(_?(?:logger|log|LOGGER|LOG))\s*=\s*(?:logging\.)?getLogger\(/m.exec(source)?.[1];
  const isThere = own !== undefined || /^import logging\s*(?:#.*)?$/m.test(source);
  return { name: own ?? 'logging', edits: isThere ? [] : importModule('logging', scene) };
}
