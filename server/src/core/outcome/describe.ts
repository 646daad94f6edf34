/** Everything that a user reads about a save is worded here, from outcomes. */
export { escapeMarkdown, hoverMarkdown } from './hover.ts';
export { nextStep } from './nextStep.ts';
export { remedySentences } from './remedy.ts';
export * from './sentences.ts';
