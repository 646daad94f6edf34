import { t } from '@vscode/l10n';
import type { CancellationToken, CodeLens, CodeLensParams } from 'vscode-languageserver';
import { headline } from '../../core/impact/words.ts';
import { showImpactCommand } from '../../protocol.ts';
import { type Converter, toRange } from '../convert.ts';
import { localised } from '../l10n/language.ts';
import type { LoadedProject } from '../loadedProject.ts';
import type { UsageStore } from '../rulesView/usageStore.ts';
import type { SettingsStore } from '../settingsStore.ts';
import { canonicalUri } from '../uris.ts';
import type { Workspace } from '../workspace.ts';
import { type Impacts, isRuleMetadata, savedTexts } from './impacts.ts';

/** Above a rule file with changes that are not saved: what they do to saves and rule tests. */
export class ImpactLenses {
  readonly #workspace: Workspace;
  readonly #settings: SettingsStore;
  readonly #converter: Converter;
  readonly #usage: UsageStore;
  readonly #impacts: Impacts;
  /** Projects of which the user does not want every file looked at. */
  readonly #stopped = new WeakSet<LoadedProject>();

  constructor(
    workspace: Workspace,
    settings: SettingsStore,
    converter: Converter,
    usage: UsageStore,
    impacts: Impacts,
  ) {
    this.#workspace = workspace;
    this.#settings = settings;
    this.#converter = converter;
    this.#usage = usage;
    this.#impacts = impacts;
  }

  async list({ textDocument }: CodeLensParams, token: CancellationToken): Promise<CodeLens[]> {
    const uri = canonicalUri(textDocument.uri);
    if (!isRuleMetadata(uri)) return [];
    const project = await this.#workspace.projectOf(uri);
    const lines = project?.lines(uri) ?? null;
    if (project === null || lines === null || project.root === '') return [];
    if (!this.#settings.of(project).editor['codeLens.enabled']) return [];
    const before = savedTexts(project);
    if (!before.has(uri) || hasErrors(project, uri)) return [];
    const title = await this.#title(project, before, token);
    if (title === null) return [];
    const at = this.#converter.location(project, { uri, start: 0, end: 0 });
    const command = { title, command: showImpactCommand, arguments: [at?.uri ?? textDocument.uri] };
    return [{ range: toRange(lines, { start: 0, end: 0 }), command }];
  }

  /** Null where nobody wants to know any more. */
  async #title(
    project: LoadedProject,
    before: ReadonlyMap<string, string | null>,
    token: CancellationToken,
  ): Promise<string | null> {
    const what = before.size === 1 ? t('This edit') : t('The edits of {0} rule files', before.size);
    if (!this.#usage.isKnown(project)) {
      if (this.#stopped.has(project)) return t('Show what this edit does to saves and rule tests');
      this.#look(project);
      return t('{0}: looking at the saves …', what);
    }
    const impact = await this.#impacts.between(project, before, token);
    if (impact === null) return null;
    const { rules, unusedMatchingRules, leadConversion } = impact;
    if (rules.length + unusedMatchingRules.length === 0 && leadConversion === null) {
      return t('{0}: the rules stay as they are', what);
    }
    const told = headline(impact);
    return told === null
      ? t('{0}: no save and no rule test changes outcome', what)
      : `${what}: ${localised(told)}`;
  }

  /** Once for a project; then the client is told to ask again. */
  #look(project: LoadedProject): void {
    void this.#usage.now(project, { isCancellationRequested: false }).then((usage) => {
      if (usage === null) this.#stopped.add(project);
    });
  }
}

/** Half-written XML: what it would do is not what is meant. */
function hasErrors({ analysis }: LoadedProject, uri: string): boolean {
  const problems = (analysis.duplicateRuleFile(uri) ?? analysis.matchingRuleFile(uri))?.problems ?? [];
  return problems.some(({ severity }) => severity === 'error');
}
