/** Sentences for an editor on why no record is meant. Where there is no cursor, `cli/recordProblems.ts` has others. */
export const noRecordInApex =
  'No record stands here. Put the cursor on new Lead(…), on an assignment to its fields, or on its save.';

export const noRecordInCode =
  'No record that the code saves stands here. Put the cursor on an object literal or dict that goes to a save whose object the code tells, on an assignment to its fields, or on the save; or select a literal.';

export const noRowHere = 'No row stands here: put the cursor into a row below the header.';

export const tooLarge = 'The file is too large to be read as a whole: select one record.';

export const severalRecords = ': put the cursor into one, or select some.';

/** @param line one-based */
export function quoteNotClosed(line: number): string {
  return `A quote is opened on line ${line} and not closed: all that stands below it is taken for one value.`;
}
