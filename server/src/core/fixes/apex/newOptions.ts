import { directiveText } from '../../config/directives.ts';
import { isLocal, type LocalSymbol } from '../../saves/apex/bind/symbols.ts';
import type { Expression, Node } from '../../saves/apex/syntax.ts';
import type { TextEdit } from '../../text.ts';
import { BYPASS_REASON } from '../suppress.ts';
import { optionsPassed, type SaveCall, saveCallOf } from './saveCall.ts';
import { type SaveScene, type Scene, scopeAfter } from './scene.ts';
import { withLinesBefore } from './statements.ts';

export type HeaderMember = 'allowSave' | 'runAsCurrentUser';

/**
 * Sets a member of the duplicate rule header of a save: on the options that are passed, if they are this
 * save's own, else on new ones. All-or-none, results and access level stay. Null where that cannot be written.
 */
export function withHeader(save: SaveScene, member: HeaderMember, value: boolean): TextEdit[] | null {
  const { scene, statement } = save;
  if (isRepeated(save)) return null;
  const passed = optionsPassed(save);
  if (passed && save.judged.site.operation !== 'upsert') {
    const own = ownOptions(passed, scene);
    return own && withLinesBefore(statement, headerLines(own.name, member, value), [], scene);
  }
  const call = saveCallOf(save);
  if (!call || call.options || call.method === 'upsert') return null;
  const name = scene.names.fresh(scopeAfter(save), 'options', 'dmlOptions');
  return withLinesBefore(
    statement,
    optionsLines(name, atomicityOf(call), member, value, scene),
    call.with(name),
    scene,
  );
}

/** New options, with all-or-none as an expression. */
export function optionsLines(
  name: string,
  allOrNone: string,
  member: HeaderMember,
  value: boolean,
  scene: Scene,
): string[] {
  const type = scene.platform('Database.DMLOptions');
  return [
    `${type} ${name} = new ${type}();`,
    `${name}.optAllOrNone = ${allOrNone};`,
    ...headerLines(name, member, value),
  ];
}

export function headerLines(name: string, member: HeaderMember, value: boolean): string[] {
  const reason = member === 'allowSave' && value ? [reasonComment(BYPASS_REASON)] : [];
  return [...reason, `${name}.DuplicateRuleHeader.${member} = ${value};`];
}

export function reasonComment(reason: string): string {
  return `// ${directiveText(['allow-save-bypass'], reason)}`;
}

/** What optAllOrNone has to be for the save to stay as it is: statements, and calls without a flag, throw. */
export function atomicityOf({ flag }: SaveCall): string {
  return flag ?? 'true';
}

/** A local variable that holds options for no other save; null for anything else. */
export function ownOptions(options: Expression, { bound }: Scene): LocalSymbol | null {
  const symbol = localOf(options, bound.symbolOf.bind(bound));
  if (symbol?.kind !== 'local') return null;
  const uses = bound.usesOf(symbol);
  const others = uses.filter(({ node, role }) => node !== options && handsOn.has(role));
  const made = uses.filter(({ role }) => role === 'write');
  const isNew = made.length === 1 && made.every(({ context }) => makesNew(context));
  return others.length === 0 && isNew ? symbol : null;
}

const handsOn: ReadonlySet<string> = new Set(['argument', 'alias', 'return', 'element', 'read']);

function makesNew(context: Node | null): boolean {
  if (context?.kind === 'declarator') return context.initializer?.kind === 'new';
  return context?.kind === 'assignment' && context.value.kind === 'new';
}

export function localOf(expression: Expression, symbolOf: Scene['bound']['symbolOf']): LocalSymbol | null {
  const symbol = expression.kind === 'name' ? symbolOf(expression) : null;
  return symbol && isLocal(symbol) ? symbol : null;
}

/** The condition of a loop runs again, the lines before it do not. */
function isRepeated({ statement }: SaveScene): boolean {
  return statement.kind === 'while' || statement.kind === 'do-while' || statement.kind === 'for';
}
