import type { Refusal } from '../../../site.ts';
import type { CodeFile } from '../../codeFile.ts';
import type { RefusalReport } from '../../libraries/model.ts';
import { judgeRefusal, type LeftRefusal, type RefusalFrame } from '../../refusal/judge.ts';
import type { CodeTree, Expression, FunctionSyntax } from '../../tree.ts';
import type { Value } from '../../values.ts';
import type { Roots } from '../roots.ts';
import { valueNamed } from '../state/scope.ts';
import { plainText } from '../values/build.ts';
import type { EncounteredSave, Spot } from './encounter.ts';

const notHere: Refusal = {
  kind: 'unknown',
  how: 'goes on in code that is not here',
  evidence: [],
  insideHandling: false,
  duplicateValueBranch: null,
  resultsRead: false,
};

export interface ReportedRefusal {
  readonly refusal: Refusal;
  /** How the library reports it, as far as the code around the save tells. */
  readonly reports: RefusalReport;
  /** What callers of the outermost code get of it; null if nothing. */
  readonly left: LeftRefusal | null;
}

/** What becomes of a refusal, followed from the save outwards through the calls of wrappers. */
export function refusalOf(save: EncounteredSave, roots: Roots): ReportedRefusal {
  const isOpen = save.reports === 'exception-or-rows';
  const file = roots.fileOf(save.spot.uri);
  const unread: ReportedRefusal = {
    refusal: notHere,
    reports: isOpen ? 'exception' : save.reports,
    left: null,
  };
  if (!file) return unread;
  const frames: RefusalFrame[] = [];
  for (const { spot, call } of [
    { spot: save.spot, call: save.call },
    ...[...save.way].reverse().map((step) => ({ spot: step.from, call: step.call })),
  ]) {
    const around = aroundOf(spot, roots);
    if (!around) return unread;
    frames.push({ around, call });
  }
  // The callers of a wrapper may stand in other files, which have names of their own.
  const known = (expression: Expression): Value | null =>
    constantOf(expression, roots.fileOf(expression.anchor.uri) ?? file, roots);
  const { refusal, mode, left } = judgeRefusal({
    frames,
    reports: save.reports,
    language: file.language.id,
    dialect: file.language.dialect,
    file: file.tree,
    resolve: (callee): FunctionSyntax | null => {
      const value = known(callee);
      return value?.kind === 'function' ? value.definition : null;
    },
    text: (expression) => plainText(known(expression)),
  });
  return { refusal, reports: isOpen ? mode : save.reports, left };
}

function aroundOf({ root, uri }: Spot, roots: Roots): FunctionSyntax | CodeTree | null {
  return root ?? roots.fileOf(uri)?.tree ?? null;
}

/** What a name of the file, or a member of one, stands for. */
function constantOf(expression: Expression, file: CodeFile, roots: Roots): Value | null {
  if (expression.kind === 'name') return valueNamed(roots.modules.of(file).scope, expression.name);
  if (expression.kind !== 'member') return null;
  const object = constantOf(expression.object, file, roots);
  if (object?.kind === 'record') {
    return object.entries.findLast(({ key }) => key === expression.name)?.value ?? null;
  }
  if (object?.kind === 'class') {
    const { functions, fields } = object.definition;
    const definition = functions.find(({ name }) => name === expression.name);
    if (definition) return { kind: 'function', definition, scope: object.scope, self: null };
    const text = fields.find(({ name }) => name === expression.name)?.value;
    return text?.kind === 'text' && text.parts.every((part) => typeof part === 'string')
      ? { kind: 'text', parts: text.parts, place: text }
      : null;
  }
  return null;
}
