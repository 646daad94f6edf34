/** Something that the user has to know and mend: the check could not run. Ends with exit code 2. */
export class Problem extends Error {
  override readonly name = 'Problem';
}
