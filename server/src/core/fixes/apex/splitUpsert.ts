import { leafOf } from '../../saves/apex/types/model.ts';
import { canBeAllowed } from '../canBeAllowed.ts';
import type { FixDraft } from '../fix.ts';
import { deeper } from '../layout.ts';
import { atomicityOf, optionsLines } from './newOptions.ts';
import { type SaveCall, saveCallOf } from './saveCall.ts';
import { type SaveScene, scopeAfter } from './scene.ts';
import { replaceStatement, withTrailingComment } from './statements.ts';

/**
 * No overload of upsert takes options. Where it goes by Id and nobody reads its results, an insert and an
 * update in one savepoint do the same, and take them.
 */
export function splitUpsert(save: SaveScene): FixDraft | null {
  const { scene, statement, node, judged } = save;
  const call = saveCallOf(save);
  const { operation, externalId, options } = judged.site;
  if (operation !== 'upsert' || externalId !== null || options.form !== 'none' || !canBeAllowed(judged))
    return null;
  const isWhole =
    statement === node || (statement.kind === 'expression-statement' && statement.expression === node);
  if (!call || !isWhole || call.savesList === null || hasField(save)) return null;
  if (call.flag !== null && !/^true$/i.test(call.flag)) return null;
  const operand = scene.code(call.operand);
  if (!/^(this\.)?\w+$/.test(operand)) return null;
  const lines = call.savesList ? ofList(save, call, operand) : ofRecord(save, call, operand);
  if (!lines) return null;
  const { end } = withTrailingComment(statement, scene);
  const comment = scene.code({ start: statement.end, end }).trim();
  const all = comment === '' ? lines : [comment, ...lines];
  return {
    id: 'split-upsert',
    title: 'Split into insert and update that save duplicates (allowSave = true), with a reason to fill in',
    edits: [scene.edits([replaceStatement(statement, all, scene)])],
  };
}

/** `upsert x Id` names a field as well. */
function hasField({ node, call }: SaveScene): boolean {
  return node.kind === 'dml' ? node.second !== null : call?.field != null;
}

function ofRecord(save: SaveScene, call: SaveCall, record: string): string[] {
  const { scene } = save;
  const options = scene.names.fresh(scopeAfter(save), 'options', 'dmlOptions');
  return [
    ...optionsLines(options, atomicityOf(call), 'allowSave', true, scene),
    `if (${record}.Id == null) {`,
    `\t${saveOf(save, 'insert', record, options)}`,
    '} else {',
    `\t${saveOf(save, 'update', record, options)}`,
    '}',
  ];
}

function ofList(save: SaveScene, call: SaveCall, list: string): string[] | null {
  const { scene } = save;
  const leaf = leafOf(scene.context.types.typeOf(call.operand, scene.bound));
  if (leaf.kind !== 'sobject') return null;
  const region = scopeAfter(save);
  const fresh = (...names: string[]) => scene.names.fresh(region, ...names);
  const options = fresh('options', 'dmlOptions');
  const [created, changed, record] = [fresh('toInsert'), fresh('toUpdate'), fresh('record')];
  const [savepoint, error] = [fresh('beforeUpsert', 'beforeSave'), fresh('e', 'error', 'dmlException')];
  const database = scene.platform('Database');
  return [
    `List<${leaf.name}> ${created} = new List<${leaf.name}>();`,
    `List<${leaf.name}> ${changed} = new List<${leaf.name}>();`,
    `for (${leaf.name} ${record} : ${list}) {`,
    `\tif (${record}.Id == null) {`,
    `\t\t${created}.add(${record});`,
    '\t} else {',
    `\t\t${changed}.add(${record});`,
    '\t}',
    '}',
    ...optionsLines(options, atomicityOf(call), 'allowSave', true, scene),
    `${scene.platform('Savepoint')} ${savepoint} = ${database}.setSavepoint();`,
    'try {',
    ...deeper([saveOf(save, 'insert', created, options), saveOf(save, 'update', changed, options)]),
    `} catch (${scene.platform('DmlException')} ${error}) {`,
    `\t${database}.rollback(${savepoint});`,
    '\t// A rollback leaves the ids of the records as they are.',
    `\tfor (${leaf.name} ${record} : ${created}) {`,
    `\t\t${record}.Id = null;`,
    '\t}',
    `\tthrow ${error};`,
    '}',
  ];
}

function saveOf({ scene, node, call }: SaveScene, method: string, operand: string, options: string): string {
  const level = node.kind === 'dml' ? node.accessLevel : null;
  const written = level === 'user' ? 'USER_MODE' : level === 'system' ? 'SYSTEM_MODE' : null;
  const passed = call?.accessLevel ? scene.code(call.accessLevel) : null;
  const access = passed ?? (written && `${scene.platform('AccessLevel')}.${written}`);
  return `${scene.platform('Database')}.${method}(${[operand, options, access].filter(Boolean).join(', ')});`;
}
