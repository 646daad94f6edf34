import { openRuleCommand, testRecordCommand, whatHappensOnSaveCommand } from '../../server/src/protocol.ts';

/** The commands that the manifest contributes; a test holds them equal. */
export const commandIds = {
  restartServer: 'duplicateRules.restartServer',
  showOutput: 'duplicateRules.showOutput',
  checkWorkspace: 'duplicateRules.checkWorkspace',
  openRule: openRuleCommand,
  fixAll: 'duplicateRules.fixAll',
  testRecord: testRecordCommand,
  testLocally: 'duplicateRules.testLocally',
  previewMatches: 'duplicateRules.previewMatches',
  explain: 'duplicateRules.explain',
  refreshRules: 'duplicateRules.refreshRules',
  compareRules: 'duplicateRules.compareRules',
  selectOrg: 'duplicateRules.selectOrg',
  openInSetup: 'duplicateRules.openInSetup',
  startEmbeddedOrg: 'duplicateRules.startEmbeddedOrg',
  manageEmbeddedOrg: 'duplicateRules.manageEmbeddedOrg',
  stopEmbeddedOrg: 'duplicateRules.stopEmbeddedOrg',
  refreshRulesView: 'duplicateRules.refreshRulesView',
  filterRulesView: 'duplicateRules.filterRulesView',
  clearRulesFilter: 'duplicateRules.clearRulesFilter',
  showActiveRules: 'duplicateRules.showActiveRules',
  showAllRules: 'duplicateRules.showAllRules',
  newRule: 'duplicateRules.newRule',
  openTrace: 'duplicateRules.openTrace',
  whatHappensOnSave: whatHappensOnSaveCommand,
} as const;
