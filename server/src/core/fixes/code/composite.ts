import { nodesIn } from '../../saves/code/refusal/children.ts';
import { headerName, isHeader } from '../../saves/code/requests/names.ts';
import type { Expression, RecordExpression, Statement } from '../../saves/code/tree.ts';
import type { TextEdit } from '../../text.ts';
import type { FixDraft, FixRequest } from '../fix.ts';
import { bypassComment, mayBeAllowed } from './header.ts';
import { addToRecord, keyOf, removeEntry } from './records.ts';
import type { CodeScene } from './scene.ts';
import { quoted } from './textStyle.ts';

/** Moves the header of the outer composite request into each subrequest that saves. */
export function headerIntoSubrequests({ finding, saves }: FixRequest, scene: CodeScene): FixDraft | null {
  if (saves.length === 0 || saves.some(({ site }) => site.channel !== 'rest-composite')) return null;
  if (saves.some(({ site }) => site.extent.anchor.uri !== scene.file.uri)) return null;
  if (!saves.some(mayBeAllowed)) return null;
  const outer = headerEntryAt(finding.location.start, scene);
  if (outer?.value.kind !== 'text') return null;
  const value = scene.code(outer.value);
  if (!/^["'][^"'`]*["']$/.test(value)) return null;
  const inner = subrequestsIn(scene);
  const own = new Set(
    saves.map(({ site }) =>
      scene.index.functionOf(callAt(site.extent.start + site.extent.anchor.offset, scene) ?? outer.record),
    ),
  );
  const here = inner.filter((record) => own.has(scene.index.functionOf(record)));
  if (here.length !== saves.length) return null;
  const comment = /allowSave\s*=\s*true/i.test(value) ? bypassComment : null;
  const header = `${quoted(headerName, scene.style)}: ${value}`;
  const key = scene.isPython ? quoted('httpHeaders', scene.style) : 'httpHeaders';
  const code = scene.isPython ? `${key}: {${header}}` : `${key}: { ${header} }`;
  const edits: TextEdit[] = [removeEntry(outer.record, outer.index, scene)];
  for (const record of here) {
    const added = addToRecord(record, { code, comment }, scene);
    if (!added) return null;
    edits.push(...added);
  }
  return {
    id: 'header-into-subrequests',
    title:
      comment === null
        ? 'Move the header into each subrequest'
        : 'Move the header into each subrequest, with a reason to fill in: duplicates will then be saved',
    edits: scene.edits(edits),
    safe: comment === null,
  };
}

function callAt(start: number, scene: CodeScene): Expression | null {
  for (const node of nodesIn(scene.index.roots)) {
    if (node.kind === 'call' && scene.span(node).start === start) return node;
  }
  return null;
}

export interface HeaderEntry {
  readonly record: RecordExpression;
  readonly index: number;
  readonly value: Expression;
}

/** The entry of a literal that sets the header whose value, or whose entry, stands at an offset. */
export function headerEntryAt(offset: number, scene: CodeScene): HeaderEntry | null {
  for (const node of nodesIn(scene.index.roots)) {
    if (node.kind !== 'record') continue;
    const index = node.entries.findIndex(
      (entry) =>
        isHeader(keyOf(entry.key) ?? '') &&
        (scene.span(entry).start === offset || scene.span(entry.value).start === offset),
    );
    if (index >= 0) return { record: node, index, value: node.entries[index]!.value };
  }
  return null;
}

/** A statement that sets the header: `headers['…'] = value`, `headers.set('…', value)`. */
export interface HeaderStatement {
  readonly statement: Extract<Statement, { kind: 'expression' }>;
  readonly value: Expression;
}

/** The statement that sets the header at an offset, where it does nothing else. */
export function headerStatementAt(offset: number, scene: CodeScene): HeaderStatement | null {
  for (const node of nodesIn(scene.index.roots)) {
    if (node.kind !== 'expression') continue;
    const { start, end } = scene.span(node);
    if (offset < start || offset >= end) continue;
    const value = valueSetIn(node.expression);
    if (value) return { statement: node, value };
  }
  return null;
}

function valueSetIn(expression: Expression): Expression | null {
  if (expression.kind === 'assign') {
    const { target, operator, value } = expression;
    const isSet = operator === '=' && target.kind === 'index' && isHeader(keyOf(target.index) ?? '');
    return isSet ? value : null;
  }
  if (expression.kind !== 'call' || expression.callee.kind !== 'member') return null;
  const [name, value, ...others] = expression.arguments;
  const isSet = /^(?:set|append|add|setHeader|setRequestHeader)$/.test(expression.callee.name);
  if (!isSet || !name || !value || others.length > 0) return null;
  return name.value.kind === 'text' && isHeader(keyOf(name.value) ?? '') ? value.value : null;
}

/** Literals of subrequests that save and have no headers of their own. */
function subrequestsIn(scene: CodeScene): RecordExpression[] {
  const found: RecordExpression[] = [];
  for (const node of nodesIn(scene.index.roots)) {
    if (node.kind !== 'record') continue;
    const written = (name: string) => node.entries.find(({ key }) => keyOf(key) === name)?.value;
    const method = written('method');
    const isSave = method?.kind === 'text' && /^(POST|PATCH|PUT)$/i.test(String(method.parts[0]));
    if (isSave && written('url') && written('referenceId') && written('body') && !written('httpHeaders'))
      found.push(node);
  }
  return found;
}
