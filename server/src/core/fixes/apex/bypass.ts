import { MARK } from '../../config/directives.ts';
import { statedReason } from '../../config/reasons.ts';
import type { Finding } from '../../findings.ts';
import type { JudgedSite } from '../../rules/rule.ts';
import type { AssignmentExpression, Comment, Statement } from '../../saves/apex/syntax.ts';
import { locate, type TextEdit } from '../../text.ts';
import type { ApexFixContext, FixDraft } from './context.ts';
import { overlapping } from './edits.ts';
import { handleRefusal } from './handleRefusal.ts';
import { lineEnd, lineStart, nextLine } from './layout.ts';
import { BYPASS_REASON } from './newOptions.ts';
import { readResults } from './readResults.ts';
import { boundIn, Scene, saveScene } from './scene.ts';
import { controlOf, removeSpan, removeStatement } from './statements.ts';
import { commentAbove } from './suppress.ts';

/** `options.DuplicateRuleHeader.allowSave = …;` as a statement of its own, at a finding. */
export interface OptionStatement {
  readonly scene: Scene;
  readonly assignment: AssignmentExpression;
  readonly statement: Statement;
}

export function optionStatementAt({ location }: Finding, context: ApexFixContext): OptionStatement | null {
  const bound = boundIn(location.uri, location.start, context.codebase);
  if (!bound) return null;
  const at = location.start - bound.body.anchor.offset;
  const assignment = bound.nodes('assignment').find(({ start }) => start === at);
  const statement = assignment && bound.parentOf(assignment);
  if (!assignment || statement?.kind !== 'expression-statement') return null;
  return { scene: new Scene(bound, context), assignment, statement };
}

/** Takes allowSave=true out, and handles what is then refused; only where all its saves stand in this file. */
export function takeOutAllowSave(
  finding: Finding,
  saves: readonly JudgedSite[],
  context: ApexFixContext,
): FixDraft | null {
  const option = optionStatementAt(finding, context);
  if (!option || !setsTrue(option) || controlOf(option.statement, option.scene)) return null;
  const edits = [removeStatement(option.statement, option.scene), ...withoutReason(option)];
  const seen = new Set<number>();
  let handledSaves = 0;
  for (const judged of saves) {
    const { uri, start } = locate(judged.site.place);
    if (uri !== finding.location.uri) return null;
    if (seen.has(start) || judged.site.refusal.kind === 'handles-duplicates') continue;
    seen.add(start);
    const handled = handling(judged, context);
    if (!handled) return null;
    edits.push(...handled);
    if (handled.length > 0) handledSaves++;
  }
  if (overlapping(edits)) return null;
  return {
    id: 'take-out-allow-save',
    title: takeOutTitle(finding, handledSaves),
    edits: [{ uri: finding.location.uri, edits }],
  };
}

function takeOutTitle({ ruleId }: Finding, handledSaves: number): string {
  const handling = handledSaves > 0 ? ' and handle DUPLICATES_DETECTED in a branch to fill in' : '';
  // Where the option does nothing, nothing changes without it.
  const effect = ruleId === 'allow-save-bypass' ? ': refuses duplicates' : '';
  return `Take allowSave = true out${handling}${effect}`;
}

/** Takes the suppression above the option out, which has nothing to silence then. */
function withoutReason({ scene, statement }: OptionStatement): TextEdit[] {
  const { source, bound } = scene;
  const line = lineStart(source, scene.absolute(statement).start);
  const above = bound.owner.unit.comments.find(
    ({ end }) => end < line && source.slice(end, line).trim() === '' && lineEnd(source, end) === end,
  );
  const text = above ? source.slice(above.start, above.end) : '';
  const isOnly = /^\/\/\s*duplicate-rules:\s*allow-save-bypass\s*(--.*)?$/.test(text);
  return above && isOnly && nextLine(source, above.end) === line ? [removeSpan(above, source)] : [];
}

function setsTrue({ assignment }: OptionStatement): boolean {
  const { target, value, operator } = assignment;
  const isAllowSave = target.kind === 'member' && /^allowsave$/i.test(target.name.name);
  return isAllowSave && operator === '=' && value.kind === 'literal' && value.value === true;
}

function handling(judged: JudgedSite, context: ApexFixContext): readonly TextEdit[] | null {
  if (judged.site.target.kind !== 'objects') return [];
  const save = saveScene(judged, context);
  const fix = save && (handleRefusal(save) ?? readResults(save));
  const [only, ...others] = fix?.edits ?? [];
  return only && others.length === 0 && only.uri === judged.site.place.anchor.uri ? only.edits : null;
}

/**
 * States why duplicates are saved; a comment that stands there already becomes the reason. Null where a
 * suppression stands there, whose reason only a person can write.
 */
export function stateReason({ location }: Finding, source: string, context: ApexFixContext): FixDraft | null {
  const comments = commentsAt(location.uri, location.start, source, context);
  const texts = comments.map(({ start, end }) => source.slice(start + 2, end));
  if (texts.some((text) => text.includes(MARK) && text.includes('allow-save-bypass'))) return null;
  const comment = freeComment(comments, texts);
  const edit = comment
    ? { span: { start: comment, end: comment }, newText: 'duplicate-rules: allow-save-bypass -- ' }
    : commentAbove(source, location.start, `duplicate-rules: allow-save-bypass -- ${BYPASS_REASON}`);
  return {
    id: 'state-reason',
    title: comment
      ? 'Make the comment the stated reason why duplicates are saved'
      : 'State why duplicates are saved, in a comment with a reason to fill in',
    edits: [{ uri: location.uri, edits: [edit] }],
  };
}

/** The line comment behind the offset, else those in the lines above. */
function commentsAt(
  uri: string,
  offset: number,
  source: string,
  { codebase }: ApexFixContext,
): readonly Comment[] {
  const comments = (codebase.unit(uri)?.comments ?? []).filter(({ kind }) => kind === 'line');
  const behind = comments.find(({ start, end }) => start > offset && end === lineEnd(source, offset));
  if (behind) return [behind];
  const above: Comment[] = [];
  for (let line = lineStart(source, offset); line > 0; ) {
    const before = lineStart(source, line - 1 - (source[line - 2] === '\r' ? 1 : 0));
    const comment = comments.find(({ start }) => start >= before && start < line);
    if (!comment || source.slice(before, comment.start).trim() !== '') break;
    above.unshift(comment);
    line = before;
  }
  return above;
}

/** Where the text of comments begins that can be a reason; null where they cannot. */
function freeComment(comments: readonly Comment[], texts: readonly string[]): number | null {
  const [first] = texts;
  const isFree = first !== undefined && /\w/.test(first) && !texts.some((text) => text.includes(MARK));
  if (!isFree || statedReason(first).reason === null) return null;
  return comments[0]!.start + 2 + /^\s*/.exec(first)![0].length;
}
