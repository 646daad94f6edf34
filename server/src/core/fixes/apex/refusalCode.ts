import type { Span } from '../../text.ts';
import { deeper } from '../layout.ts';
import type { Scene } from './scene.ts';

/**
 * Goes through the rows that a DmlException tells of, and marks the place for those that a duplicate rule
 * refused. The matched records are not in a DmlException.
 */
export function duplicateRowsOf(exception: string, region: Span, scene: Scene): string[] {
  const i = scene.names.fresh(region, 'i', 'row', 'index');
  const message = `'Row ' + ${exception}.getDmlIndex(${i}) + ': ' + ${exception}.getDmlMessage(${i})`;
  return [
    `for (Integer ${i} = 0; ${i} < ${exception}.getNumDml(); ${i}++) {`,
    `\tif (${exception}.getDmlType(${i}) == ${scene.platform('StatusCode')}.DUPLICATES_DETECTED) {`,
    '\t\t// TODO: handle the duplicate (skip the row, update the existing record, tell the user)',
    `\t\t${scene.platform('System')}.debug(${scene.platform('LoggingLevel')}.WARN, ${message});`,
    '\t}',
    '}',
  ];
}

/** Wraps a save so that refused rows are seen, and the exception is thrown as before. */
export function tryAround(lines: readonly string[], region: Span, scene: Scene): string[] {
  const exception = scene.names.fresh(region, 'e', 'error', 'dmlException');
  return [
    'try {',
    ...deeper(lines),
    `} catch (${scene.platform('DmlException')} ${exception}) {`,
    ...deeper(duplicateRowsOf(exception, region, scene)),
    `\tthrow ${exception};`,
    '}',
  ];
}

/** As {@link duplicateRowsOf}, in a catch clause that gets other exceptions as well. */
export function duplicateRowsOfAny(exception: string, region: Span, scene: Scene): string[] {
  const dml = scene.names.fresh(region, 'dmlError', 'dmlException');
  const type = scene.platform('DmlException');
  return [
    `if (${exception} instanceof ${type}) {`,
    `\t${type} ${dml} = (${type}) ${exception};`,
    ...deeper(duplicateRowsOf(dml, region, scene)),
    '}',
  ];
}

/** What is done with the errors of a result. */
export interface Handling {
  /** What else has to be known about a duplicate, for the place where it is handled. */
  readonly note: string | null;
  /** Lines for errors of other kinds; null where nothing is done with them. */
  readonly otherwise: ((error: string) => readonly string[]) | null;
}

export const JUST_DUPLICATES: Handling = { note: null, otherwise: null };

/** Goes through the errors of one result. */
export function duplicateErrorsOf(
  result: string,
  { note, otherwise }: Handling,
  region: Span,
  scene: Scene,
): string[] {
  const error = scene.names.fresh(region, 'error', 'saveError');
  const match = scene.names.fresh(region, 'match', 'matchResult');
  const duplicate = `${scene.platform('Database')}.DuplicateError`;
  return [
    `for (${scene.platform('Database')}.Error ${error} : ${result}.getErrors()) {`,
    `\tif (${error} instanceof ${duplicate}) {`,
    `\t\t// TODO: handle the duplicate: these are the records that it matches${note ? `; ${note}` : ''}`,
    `\t\tfor (Datacloud.MatchResult ${match} : ((${duplicate}) ${error}).getDuplicateResult().getMatchResults()) {`,
    `\t\t\t${scene.platform('System')}.debug(${scene.platform('LoggingLevel')}.WARN, ${match}.getMatchRecords());`,
    '\t\t}',
    ...(otherwise ? ['\t} else {', ...deeper(deeper(otherwise(error))), '\t}'] : ['\t}']),
    '}',
  ];
}
