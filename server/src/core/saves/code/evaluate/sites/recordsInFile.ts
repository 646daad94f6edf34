import { locate, type Place } from '../../../../text.ts';
import type { RecordInCode } from '../../savedRecords.ts';
import type { Expression, FunctionSyntax } from '../../tree.ts';
import type { EncounteredSave } from './encounter.ts';

/** What one root of the file comes upon. */
interface SavesOfRoot {
  readonly root: FunctionSyntax | null;
  readonly saves: readonly EncounteredSave[];
}

/**
 * The records that the file itself makes, once for each save. A function is gone through for itself and again in
 * those that call it: what the function itself shows of its records counts, as one caller's values are not those
 * of the others.
 */
export function recordsInFile(uri: string, all: readonly SavesOfRoot[], isTest: boolean): RecordInCode[] {
  const found = new Map<Place, { isOwn: boolean; records: RecordInCode[] }>();
  for (const { root, saves } of all) {
    for (const save of saves) {
      for (const record of save.records) {
        if (record.literal.anchor.uri !== uri) continue;
        const isOwn = root !== null && holds(root, record.literal);
        const known = found.get(record.literal);
        if (known?.isOwn && !isOwn) continue;
        const one = inCode(record, save, uri, isTest);
        if (!known || (isOwn && !known.isOwn)) found.set(record.literal, { isOwn, records: [one] });
        else if (!known.records.some((other) => other.save === one.save)) known.records.push(one);
      }
    }
  }
  return [...found.values()].flatMap(({ records }) => records);
}

function holds(root: Place, literal: Place): boolean {
  const outer = locate(root);
  const inner = locate(literal);
  return outer.start <= inner.start && inner.end <= outer.end;
}

function inCode(
  record: EncounteredSave['records'][number],
  save: EncounteredSave,
  uri: string,
  isTest: boolean,
): RecordInCode {
  const { way, spot, call, target, operation } = save;
  const names = target.kind === 'objects' ? target.names : [];
  const calls = [...way.map((step) => step.call), call];
  const outer = way[0]?.from ?? spot;
  return {
    ...record,
    object: record.type ?? (names.length === 1 ? names[0]! : null),
    operation,
    save: calls.find(({ anchor }) => anchor.uri === uri) ?? record.literal,
    idAt: call.anchor.uri === uri ? idOf(save) : null,
    enclosing: outer.label,
    inTest: isTest || outer.inTest,
  };
}

/** simple_salesforce: `sf.Lead.update(record_id, data)`. */
function idOf({ returns, operation, call }: EncounteredSave): Expression | null {
  if (returns !== 'simple_salesforce.SaveResult' || operation !== 'update') return null;
  const [first, ...others] = call.arguments;
  const named = call.arguments.find(({ name }) => name === 'record_id');
  if (named) return named.value;
  return first && first.name === null && others.length > 0 ? first.value : null;
}
