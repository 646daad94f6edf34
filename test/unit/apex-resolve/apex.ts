import { ApexCodebase } from '../../../server/src/core/saves/apex/codebase/codebase.ts';
import { writtenFields } from '../../../server/src/core/saves/apex/fields.ts';
import { ApexSaves, type ResolvedSave } from '../../../server/src/core/saves/apex/resolve/apexSaves.ts';
import type { WrittenFields } from '../../../server/src/core/saves/site.ts';
import { locate } from '../../../server/src/core/text.ts';

/** A code base of the given texts, one file each. */
export function codebaseOf(...texts: readonly string[]): ApexCodebase {
  const codebase = new ApexCodebase();
  texts.forEach((text, index) => {
    codebase.set(`file${index}.cls`, text);
  });
  return codebase;
}

export function allSaves(analysis: ApexSaves): ResolvedSave[] {
  return [...analysis.codebase.allBodies()].flatMap((owned) => [...analysis.savesOf(owned)]);
}

/** The saves as short texts: `insert Lead`, `update generic`, `insert Lead via 2` for callers of wrappers. */
export function savesOf(...texts: readonly string[]): string[] {
  return allSaves(new ApexSaves(codebaseOf(...texts))).map(describe);
}

export function describe({ operation, target, via, through }: ResolvedSave): string {
  const what = target.kind === 'objects' ? target.names.join('+') : target.kind;
  const way = via.length > 0 ? ` via ${via.length}` : '';
  return `${operation} ${what}${way}${through ? ` through ${through.symbol.name}` : ''}`;
}

/** The code of a method, in a class of its own. */
export function inMethod(code: string, parameters = ''): string {
  return `public class C { void m(${parameters}) { ${code} } }`;
}

export interface ShortFields {
  readonly complete: boolean;
  /** `Email`, `Email?` where it is not always written, `Email='x'` for a literal. */
  readonly writes: readonly string[];
}

export function shortFields(fields: WrittenFields): ShortFields {
  const writes = fields.writes.map(({ name, value, always }) => {
    const literal = value.kind === 'literal' ? `=${JSON.stringify(value.value)}` : '';
    return `${name}${always ? '' : '?'}${literal}`;
  });
  return { complete: fields.complete, writes };
}

/** What is written to the records of the last save of the first file. */
export function fieldsOf(...texts: readonly string[]): ShortFields {
  const analysis = new ApexSaves(codebaseOf(...texts));
  const saves = allSaves(analysis).filter(({ keyword, bound }) => {
    return locate({ anchor: bound.body.anchor, ...keyword }).uri === 'file0.cls';
  });
  const { operand, node, operation, bound } = saves.at(-1)!;
  return shortFields(writtenFields(operand!, node, operation, bound, analysis.types));
}
