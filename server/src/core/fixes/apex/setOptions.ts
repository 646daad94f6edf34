import type { Finding } from '../../findings.ts';
import { isAlert } from '../../outcome/reading.ts';
import { minding } from '../../rules/options.ts';
import type { JudgedSite } from '../../rules/rule.ts';
import type { LocalSymbol } from '../../saves/apex/bind/symbols.ts';
import type { CallExpression, ForEachStatement, Statement } from '../../saves/apex/syntax.ts';
import { overlapping } from '../edits.ts';
import type { FixDraft } from '../fix.ts';
import { BYPASS_REASON, commentAbove } from '../suppress.ts';
import { optionStatementAt } from './bypass.ts';
import type { ApexFixContext } from './context.ts';
import { atomicityOf, localOf, reasonComment } from './newOptions.ts';
import { saveCallOf } from './saveCall.ts';
import { type SaveScene, type Scene, saveScene, statementAround } from './scene.ts';
import { controlOf, removeStatement, withLinesBefore } from './statements.ts';

/** Options that are set on the records go with the call instead, where they certainly work. */
export function passOptions(
  finding: Finding,
  saves: readonly JudgedSite[],
  context: ApexFixContext,
): FixDraft | null {
  const [judged, ...others] = saves;
  if (!judged || others.length > 0 || judged.site.options.form !== 'set-options') return null;
  const { operation, options } = judged.site;
  if ((operation !== 'insert' && operation !== 'update') || !minding(judged).some(isAlert)) return null;
  const option = optionStatementAt(finding, context);
  const save = saveScene(judged, context);
  const call = save && saveCallOf(save);
  const setting = save && setOptionsCall(save);
  if (!option || !save || !call || !setting || option.scene.bound !== save.scene.bound) return null;
  const { symbol, statement } = setting;
  const allOrNone = atomicityOf(call);
  const known = options.optAllOrNone.kind === 'known' ? String(options.optAllOrNone.value) : null;
  const before = known === allOrNone.toLowerCase() ? [] : [`${symbol.name}.optAllOrNone = ${allOrNone};`];
  const { source } = save.scene;
  const edits = [
    commentAbove(source, finding.location.start, reasonComment(BYPASS_REASON).slice('// '.length)),
    removeStatement(statement, save.scene),
    ...withLinesBefore(save.statement, before, call.with(symbol.name), save.scene),
  ];
  if (overlapping(edits)) return null;
  return {
    id: 'pass-options',
    title: `Pass the options to Database.${operation}: duplicates will then be saved, with a reason to fill in`,
    edits: [save.scene.edits(edits)],
  };
}

interface Setting {
  /** The variable that holds the options. */
  readonly symbol: LocalSymbol;
  /** What goes: the call's statement, or the loop that does nothing else. */
  readonly statement: Statement;
}

/** `record.setOptions(options)` whose options are used for nothing else. */
function setOptionsCall({ scene, judged, node }: SaveScene): Setting | null {
  const { place } = judged.site.options;
  const { bound } = scene;
  const call =
    place && bound.nodes('call').find(({ start, end }) => start === place.start && end === place.end);
  const argument = call?.arguments[0];
  const symbol = argument ? localOf(argument, bound.symbolOf.bind(bound)) : null;
  if (!call || !argument || symbol?.kind !== 'local') return null;
  const uses = bound
    .usesOf(symbol)
    .filter(({ role }) => !['write', 'member-write', 'member-read'].includes(role));
  if (uses.some(({ node: use }) => use !== argument)) return null;
  const block = symbol.declaration && bound.enclosing(symbol.declaration, 'block');
  if (!block || node.start < block.start || node.end > block.end) return null;
  const statement = wholeStatement(call, scene);
  return statement && { symbol, statement };
}

function wholeStatement(call: CallExpression, scene: Scene): Statement | null {
  const statement = statementAround(call, scene.bound);
  if (statement?.kind !== 'expression-statement' || statement.expression !== call) return null;
  const loop = loopOfOnly(statement, scene);
  const whole = loop ?? statement;
  return controlOf(whole, scene) ? null : whole;
}

function loopOfOnly(statement: Statement, { bound }: Scene): ForEachStatement | null {
  const parent = bound.parentOf(statement);
  if (parent?.kind === 'for-each') return parent;
  const outer = parent && bound.parentOf(parent);
  const isOnly = parent?.kind === 'block' && parent.statements.length === 1;
  return isOnly && outer?.kind === 'for-each' ? outer : null;
}
