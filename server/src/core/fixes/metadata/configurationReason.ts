import { readJson } from '../../config/json.ts';
import type { TextEdit } from '../../text.ts';
import type { FixDraft } from '../fix.ts';
import { indentAt, layoutOf } from '../layout.ts';
import { REASON } from '../suppress.ts';
import type { MetadataFixRequest } from './request.ts';

/** States a reason where no retrieve takes it away: in the configuration file, which is made where there is none. */
export function stateReasonInConfiguration({
  finding,
  configuration,
  path,
}: MetadataFixRequest): FixDraft | null {
  if (configuration === null || path === null) return null;
  const { uri, text } = configuration;
  const { ruleId } = finding;
  const entry = `{ "path": ${JSON.stringify(asGlob(path))}, "rule": "${ruleId}", "reason": "${REASON}" }`;
  const edit = text === null || text.trim() === '' ? wholeFile(entry, text ?? '') : added(text, entry);
  if (edit === null) return null;
  return {
    id: 'state-reason-in-configuration',
    title: `Silence ${ruleId} in this file in duplicate-rules.config.json, with a reason to fill in`,
    edits: [{ uri, ...(text === null && { create: true as const }), edits: [edit] }],
  };
}

/** The path as a glob pattern that means it alone, but for characters that patterns give a meaning. */
function asGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|]/g, '?');
}

function wholeFile(entry: string, text: string): TextEdit {
  return {
    span: { start: 0, end: text.length },
    newText: `{\n  "suppressions": [\n    ${entry}\n  ]\n}\n`,
  };
}

function added(text: string, entry: string): TextEdit | null {
  const json = readJson(text);
  const { value } = json;
  if (json.error !== null || typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { newline, unit } = layoutOf(text);
  const members = Object.keys(value);
  const { suppressions } = value as { suppressions?: unknown };
  if (suppressions === undefined) {
    const list = `"suppressions": [${newline}${unit}${unit}${entry}${newline}${unit}]`;
    const root = json.spanOf([]);
    const last = members.at(-1);
    if (last === undefined) {
      return { span: root, newText: `{${newline}${unit}${list}${newline}}` };
    }
    return behind(json.spanOf([last]).end, newline + unit + list);
  }
  if (!Array.isArray(suppressions)) return null;
  if (suppressions.length === 0) {
    const indent = indentAt(text, json.spanOf(['suppressions'], 'key').start);
    return {
      span: json.spanOf(['suppressions']),
      newText: `[${newline}${indent}${unit}${entry}${newline}${indent}]`,
    };
  }
  const last = json.spanOf(['suppressions', suppressions.length - 1]);
  const isAlone = text.slice(0, last.start).trimEnd().length < text.slice(0, last.start).search(/[^\r\n]*$/);
  return behind(last.end, isAlone ? newline + indentAt(text, last.start) + entry : ` ${entry}`);
}

function behind(at: number, text: string): TextEdit {
  return { span: { start: at, end: at }, newText: `,${text}` };
}
