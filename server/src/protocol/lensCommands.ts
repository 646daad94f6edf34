import { showImpactCommand } from './impact.ts';
import { testRecordCommand } from './org.ts';
import { openRuleCommand } from './rules.ts';
import { showPlacesCommand, showSavesCommand } from './ruleTree.ts';

/**
 * Commands of the client that code lenses lead to. A client that has some names them as `commands` with `initialize`;
 * without them lenses only say something.
 */
export const lensCommands: readonly string[] = [
  openRuleCommand,
  testRecordCommand,
  showPlacesCommand,
  showSavesCommand,
  showImpactCommand,
];
