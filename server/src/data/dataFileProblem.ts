/** The file cannot be read at all; the message says why, for a reader. */
export class DataFileProblem extends Error {}
