import type { Refusal } from '../../../site.ts';
import type { Modules } from '../../codebase/modules.ts';
import { judgeRefusal, type RefusalFrame } from '../../refusal/judge.ts';
import type { CodeTree, Expression, FunctionSyntax } from '../../tree.ts';
import type { Value } from '../../values.ts';
import type { Frame, Step } from '../state/frame.ts';
import { plainText } from '../values/build.ts';
import type { EncounteredSave } from './encounter.ts';

/** What becomes of a refusal, followed from the save outwards through the calls of wrappers. */
export function refusalOf(save: EncounteredSave, way: readonly Step[], modules: Modules): Refusal {
  const { file } = save.frame;
  const frames: RefusalFrame[] = [
    { around: around(save.frame), call: save.call },
    ...[...way].reverse().map(({ call, from }) => ({ around: around(from), call })),
  ];
  const known = (expression: Expression): Value | null => constantOf(expression, save.frame, modules);
  return judgeRefusal({
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
  }).refusal;
}

function around({ root, file }: Frame): FunctionSyntax | CodeTree {
  return root ?? file.tree;
}

/** What a name of the file, or a member of one, stands for. */
function constantOf(expression: Expression, { file }: Frame, modules: Modules): Value | null {
  if (expression.kind === 'name') return modules.of(file).scope.names.get(expression.name)?.value ?? null;
  if (expression.kind !== 'member') return null;
  const object = constantOf(expression.object, { file } as Frame, modules);
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
