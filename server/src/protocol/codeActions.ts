/** Kind of the code action that applies all safe fixes of a file. */
export const fixAllKind = 'source.fixAll.duplicateRules';
