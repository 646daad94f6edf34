import type { Finding } from '../../findings.ts';
import type { JudgedSite } from '../../rules/rule.ts';
import type { AssignmentExpression, Statement } from '../../saves/apex/syntax.ts';
import { locate, type TextEdit } from '../../text.ts';
import { overlapping, removeSpan } from '../edits.ts';
import type { FixDraft } from '../fix.ts';
import { lineEnd, lineStart, nextLine } from '../layout.ts';
import type { ApexFixContext } from './context.ts';
import { handleRefusal } from './handleRefusal.ts';
import { readResults } from './readResults.ts';
import { boundIn, Scene, saveScene } from './scene.ts';
import { controlOf, removeStatement } from './statements.ts';

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
