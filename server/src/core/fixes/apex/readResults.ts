import type { Node, Statement } from '../../saves/apex/syntax.ts';
import type { Span, TextEdit } from '../../text.ts';
import type { FixDraft } from './context.ts';
import { deeper } from './layout.ts';
import { ownOptions } from './newOptions.ts';
import { duplicateErrorsOf } from './refusalCode.ts';
import { type ResultsOfSave, resultsOf, saveCallOf } from './saveCall.ts';
import { type SaveScene, savedInWrapper, scopeAfter } from './scene.ts';
import { editedLines, insertAtStart, replaceStatement } from './statements.ts';

/** Reads the results of a save that is partial already, or may be. */
export function readResults(save: SaveScene): FixDraft | null {
  const { options, refusal } = save.judged.site;
  if (options.atomicity === 'all-or-none' || refusal.insideHandling) return null;
  const call = resultsOf(save);
  const edits = call && withResultsRead(save, call, null, null);
  if (!call && save.judged.site.via.length > 0) return readInWrapper(save);
  return edits && draft(save, edits, '');
}

/** Results that a wrapper keeps to itself are read there, for all who call it. */
function readInWrapper(save: SaveScene): FixDraft | null {
  const inner = savedInWrapper(save);
  const call = inner && saveCallOf(inner);
  const edits = call && withResultsRead(inner, call, null, null);
  return edits && draft(inner, edits, ' in the method that is called');
}

function draft(save: SaveScene, edits: readonly TextEdit[], where: string): FixDraft {
  return {
    id: 'read-results',
    title: `Read the results${where} and handle each Database.DuplicateError (gives the matched records)`,
    edits: [save.scene.edits(edits)],
  };
}

/** Makes an all-or-none save partial: the only way to the matched records. */
export function changeToPartial(save: SaveScene): FixDraft | null {
  const { options, refusal } = save.judged.site;
  if (options.atomicity !== 'all-or-none' || options.form !== 'none' || refusal.insideHandling) return null;
  const call = saveCallOf(save);
  if (!call || (call.flag !== null && !/^true$/i.test(call.flag))) return null;
  const exception = save.scene.platform('DmlException');
  const thrown = (error: string) => [`throw new ${exception}(${error}.getMessage());`];
  const edits = withResultsRead(save, call, 'false', thrown);
  return (
    edits && {
      id: 'change-to-partial-save',
      title:
        'Change to a partial save and handle each duplicate (other rows are saved; only this gives the matched records)',
      edits: [save.scene.edits(edits)],
    }
  );
}

type Otherwise = ((error: string) => readonly string[]) | null;

/** The save with another flag or the same one, and its results read; null where they go elsewhere. */
export function withResultsRead(
  save: SaveScene,
  call: ResultsOfSave,
  argument: string | null,
  otherwise: Otherwise,
): TextEdit[] | null {
  const { scene, statement, node } = save;
  if (call.savesList === null) return null;
  const edits = call.with(argument);
  const region = scopeAfter(save);
  const reader: Reader = { save, call, otherwise, region };
  if (statement.kind === 'for-each' && statement.iterable === (node as Node)) {
    if (statement.body.kind !== 'block') return null;
    const errors = duplicateErrorsOf(statement.name.name, otherwise, statement, scene);
    const within = edits.map(({ span, newText }) => ({ span: scene.absolute(span), newText }));
    return [...within, insertAtStart(statement.body, errors, scene)];
  }
  const first = statedPartial(save, call);
  const kept = keptIn(statement, node, scene.code.bind(scene));
  if (kept !== null) {
    return replaced(save, [...first, ...editedLines(statement, edits, scene), ...reading(kept, reader)]);
  }
  const variable = scene.names.fresh(region, call.savesList ? 'results' : 'result', 'saveResult');
  const type = call.savesList ? `List<${call.resultType}>` : call.resultType;
  if (isWhole(statement, node)) {
    const lines = editedLines(statement, edits, scene);
    return replaced(save, [
      ...first,
      `${type} ${variable} = ${lines[0]}`,
      ...lines.slice(1),
      ...reading(variable, reader),
    ]);
  }
  if (statement.kind === 'return' && statement.value === (node as Node)) {
    const head = { span: { start: statement.start, end: node.start }, newText: `${type} ${variable} = ` };
    const lines = editedLines(statement, [head, ...edits], scene);
    return replaced(save, [...first, ...lines, ...reading(variable, reader), `return ${variable};`]);
  }
  return null;
}

/** Options that became partial by saying nothing say so where the results are read. */
function statedPartial({ scene, judged }: SaveScene, { options }: ResultsOfSave): string[] {
  const own = options && ownOptions(options, scene);
  const isUnset = judged.site.options.optAllOrNone.kind === 'unset';
  return own && isUnset ? [`${own.name}.optAllOrNone = false;`] : [];
}

interface Reader {
  readonly save: SaveScene;
  readonly call: ResultsOfSave;
  readonly otherwise: Otherwise;
  readonly region: Span;
}

function reading(variable: string, { save, call, otherwise, region }: Reader): string[] {
  const { scene } = save;
  if (!call.savesList) return duplicateErrorsOf(variable, otherwise, region, scene);
  const result = scene.names.fresh(region, 'result', 'saveResult');
  return [
    `for (${call.resultType} ${result} : ${variable}) {`,
    ...deeper(duplicateErrorsOf(result, otherwise, region, scene)),
    '}',
  ];
}

function replaced({ scene, statement }: SaveScene, lines: readonly string[]): TextEdit[] {
  return [replaceStatement(statement, lines, scene)];
}

/** The statement is nothing but the save. */
function isWhole(statement: Statement, node: Node): boolean {
  return statement === node || (statement.kind === 'expression-statement' && statement.expression === node);
}

/** The variable in which the statement keeps the results, as code; null where it keeps them in none. */
function keptIn(statement: Statement, node: Node, code: (span: Span) => string): string | null {
  if (statement.kind === 'local') {
    const [declarator] = statement.declarators;
    const isOnly = statement.declarators.length === 1 && declarator?.initializer === node;
    return isOnly ? declarator.name.name : null;
  }
  if (statement.kind !== 'expression-statement') return null;
  const { expression } = statement;
  if (expression.kind !== 'assignment' || expression.operator !== '=' || expression.value !== node)
    return null;
  const target = code(expression.target);
  return /^\w+(\.\w+)*$/.test(target) ? target : null;
}
