import type { CodeLanguage, GrammarName, Language } from '../../../../server/src/core/saves/code/language.ts';
import { languages } from '../../../../server/src/core/saves/code/languages/index.ts';
import type { RefusalReport } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { nodesIn } from '../../../../server/src/core/saves/code/refusal/children.ts';
import { indexOf } from '../../../../server/src/core/saves/code/refusal/codeIndex.ts';
import {
  type JudgedRefusal,
  judgeRefusal,
  type RefusalFrame,
} from '../../../../server/src/core/saves/code/refusal/judge.ts';
import type { CallExpression, CodeTree } from '../../../../server/src/core/saves/code/tree.ts';
import { locate } from '../../../../server/src/core/text.ts';
import { lowered } from '../../../support/code.ts';

const grammars: Readonly<Record<CodeLanguage, GrammarName>> = {
  javascript: 'javascript',
  typescript: 'tsx',
  python: 'python',
  java: 'java',
  csharp: 'c_sharp',
  ruby: 'ruby',
  php: 'php',
};

/** Marks of calls by the name that follows: the save, the call of the wrapper around it, and of that one's. */
const marks = ['§', '¶', '†'];

/** Judges the marked save of a text. `reports` is how its library reports a refusal. */
export async function judgedIn(
  id: CodeLanguage,
  marked: string,
  reports: RefusalReport,
): Promise<JudgedRefusal & { evidenceTexts: string[] }> {
  const text = marked.replace(/[§¶†]/g, '');
  const language = languages.find((one) => one.id === id) as Language;
  const file = await lowered(language, grammars[id], text);
  const frames = marks.flatMap((mark) => {
    const at = marked.indexOf(mark);
    if (at < 0) return [];
    return [frameAt(marked.slice(0, at).replace(/[§¶†]/g, '').length, file, id)];
  });
  const judged = judgeRefusal({
    frames,
    reports,
    language: id,
    dialect: language.dialect,
    file,
    resolve: () => null,
    text: () => null,
  });
  const evidenceTexts = judged.refusal.evidence.map((place) => {
    const { start, end } = locate(place);
    return text.slice(start, end);
  });
  return { ...judged, evidenceTexts };
}

function frameAt(offset: number, file: CodeTree, id: CodeLanguage): RefusalFrame {
  const index = indexOf(file, id);
  for (const node of nodesIn(file.statements)) {
    if (node.kind !== 'call' || locate(node.nameAt).start !== offset) continue;
    return {
      call: node as CallExpression,
      around: [...index.ancestors(node)].filter((one) => one.kind === 'function-syntax').at(-1) ?? file,
    };
  }
  throw new Error(`no call at ${offset}`);
}

/** One row: what becomes of the refusal, as `kind: how`, with what else is true of it. */
export async function shownIn(id: CodeLanguage, marked: string, reports: RefusalReport): Promise<string> {
  const { refusal, passesOn } = await judgedIn(id, marked, reports);
  return [
    `${refusal.kind}: ${refusal.how}`,
    ...(passesOn ? [`passes on: ${passesOn}`] : []),
    ...(refusal.insideHandling ? ['inside'] : []),
    ...(refusal.duplicateValueBranch ? ['DUPLICATE_VALUE'] : []),
    ...(refusal.resultsRead ? ['read'] : []),
  ].join(' | ');
}
