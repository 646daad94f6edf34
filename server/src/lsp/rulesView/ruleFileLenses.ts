import { t } from '@vscode/l10n';
import type { CancellationToken, CodeLens, CodeLensParams, Command } from 'vscode-languageserver';
import type { Named } from '../../core/metadata/editing/named.ts';
import type { DuplicateRule, MatchingRule } from '../../core/metadata/model.ts';
import { capitalize } from '../../core/outcome/words.ts';
import { countEffects } from '../../core/usage/usage.ts';
import { countsText } from '../../core/usage/words.ts';
import {
  type FileRange,
  type ShownPlaces,
  type ShownSaves,
  showPlacesCommand,
  showSavesCommand,
} from '../../protocol.ts';
import { type Converter, toRange } from '../convert.ts';
import { localised } from '../l10n/language.ts';
import type { LensData } from '../lensCommands.ts';
import type { LoadedProject } from '../loadedProject.ts';
import type { RuleTestTexts } from '../ruleFiles/ruleTestTexts.ts';
import type { SettingsStore } from '../settingsStore.ts';
import { canonicalUri } from '../uris.ts';
import type { Workspace } from '../workspace.ts';
import { testsOfRule } from './testsOfRule.ts';
import type { UsageStore } from './usageStore.ts';

/** Lenses in rule files: which saves a duplicate rule governs, and which duplicate rules use a matching rule. */
export class RuleFileLenses {
  readonly #workspace: Workspace;
  readonly #settings: SettingsStore;
  readonly #converter: Converter;
  readonly #usage: UsageStore;
  readonly #tests: RuleTestTexts;

  constructor(
    workspace: Workspace,
    settings: SettingsStore,
    converter: Converter,
    usage: UsageStore,
    tests: RuleTestTexts,
  ) {
    this.#workspace = workspace;
    this.#settings = settings;
    this.#converter = converter;
    this.#usage = usage;
    this.#tests = tests;
  }

  async list({ textDocument }: CodeLensParams, token: CancellationToken): Promise<CodeLens[]> {
    const uri = canonicalUri(textDocument.uri);
    const project = await this.#workspace.projectOf(uri);
    if (project === null || !this.#settings.of(project).editor['codeLens.enabled']) return [];
    return [
      ...(await this.#ofDuplicateRule(project, uri, token)),
      ...(await this.#ofMatchingRules(project, uri)),
    ];
  }

  async #ofDuplicateRule(
    project: LoadedProject,
    uri: string,
    token: CancellationToken,
  ): Promise<readonly CodeLens[]> {
    const file = project.analysis.duplicateRuleFile(uri);
    const lines = project.lines(uri);
    if (!file?.rule || !file.elements || lines === null || project.root === '') return [];
    const { rule } = file;
    const range = toRange(lines, file.elements.root);
    // The same rule in another package directory may be the one that counts.
    if (!project.analysis.catalog.duplicateRules.includes(rule)) return [];
    const saves = await this.#savesTitle(project, rule, token);
    if (saves === null) return [];
    const { root } = project;
    const { title, leads } = saves;
    const at = { uri: textUri(this.#converter, project, uri), range };
    const argument: ShownSaves = {
      at,
      root,
      object: rule.object,
      rule: rule.name,
    };
    return [
      {
        range,
        command: leads ? { title, command: showSavesCommand, arguments: [argument] } : told(title),
        ...(this.#usage.isKnown(project) ? {} : { data: { offers: true } satisfies LensData }),
      },
      ...(await this.#tested(project, { kind: 'duplicate-rule', ...nameOf(rule) }, at)),
    ];
  }

  /** Null where it is being looked for, and nobody wants to know any more. */
  async #savesTitle(
    project: LoadedProject,
    rule: DuplicateRule,
    token: CancellationToken,
  ): Promise<{ readonly title: string; readonly leads: boolean } | null> {
    if (!rule.active) return { title: t('Governs no save: it is inactive'), leads: false };
    if (!this.#usage.isKnown(project)) return { title: t('Show the saves that it governs'), leads: true };
    const usage = await this.#usage.now(project, token);
    if (usage === null) return null;
    const counts = countsText(countEffects(usage.ofRule(rule)));
    return counts === null
      ? { title: t('Governs no save of this workspace'), leads: false }
      : { title: localised(capitalize(counts)), leads: true };
  }

  async #ofMatchingRules(project: LoadedProject, uri: string): Promise<readonly CodeLens[]> {
    const file = project.analysis.matchingRuleFile(uri);
    const lines = project.lines(uri);
    if (file === null || lines === null) return [];
    const at = (range: CodeLens['range']): FileRange => ({
      uri: textUri(this.#converter, project, uri),
      range,
    });
    const lenses: CodeLens[] = [];
    for (const { rule, elements } of file.rules) {
      if (rule.name === '') continue;
      const range = toRange(lines, elements.fullName ?? elements.element);
      const places = this.#usesOf(project, rule);
      const title =
        places.length === 1 ? t('Used by 1 duplicate rule') : t('Used by {0} duplicate rules', places.length);
      const used = shown(title, { at: at(range), places });
      lenses.push(
        { range, command: places.length === 0 ? told(t('No duplicate rule uses it')) : used },
        ...(await this.#tested(project, { kind: 'matching-rule', ...nameOf(rule) }, at(range))),
      );
    }
    return lenses;
  }

  /** The rule tests that name a rule; nothing where none does. */
  async #tested(project: LoadedProject, named: Named, at: FileRange): Promise<readonly CodeLens[]> {
    const places = await testsOfRule(named, project, this.#tests);
    if (places.length === 0) return [];
    const title =
      places.length === 1 ? t('Named in 1 rule test') : t('Named in {0} rule tests', places.length);
    return [{ range: at.range, command: shown(title, { at, places }) }];
  }

  /** Where duplicate rules of the project refer to a matching rule. */
  #usesOf(project: LoadedProject, { object, name }: MatchingRule): readonly FileRange[] {
    const isIt = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
    return project.analysis.catalog.duplicateRules.flatMap((rule) => {
      if (rule.source.kind !== 'file') return [];
      const { uri } = rule.source.location;
      const index = rule.matchRules.findIndex(
        ({ objectType, matchingRule }) => isIt(objectType, object) && isIt(matchingRule, name),
      );
      if (index < 0) return [];
      const reference = project.analysis.duplicateRuleFile(uri)?.elements?.matchRules[index];
      const { start, end } = reference?.matchingRule ?? reference?.element ?? rule.source.location;
      return this.#converter.location(project, { uri, start, end }) ?? [];
    });
  }
}

function nameOf({ object, name }: DuplicateRule | MatchingRule): { object: string; name: string } {
  return { object, name };
}

function shown(title: string, places: ShownPlaces): Command {
  return { title, command: showPlacesCommand, arguments: [places] };
}

/** A lens that only says something. */
function told(title: string): Command {
  return { title, command: '' };
}

/** As the client spells it. */
function textUri(converter: Converter, project: LoadedProject, uri: string): string {
  return converter.location(project, { uri, start: 0, end: 0 })?.uri ?? uri;
}
