import { openRuleCommand } from '../../server/src/protocol.ts';

/** The commands that the manifest contributes; a test holds them equal. */
export const commandIds = {
  restartServer: 'duplicateRules.restartServer',
  showOutput: 'duplicateRules.showOutput',
  checkWorkspace: 'duplicateRules.checkWorkspace',
  openRule: openRuleCommand,
  fixAll: 'duplicateRules.fixAll',
} as const;
