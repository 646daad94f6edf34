import { objectsOf } from '../../outcome/decide.ts';
import type { DatabaseMethod } from '../../saves/apex/sites/databaseCall.ts';
import type { Expression } from '../../saves/apex/syntax.ts';
import type { Span, TextEdit } from '../../text.ts';
import type { SaveScene } from './scene.ts';

/** A save that stands in the open, as a call of a Database method, which it may have to become first. */
export interface SaveCall {
  readonly method: DatabaseMethod;
  readonly operand: Expression;
  /** Whether it saves a list; null where that is not known. */
  readonly savesList: boolean | null;
  /** `Database.SaveResult` and the like, of one record. */
  readonly resultType: string;
  /** The code of the allOrNone flag; null where none is passed. */
  readonly flag: string | null;
  /** The argument that holds the options. */
  readonly options: Expression | null;
  /**
   * Edits within the body that make the save a Database call with this flag or these options; null as
   * argument leaves a call as it is.
   */
  with(argument: string | null): TextEdit[];
}

const resultTypes: Readonly<Record<DatabaseMethod, string>> = {
  insert: 'Database.SaveResult',
  update: 'Database.SaveResult',
  upsert: 'Database.UpsertResult',
  convertLead: 'Database.LeadConvertResult',
};

/** Null for calls of wrappers, and for saves that cannot be written as a call. */
export function saveCallOf(save: SaveScene): SaveCall | null {
  if (save.judged.site.via.length > 0) return null;
  return save.node.kind === 'dml' ? ofStatement(save) : ofCall(save);
}

/** The results that a save gives, as far as they are a matter of types: also those that wrappers return. */
export type ResultsOfSave = Pick<SaveCall, 'savesList' | 'resultType' | 'options' | 'with'>;

export function resultsOf(save: SaveScene): ResultsOfSave | null {
  const direct = saveCallOf(save);
  const { node, scene } = save;
  if (direct || node.kind !== 'call') return direct;
  const type = scene.context.types.typeOf(node, scene.bound);
  const one = type.kind === 'list' ? type.element : type;
  if (one.kind !== 'platform' || !/^database\.(save|upsert|leadconvert)result$/i.test(one.name)) return null;
  return {
    savesList: type.kind === 'list',
    resultType: one.name.replace(/^database/i, scene.platform('Database')),
    options: optionsPassed(save),
    with: () => [],
  };
}

/** The argument that holds options: of the Database method, or of the wrapper that is called. */
export function optionsPassed({ node, scene }: SaveScene): Expression | null {
  if (node.kind !== 'call') return null;
  const { types } = scene.context;
  const passed = node.arguments.filter((argument) => {
    const type = types.typeOf(argument, scene.bound);
    return type.kind === 'platform' && /^database\.dmloptions$/i.test(type.name);
  });
  return passed.length === 1 ? passed[0]! : null;
}

function ofCall(save: SaveScene): SaveCall | null {
  const { call, scene } = save;
  if (!call || call.unclear) return null;
  const { method, operand, flag, options, field } = call;
  return {
    ...common(save, method, operand),
    flag: flag && scene.code(flag),
    options,
    with(argument) {
      if (argument === null) return [];
      const present = flag ?? options;
      if (present) return [{ span: present, newText: argument }];
      const { end } = field ?? operand;
      return [{ span: { start: end, end }, newText: `, ${argument}` }];
    },
  };
}

function ofStatement(save: SaveScene): SaveCall | null {
  const { node, scene } = save;
  if (node.kind !== 'dml') return null;
  const { operation, operand, second, accessLevel } = node;
  if (operation !== 'insert' && operation !== 'update' && operation !== 'upsert') return null;
  const lead: Span = { start: node.start, end: operand.start };
  if (/\/[/*]/.test(scene.code(lead))) return null;
  const field = second && fieldToken(second, save);
  if (second && !field) return null;
  const access = accessLevel
    ? `, ${scene.platform('AccessLevel')}.${accessLevel === 'user' ? 'USER_MODE' : 'SYSTEM_MODE'}`
    : '';
  return {
    ...common(save, operation, operand),
    flag: null,
    options: null,
    with(argument) {
      const tail = `${argument === null ? '' : `, ${argument}`}${access})`;
      const head = { span: lead, newText: `${scene.platform('Database')}.${operation}(` };
      const last = (second ?? operand).end;
      const rest = second
        ? { span: { start: operand.end, end: last }, newText: `, ${field}${tail}` }
        : { span: { start: last, end: last }, newText: tail };
      return [head, rest];
    },
  };
}

/** `upsert leads Web_Id__c` may leave the object out, a method's argument may not. */
function fieldToken(second: Expression, { scene, judged }: SaveScene): string | null {
  const code = scene.code(second);
  if (second.kind !== 'name') return code;
  const objects = objectsOf(judged.site);
  return objects.length === 1 ? `${objects[0]}.${code}` : null;
}

function common(save: SaveScene, method: DatabaseMethod, operand: Expression) {
  const { scene } = save;
  const resultType = resultTypes[method].replace('Database', scene.platform('Database'));
  return { method, operand, resultType, savesList: isList(save, operand) };
}

function isList({ scene }: SaveScene, operand: Expression): boolean | null {
  const type = scene.context.types.typeOf(operand, scene.bound);
  switch (type.kind) {
    case 'list':
      return true;
    case 'sobject':
    case 'any-sobject':
      return false;
    case 'platform':
      return /(^|\.)leadconvert$/i.test(type.name) ? false : null;
    default:
      return null;
  }
}
