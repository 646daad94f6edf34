import { documentedOnlySince } from '../../outcome/optionSemantics.ts';
import { calledName, receiverOf } from '../../saves/code/refusal/names.ts';
import { headerName } from '../../saves/code/requests/names.ts';
import type { CallExpression, Expression } from '../../saves/code/tree.ts';
import type { TextEdit } from '../../text.ts';
import { canBeAllowed } from '../canBeAllowed.ts';
import type { FixDraft } from '../fix.ts';
import { indentAt, lineStart } from '../layout.ts';
import { takesLinesBefore } from './exceptions.ts';
import { bypassComment, headerSince } from './header.ts';
import { before, type spanOf } from './lines.ts';
import type { SaveCode } from './saveCode.ts';

/** Lets duplicates be saved in Java and C#, with a reason to fill in. */
export function allowSaveInCode(save: SaveCode): FixDraft | null {
  const { site } = save.judged;
  const { id } = save.scene.file.language;
  if (save.isWrapped || !canBeAllowed(save.judged) || site.options.form !== 'none') return null;
  if (documentedOnlySince(site) !== null) return null;
  if (id === 'java' && site.channel === 'soap') return onConnection(save);
  if (site.channel !== 'rest-record' && site.channel !== 'rest-external-id') return null;
  if (site.apiVersion === null || site.apiVersion < headerSince) return null;
  if (id === 'java') return draft(inBuilder(save), save);
  return id === 'csharp' ? draft(onMessage(save), save) : null;
}

function draft(edits: readonly TextEdit[] | null, { scene }: SaveCode): FixDraft | null {
  return (
    edits && {
      id: 'allow-save',
      title: 'Send allowSave=true, with a reason to fill in: duplicates will then be saved',
      edits: scene.edits(edits),
    }
  );
}

/** The header stays on a WSC connection. */
function onConnection(save: SaveCode): FixDraft | null {
  const { scene, call } = save;
  const receiver = receiverOf(call);
  if (!receiver || !/^(create|update|upsert)$/.test(calledName(call))) return null;
  if (receiver.kind !== 'name' && receiver.kind !== 'member') return null;
  const edits = linesBefore(save, [
    `// ${bypassComment}`,
    `${scene.code(receiver)}.setDuplicateRuleHeader(true, false, false);`,
  ]);
  return (
    edits && {
      id: 'allow-save',
      title: 'Set the duplicate rule header, with a reason: this and later saves will then save duplicates',
      edits: scene.edits(edits),
    }
  );
}

function linesBefore({ scene, call }: SaveCode, lines: readonly string[]): TextEdit[] | null {
  const statement = scene.statementAround(call);
  if (!statement) return null;
  const { source } = scene;
  const span = spanWithType(statement, scene);
  const block = scene.index.parent(statement);
  const isIn = block?.kind === 'block' && source[scene.span(block).start] === '{';
  if (!span || !isIn || source.slice(lineStart(source, span), span).trim() !== '') return null;
  return [before(span, lines, scene)];
}

/** Where a statement begins, with the type that stands before a declared name. */
function spanWithType(statement: Parameters<typeof spanOf>[0], scene: SaveCode['scene']): number | null {
  const { start } = scene.span(statement);
  if (statement.kind !== 'declare') return takesLinesBefore(statement, scene) ? start : null;
  const line = lineStart(scene.source, start);
  const head = scene.source.slice(line, start);
  return /^\s*[\w.<>[\], ?]*$/.test(head) ? line + /^\s*/.exec(head)![0].length : null;
}

/** `HttpRequest.newBuilder()….build()`. */
function inBuilder({ scene, call }: SaveCode): TextEdit[] | null {
  const [first] = call.arguments;
  const built = first && builtAs(first.value, scene);
  if (built?.callee.kind !== 'member' || !/\bHttpRequest\s*\.\s*newBuilder\s*\(/.test(scene.code(built)))
    return null;
  const { source, layout } = scene;
  const at = scene.span(built.callee.object).end;
  const name = scene.span(built.nameAt).start;
  const line = lineStart(source, name);
  const code = `.header("${headerName}", "allowSave=true")`;
  const isChain = /^\s*\.\s*$/.test(source.slice(line, name));
  if (!isChain) {
    const isOneLine = !/[\r\n]/.test(scene.code(built));
    return isOneLine
      ? [...scene.commentAbove(at, bypassComment), { span: { start: at, end: at }, newText: code }]
      : null;
  }
  const indent = `${layout.newline}${indentAt(source, name)}`;
  return [{ span: { start: at, end: at }, newText: `${indent}// ${bypassComment}${indent}${code}` }];
}

/** The call of `build()` that made a request. */
function builtAs(request: Expression, { index }: SaveCode['scene']): CallExpression | null {
  if (request.kind === 'call') return calledName(request) === 'build' ? request : null;
  if (request.kind !== 'name') return null;
  const variable = index.variable(request);
  const declared = variable?.declaration && index.parent(variable.declaration);
  const value = declared?.kind === 'declare' ? declared.value : null;
  return value?.kind === 'call' && calledName(value) === 'build' ? value : null;
}

/** An HttpRequestMessage in a variable. */
function onMessage(save: SaveCode): TextEdit[] | null {
  const { scene, call } = save;
  const [first] = call.arguments;
  if (first?.value.kind !== 'name' || !/^Send(Async)?$/.test(calledName(call))) return null;
  const name = scene.code(first.value);
  if (
    !new RegExp(`\\b${name}\\b[^;]*new\\s+(?:System\\.Net\\.Http\\.)?HttpRequestMessage\\b`).test(
      scene.source,
    ) &&
    !new RegExp(`HttpRequestMessage\\s+${name}\\b`).test(scene.source)
  )
    return null;
  return linesBefore(save, [
    `// ${bypassComment}`,
    `${name}.Headers.Add("${headerName}", "allowSave=true");`,
  ]);
}
