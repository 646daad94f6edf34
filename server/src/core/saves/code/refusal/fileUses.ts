import type { CodeLanguage } from '../language.ts';
import type { CodeTree, NameExpression, Statement } from '../tree.ts';
import { nodesIn } from './children.ts';
import { type CodeIndex, indexOf } from './codeIndex.ts';

/** Uses of a variable of the module, in all functions of the file that do not have one of the same name. */
export function fileUses(
  file: CodeTree,
  name: string,
  language: CodeLanguage,
): { use: NameExpression; index: CodeIndex }[] {
  namesAskedFor(file).add(name);
  if (!file.statements.some((statement) => namesSetIn(statement).has(name))) return [];
  const index = indexOf(file, language);
  return index
    .named(name)
    .filter((use) => (index.variable(use)?.scope ?? null) === null)
    .map((use) => ({ use, index }));
}

const known = new WeakMap<Statement, ReadonlySet<string>>();
const none: ReadonlySet<string> = new Set();

/** The names that are declared or assigned in a statement of the top level, outside of functions. */
function namesSetIn(statement: Statement): ReadonlySet<string> {
  let names = known.get(statement);
  if (!names) {
    const found = new Set<string>();
    for (const one of nodesIn([statement], ({ kind }) => kind !== 'function-syntax')) {
      if (one.kind === 'name-pattern') found.add(one.name);
      else if (one.kind === 'assign' && one.target.kind === 'name') found.add(one.target.name);
    }
    names = found.size > 0 ? found : none;
    known.set(statement, names);
  }
  return names;
}

const asked = new WeakMap<readonly Statement[], Set<string>>();

/** The variables of a file whose uses were asked for: they stand in functions that nothing else leads to. */
export function namesAskedFor({ statements }: CodeTree): Set<string> {
  let names = asked.get(statements);
  if (!names) {
    names = new Set();
    asked.set(statements, names);
  }
  return names;
}
