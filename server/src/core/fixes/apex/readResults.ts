import { catcherOf } from '../../saves/apex/refusal/exceptions.ts';
import { nodesIn } from '../../saves/apex/refusal/markers.ts';
import type { Node, Statement } from '../../saves/apex/syntax.ts';
import type { Span, TextEdit } from '../../text.ts';
import type { FixDraft } from '../fix.ts';
import { deeper } from '../layout.ts';
import { idNote } from './idsBelow.ts';
import { ownOptions } from './newOptions.ts';
import { duplicateErrorsOf, type Handling, JUST_DUPLICATES } from './refusalCode.ts';
import { type ResultsOfSave, resultsOf, saveCallOf } from './saveCall.ts';
import { type SaveScene, savedInWrapper, scopeAfter } from './scene.ts';
import { editedLines, insertAtStart, replaceStatement } from './statements.ts';

/** Reads the results of a save that is partial already, or may be. */
export function readResults(save: SaveScene): FixDraft | null {
  const { options, refusal } = save.judged.site;
  if (options.atomicity === 'all-or-none' || refusal.insideHandling) return null;
  const call = resultsOf(save);
  const edits = call && withResultsRead(save, call, null, JUST_DUPLICATES);
  if (!call && save.judged.site.via.length > 0) return readInWrapper(save);
  return edits && draft(save, edits, resultsTitle(call.savesList));
}

/** Results that a wrapper keeps to itself are read there, for all who call it. */
function readInWrapper(save: SaveScene): FixDraft | null {
  const inner = savedInWrapper(save);
  const call = inner && saveCallOf(inner);
  const edits = call && withResultsRead(inner, call, null, JUST_DUPLICATES);
  return (
    edits &&
    draft(
      inner,
      edits,
      'Read the results in the called method, and handle each duplicate in a branch to fill in',
    )
  );
}

function draft(save: SaveScene, edits: readonly TextEdit[], title: string): FixDraft {
  return {
    id: 'read-results',
    title,
    edits: [save.scene.edits(edits)],
  };
}

/** Makes an all-or-none save partial: the only way to the matched records. */
export function changeToPartial(save: SaveScene): FixDraft | null {
  const { options, refusal } = save.judged.site;
  if (options.atomicity !== 'all-or-none' || options.form !== 'none' || refusal.insideHandling) return null;
  const call = saveCallOf(save);
  if (!call || (call.flag !== null && !/^true$/i.test(call.flag)) || rowsAreCaught(save)) return null;
  const exception = save.scene.platform('DmlException');
  const handling: Handling = {
    note: idNote(save, call),
    otherwise: (error) => [
      '// This exception carries no details of rows: its getNumDml() is 0.',
      `throw new ${exception}(${error}.getMessage());`,
    ],
  };
  const edits = withResultsRead(save, call, 'false', handling);
  return (
    edits && {
      id: 'change-to-partial-save',
      title: partialTitle(call.savesList),
      edits: [save.scene.edits(edits)],
    }
  );
}

function resultsTitle(savesList: boolean | null): string {
  return savesList
    ? 'Read the results and handle each duplicate in a branch to fill in (gives the matched records)'
    : 'Read the result and handle a duplicate in a branch to fill in (gives the matched records)';
}

function partialTitle(savesList: boolean | null): string {
  return savesList
    ? 'Save partially; handle each duplicate in a branch to fill in (saves other rows, gives its matches)'
    : 'Change to a partial save and handle a duplicate in a branch to fill in (gives the matched records)';
}

/** Code that reads the rows of the exception finds none in one that is made from the results. */
function rowsAreCaught({ scene: { bound }, node }: SaveScene): boolean {
  const clause = catcherOf(node, bound);
  return (
    clause !== null &&
    nodesIn(bound, clause.block, 'call').some(({ name }) => /^get(?:Num)?Dml/i.test(name.name))
  );
}

/** The save with another flag or the same one, and its results read; null where they go elsewhere. */
export function withResultsRead(
  save: SaveScene,
  call: ResultsOfSave,
  argument: string | null,
  handling: Handling,
): TextEdit[] | null {
  const { scene, statement, node } = save;
  if (call.savesList === null) return null;
  const edits = call.with(argument);
  const region = scopeAfter(save);
  const reader: Reader = { save, call, handling, region };
  if (statement.kind === 'for-each' && statement.iterable === (node as Node)) {
    if (statement.body.kind !== 'block') return null;
    const errors = duplicateErrorsOf(statement.name.name, handling, statement, scene);
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
  readonly handling: Handling;
  readonly region: Span;
}

function reading(variable: string, { save, call, handling, region }: Reader): string[] {
  const { scene } = save;
  if (!call.savesList) return duplicateErrorsOf(variable, handling, region, scene);
  const result = scene.names.fresh(region, 'result', 'saveResult');
  return [
    `for (${call.resultType} ${result} : ${variable}) {`,
    ...deeper(duplicateErrorsOf(result, handling, region, scene)),
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
