import type { Finding } from '../../findings.ts';
import { optionsOf } from '../../saves/apex/options/evaluate.ts';
import { outermost } from '../../saves/apex/options/frame.ts';
import { databaseCall } from '../../saves/apex/sites/databaseCall.ts';
import type { Expression } from '../../saves/apex/syntax.ts';
import type { FixDraft } from '../fix.ts';
import type { ApexFixContext } from './context.ts';
import { boundIn, Scene, statementAround } from './scene.ts';
import { controlOf, removeStatement } from './statements.ts';

/** Options that do not compile: a member that Apex does not have, options where no overload takes them. */
export function mendMalformed({ location }: Finding, context: ApexFixContext): FixDraft | null {
  const bound = boundIn(location.uri, location.start, context.codebase);
  if (!bound) return null;
  const scene = new Scene(bound, context);
  const at = location.start - bound.body.anchor.offset;
  return withoutMember(at, scene) ?? withoutOptions(at, scene);
}

function withoutMember(at: number, scene: Scene): FixDraft | null {
  const { bound } = scene;
  const member = bound.nodes('member').find(({ name }) => name.start === at);
  const assignment = member && bound.parentOf(member);
  if (assignment?.kind !== 'assignment' || assignment.target !== member) return null;
  const statement = statementAround(assignment, bound);
  if (statement?.kind !== 'expression-statement' || statement.expression !== assignment) return null;
  if (controlOf(statement, scene)) return null;
  return {
    id: 'remove-include-record-details',
    title: `Remove ${member!.name.name}, which Apex does not have`,
    edits: [scene.edits([removeStatement(statement, scene)])],
    safe: true,
  };
}

/** `Database.upsert(x, options)`: the flag that the options stand for goes in their place. */
function withoutOptions(at: number, scene: Scene): FixDraft | null {
  const { bound, context } = scene;
  for (const call of bound.nodes('call')) {
    const read = databaseCall(call, bound, context.types);
    if (read?.method !== 'upsert' || read.options?.start !== at) continue;
    if (read.flag || read.unclear || (read.field && read.field.start > at)) return null;
    const flag = flagOf(read.options, call, scene);
    return {
      id: 'drop-upsert-options',
      title: `Pass allOrNone = ${flag}, as Database.upsert takes no options (then handle a refusal)`,
      edits: [scene.edits([{ span: scene.absolute(read.options), newText: flag }])],
    };
  }
  return null;
}

function flagOf(options: Expression, at: Expression, scene: Scene): string {
  const state = optionsOf(options, outermost(scene.bound, scene.context.lookup), at);
  const value = state?.values.optAllOrNone ?? { kind: 'unset' };
  if (value.kind === 'known') return String(value.value);
  // Null counts as false.
  return value.kind === 'unset' ? 'false' : `${scene.code(options)}.optAllOrNone == true`;
}
