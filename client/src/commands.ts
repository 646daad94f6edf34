import { commands, type Disposable, type ExtensionContext, type LogOutputChannel, Uri } from 'vscode';
import { type FileRange, fixAllKind, type RuleEntry } from '../../server/src/protocol.ts';
import { AuditRules } from './audit/auditRules.ts';
import { checkWorkspace } from './checkWorkspace.ts';
import { commandIds } from './commandIds.ts';
import { EmbeddedOrg } from './embeddedOrg/embeddedOrg.ts';
import { ImpactPages } from './impact/impactPages.ts';
import { newRule } from './newRule/newRule.ts';
import { WhatHappensOnSave } from './onSave/whatHappensOnSave.ts';
import { openRule } from './openRule.ts';
import { compareRules, OrgRuleTexts } from './org/compareRules.ts';
import { openInSetup } from './org/openInSetup.ts';
import { refreshRules } from './org/refreshRules.ts';
import { selectOrg } from './org/selectOrg.ts';
import { RecordTester } from './records/recordTester.ts';
import type { RulesView } from './rulesView/rulesView.ts';
import type { RuleTestExplorer } from './ruleTests/ruleTestExplorer.ts';
import type { TestTraces } from './ruleTests/testTraces.ts';
import { scaffold } from './scaffold/scaffold.ts';
import type { Server } from './server.ts';
import { addToCi } from './start/addToCi.ts';
import { goToFinding } from './start/goToFinding.ts';
import { openSample, openWalkthrough } from './start/sample.ts';

export function registerCommands(
  context: ExtensionContext,
  server: Server,
  traces: TestTraces,
  output: LogOutputChannel,
  rulesView: RulesView,
  ruleTests: () => RuleTestExplorer | undefined,
): Disposable[] {
  const tester = new RecordTester(context, server);
  const orgTexts = new OrgRuleTexts();
  const onSave = new WhatHappensOnSave(context, server);
  const embedded = new EmbeddedOrg(context, server, output);
  const impact = new ImpactPages(server);
  const audit = new AuditRules(context, server);
  return [
    tester,
    audit,
    impact,
    orgTexts,
    onSave,
    embedded,
    commands.registerCommand(commandIds.testRecord, (at?: unknown) => tester.testRecord(placeOf(at))),
    commands.registerCommand(commandIds.testLocally, () => tester.testLocally()),
    commands.registerCommand(commandIds.previewMatches, () => tester.showPreview()),
    commands.registerCommand(commandIds.explain, () => tester.explain()),
    commands.registerCommand(commandIds.selectOrg, () => selectOrg(server)),
    commands.registerCommand(commandIds.refreshRules, () => refreshRules(server)),
    commands.registerCommand(commandIds.compareRules, () => compareRules(server, orgTexts)),
    commands.registerCommand(commandIds.audit, () => audit.show()),
    commands.registerCommand(commandIds.openTrace, (given?: unknown) => traces.open(given)),
    commands.registerCommand(commandIds.showImpact, (uri?: unknown) => impact.showUnsaved(uri)),
    commands.registerCommand(commandIds.compareImpact, () => impact.compareWithGit()),
    commands.registerCommand(commandIds.whatHappensOnSave, (asked?: unknown) => onSave.show(asked)),
    commands.registerCommand(commandIds.newRule, (at?: unknown) =>
      newRule(server, ruleTests, at instanceof Uri ? at : undefined),
    ),
    commands.registerCommand(commandIds.scaffold, (at?: unknown) =>
      scaffold(server, at instanceof Uri ? at : undefined),
    ),
    commands.registerCommand(commandIds.openInSetup, (entry?: unknown) => openInSetup(server, entry)),
    commands.registerCommand(commandIds.refreshRulesView, () => rulesView.refresh()),
    commands.registerCommand(commandIds.filterRulesView, () => rulesView.changeFilter()),
    commands.registerCommand(commandIds.clearRulesFilter, () => rulesView.clearFilter()),
    commands.registerCommand(commandIds.showActiveRules, () => rulesView.showActiveOnly(true)),
    commands.registerCommand(commandIds.showAllRules, () => rulesView.showActiveOnly(false)),
    commands.registerCommand(commandIds.startEmbeddedOrg, () => embedded.start()),
    commands.registerCommand(commandIds.manageEmbeddedOrg, () => embedded.manage()),
    commands.registerCommand(commandIds.stopEmbeddedOrg, () => embedded.stop()),
    commands.registerCommand(commandIds.goToFinding, () => goToFinding(server)),
    commands.registerCommand(commandIds.openSample, () => openSample(context)),
    commands.registerCommand(commandIds.addToCi, () => addToCi()),
    commands.registerCommand(commandIds.openWalkthrough, () => openWalkthrough(context)),
    commands.registerCommand(commandIds.restartServer, () => server.restart()),
    commands.registerCommand(commandIds.showOutput, () => output.show()),
    commands.registerCommand(commandIds.checkWorkspace, () => checkWorkspace(server)),
    commands.registerCommand(commandIds.openRule, (rules?: readonly RuleEntry[]) => openRule(server, rules)),
    commands.registerCommand(commandIds.fixAll, () =>
      commands.executeCommand('editor.action.codeAction', { kind: fixAllKind, apply: 'first' }),
    ),
  ];
}

/** A code lens says where the record stands; a menu passes the file, which is the active one anyway. */
function placeOf(argument: unknown): FileRange | undefined {
  const place = argument as Partial<FileRange> | undefined;
  return typeof place?.uri === 'string' && place.range !== undefined ? (place as FileRange) : undefined;
}
