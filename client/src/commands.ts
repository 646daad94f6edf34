import { type Disposable, type ExtensionContext, type LogOutputChannel, Uri } from 'vscode';
import type { FileRange, RuleEntry } from '../../server/src/protocol.ts';
import { AuditRules } from './audit/auditRules.ts';
import { checkWorkspace } from './checkWorkspace.ts';
import { commandIds } from './commandIds.ts';
import { EmbeddedOrg } from './embeddedOrg/embeddedOrg.ts';
import { fixAll } from './fixAll.ts';
import { ImpactPages } from './impact/impactPages.ts';
import { newRule } from './newRule/newRule.ts';
import { WhatHappensOnSave } from './onSave/whatHappensOnSave.ts';
import { openRule } from './openRule.ts';
import { compareRules, OrgRuleTexts } from './org/compareRules.ts';
import { openInSetup } from './org/openInSetup.ts';
import { refreshRules } from './org/refreshRules.ts';
import { selectOrg } from './org/selectOrg.ts';
import { CheckBeforeLoading } from './preflight/checkBeforeLoading.ts';
import { preflightLens } from './preflight/lens.ts';
import { RecordTester } from './records/recordTester.ts';
import type { RulesView } from './rulesView/rulesView.ts';
import type { RuleTestExplorer } from './ruleTests/ruleTestExplorer.ts';
import type { TestTraces } from './ruleTests/testTraces.ts';
import { scaffold } from './scaffold/scaffold.ts';
import type { Server } from './server.ts';
import { addToCi } from './start/addToCi.ts';
import { goToFinding } from './start/goToFinding.ts';
import { openSample, openWalkthrough } from './start/sample.ts';
import { registerCommand } from './start/steps.ts';

export function registerCommands(
  context: ExtensionContext,
  server: Server,
  traces: TestTraces,
  output: LogOutputChannel,
  rulesView: RulesView,
  ruleTests: () => RuleTestExplorer | undefined,
): Disposable[] {
  const embedded = new EmbeddedOrg(context, server, output);
  const tester = new RecordTester(context, server, embedded);
  const orgTexts = new OrgRuleTexts();
  const onSave = new WhatHappensOnSave(context, server);
  const impact = new ImpactPages(server);
  const audit = new AuditRules(context, server);
  const preflight = new CheckBeforeLoading(context, server);
  return [
    tester,
    audit,
    preflight,
    preflightLens(server),
    impact,
    orgTexts,
    onSave,
    embedded,
    registerCommand(commandIds.testRecord, (at?: unknown) => tester.testRecord(placeOf(at))),
    registerCommand(commandIds.testLocally, () => tester.testLocally()),
    registerCommand(commandIds.checkBeforeLoading, (at?: unknown) => preflight.check(at)),
    registerCommand(commandIds.previewMatches, () => tester.showPreview()),
    registerCommand(commandIds.explain, () => tester.explain()),
    registerCommand(commandIds.selectOrg, () => selectOrg(server)),
    registerCommand(commandIds.refreshRules, () => refreshRules(server)),
    registerCommand(commandIds.compareRules, () => compareRules(server, orgTexts)),
    registerCommand(commandIds.audit, () => audit.show()),
    registerCommand(commandIds.openTrace, (given?: unknown) => traces.open(given)),
    registerCommand(commandIds.showImpact, (uri?: unknown) => impact.showUnsaved(uri)),
    registerCommand(commandIds.compareImpact, () => impact.compareWithGit()),
    registerCommand(commandIds.whatHappensOnSave, (asked?: unknown) => onSave.show(asked)),
    registerCommand(commandIds.newRule, (at?: unknown) =>
      newRule(server, ruleTests, at instanceof Uri ? at : undefined),
    ),
    registerCommand(commandIds.scaffold, (at?: unknown, part?: unknown) =>
      scaffold(server, at instanceof Uri ? at : undefined, typeof part === 'string' ? part : undefined),
    ),
    registerCommand(commandIds.openInSetup, (entry?: unknown) => openInSetup(server, entry)),
    registerCommand(commandIds.refreshRulesView, () => rulesView.refresh()),
    registerCommand(commandIds.filterRulesView, () => rulesView.changeFilter()),
    registerCommand(commandIds.clearRulesFilter, () => rulesView.clearFilter()),
    registerCommand(commandIds.showActiveRules, () => rulesView.showActiveOnly(true)),
    registerCommand(commandIds.showAllRules, () => rulesView.showActiveOnly(false)),
    registerCommand(commandIds.startEmbeddedOrg, () => embedded.start()),
    registerCommand(commandIds.manageEmbeddedOrg, () => embedded.manage()),
    registerCommand(commandIds.stopEmbeddedOrg, () => embedded.stop()),
    registerCommand(commandIds.goToFinding, () => goToFinding(server)),
    registerCommand(commandIds.openSample, () => openSample(context)),
    registerCommand(commandIds.addToCi, () => addToCi(context)),
    registerCommand(commandIds.openWalkthrough, () => openWalkthrough(context)),
    registerCommand(commandIds.restartServer, () => server.restart()),
    registerCommand(commandIds.showOutput, () => output.show()),
    registerCommand(commandIds.checkWorkspace, () => checkWorkspace(server)),
    registerCommand(commandIds.openRule, (rules?: readonly RuleEntry[]) => openRule(server, rules)),
    registerCommand(commandIds.fixAll, () => fixAll()),
  ];
}

/** A code lens says where the record stands; a menu passes the file, which is the active one anyway. */
function placeOf(argument: unknown): FileRange | undefined {
  const place = argument as Partial<FileRange> | undefined;
  return typeof place?.uri === 'string' && place.range !== undefined ? (place as FileRange) : undefined;
}
