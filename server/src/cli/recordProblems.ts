import {
  noRecordInApex,
  noRecordInCode,
  noRowHere,
  severalRecords,
  tooLarge,
} from '../core/records/nothingHere.ts';

/** What an editor says of its cursor, as a command line says it. */
const sentences: readonly (readonly [inEditor: string, here: string])[] = [
  [
    noRecordInApex,
    'No record stands there: --line N is the line of new Lead(…), of an assignment to its fields, or of its save.',
  ],
  [
    noRecordInCode,
    'No record that the code saves stands there: --line N is the line of an object literal or dict that goes to a save whose object the code tells, of an assignment to its fields, or of the save.',
  ],
  [noRowHere, 'No row stands there: --row N counts from 1 below the header.'],
  [tooLarge, 'The file is too large to be read as a whole: give the record in a file of its own.'],
  [severalRecords, ': choose one with --line N or --row N.'],
];

/** Why no record was read, without words of an editor. */
export function recordProblem(problem: string): string {
  return sentences.reduce((text, [inEditor, here]) => text.replace(inEditor, () => here), problem);
}
