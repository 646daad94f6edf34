export { compiledRulesFor } from '../core/matching/run/compiledRules.ts';
