import { kindOf } from '../../core/files.ts';
import type { Finding } from '../../core/findings.ts';
import { findingChanges } from '../../core/impact/findingChanges.ts';
import { ImpactCollector } from '../../core/impact/impact.ts';
import type { FindingImpact, Impact } from '../../core/impact/model.ts';
import { ruleSide } from '../../core/impact/side.ts';
import type { OtherRules } from '../../core/project.ts';
import type { LoadedProject } from '../loadedProject.ts';
import type { ProjectSource } from '../projectSource.ts';
import type { RuleTestFiles } from '../ruleTests/ruleTestFiles.ts';
import type { SettingsStore } from '../settingsStore.ts';
import { type Cancellable, inSlices } from '../slices.ts';
import { changedTests } from './changedTests.ts';

/** Other texts of rule files by URI: null where there is no such file. */
export type RuleTexts = ReadonlyMap<string, string | null>;

export function isRuleMetadata(uri: string): boolean {
  const kind = kindOf(uri);
  return kind === 'duplicate-rule' || kind === 'matching-rule' || kind === 'lead-settings';
}

/** The rule files of a project that are open and not saved, with what is on disk. */
export function savedTexts(project: LoadedProject): RuleTexts {
  return new Map([...project.unsaved].filter(([uri]) => isRuleMetadata(uri)));
}

interface Known {
  readonly version: string;
  readonly impact: Impact;
}

/** What rules as they are in the editor do otherwise than other ones; the last answer of each project is kept. */
export class Impacts {
  readonly #settings: SettingsStore;
  readonly #source: ProjectSource;
  readonly #tests: RuleTestFiles;
  #known = new WeakMap<LoadedProject, Known>();

  constructor(settings: SettingsStore, source: ProjectSource, tests: RuleTestFiles) {
    this.#settings = settings;
    this.#source = source;
    this.#tests = tests;
  }

  /** Rule tests have changed. */
  forget(): void {
    this.#known = new WeakMap();
  }

  /**
   * Between other rules and those of the editor. Null where it was cancelled.
   * @param withFindings also tells findings that come and go
   */
  async between(
    project: LoadedProject,
    before: RuleTexts,
    token: Cancellable,
    withFindings = false,
  ): Promise<Impact | null> {
    const version = `${project.textVersion} ${project.analysis.generation} ${withFindings} ${JSON.stringify([...before])}`;
    const known = this.#known.get(project);
    if (known?.version === version) return known.impact;
    const impact = await this.#between(project, before, token, withFindings);
    if (impact !== null) this.#known.set(project, { version, impact });
    return impact;
  }

  async #between(
    project: LoadedProject,
    before: RuleTexts,
    token: Cancellable,
    withFindings: boolean,
  ): Promise<Impact | null> {
    const { analysis } = project;
    const other = analysis.withRules(before);
    const ruleFiles = [...new Set([...analysis.files, ...other.ruleFiles])].filter(isRuleMetadata);
    const collector = new ImpactCollector(ruleSide(other, ruleFiles), ruleSide(analysis, ruleFiles), {
      includeTests: this.#settings.of(project).shared.includeTests,
    });
    if (collector.isEmpty) return collector.result();
    if (!(await inSlices(analysis.analyseAll(), () => {}, token))) return null;
    const files = [...analysis.files];
    if (!(await inSlices(files, (uri) => collector.add(analysis.saves(uri)), token))) return null;
    const tests = await changedTests(project, other, collector.result(), {
      source: this.#source,
      files: this.#tests,
      token,
    });
    if (tests === null) return null;
    if (!withFindings) return collector.result({ tests });
    const findings = await this.#findings(project, other, files, token);
    return findings && collector.result({ tests, findings });
  }

  async #findings(
    { analysis }: LoadedProject,
    other: OtherRules,
    files: readonly string[],
    token: Cancellable,
  ): Promise<FindingImpact | null> {
    const [before, after]: Finding[][] = [[], []];
    const all = [...new Set([...files, ...other.ruleFiles])];
    // Asked first: it makes the project look at fields that only the other rules' conditions mention.
    if (!(await inSlices(all, (uri) => void before!.push(...other.findings(uri)), token))) return null;
    if (!(await inSlices(files, (uri) => void after!.push(...analysis.findings(uri)), token))) return null;
    return findingChanges(before!, after!);
  }
}
