import type { CodeLanguage } from '../language.ts';
import type { CodeTree, NameExpression } from '../tree.ts';
import { nodesIn } from './children.ts';
import { type CodeIndex, indexOf } from './codeIndex.ts';

/** Uses of a variable of the module, in all functions of the file that do not have one of the same name. */
export function fileUses(
  file: CodeTree,
  name: string,
  language: CodeLanguage,
): { use: NameExpression; index: CodeIndex }[] {
  const isDeclared = [...nodesIn(file.statements, ({ kind }) => kind !== 'function-syntax')].some(
    (one) =>
      (one.kind === 'name-pattern' && one.name === name) ||
      (one.kind === 'assign' && one.target.kind === 'name' && one.target.name === name),
  );
  if (!isDeclared) return [];
  const index = indexOf(file, language);
  return index
    .named(name)
    .filter((use) => (index.variable(use)?.scope ?? null) === null)
    .map((use) => ({ use, index }));
}
