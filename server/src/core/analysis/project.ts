import { matchPaths, type PathMatcher, pathBelow } from '../config/globs.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { configFileName, holdsVersions } from '../files.ts';
import type { Finding } from '../findings.ts';
import type { Fix } from '../fixes/fix.ts';
import { metadataFixes } from '../fixes/metadata/index.ts';
import type { OrgRules } from '../metadata/catalog.ts';
import type { ReadDuplicateRule } from '../metadata/duplicateRule.ts';
import type { ReadMatchingRules } from '../metadata/matchingRule.ts';
import type { LazyText, ProjectSchema } from '../metadata/objects.ts';
import { hoverMarkdown } from '../outcome/describe.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import type { OtherRules, Project } from '../project.ts';
import type { RecordLens, RecordReading } from '../records/model.ts';
import { checkObservations, checkOptions, checkSaves } from '../rules/evaluate.ts';
import { offByDefault } from '../rules/registry.ts';
import type { JudgedSite, RuleContext } from '../rules/rule.ts';
import { describedBy } from '../saves/apex/codebase/apiVersions.ts';
import { ApexFrontEnd } from '../saves/apex/frontEnd.ts';
import type { GrammarName } from '../saves/code/language.ts';
import type { SyntaxParser } from '../saves/code/syntaxParser.ts';
import type { FrontEnd } from '../saves/frontEnd.ts';
import { locate, type Span } from '../text.ts';
import { type Configuration, ConfigurationFindings } from './configurationFindings.ts';
import { integrationFrontEnds } from './frontEnds.ts';
import { JudgedSaves, type SaveSource } from './judgedSaves.ts';
import { metadataFindings } from './metadataFindings.ts';
import { MetadataStore } from './metadataStore.ts';
import { type Settled, settle } from './settle.ts';
import { watchedFields } from './watchedFields.ts';

export interface ProjectOptions {
  /** URI of the project's folder: paths in settings are relative to it. */
  readonly root?: string;
  readonly settings?: Settings;
  /** For a project that is read, asked and dropped: faster, but a change costs what a fresh start does. */
  readonly once?: boolean;
  /** `2027-01-31`, by which dates in reasons are judged; without it none has passed. */
  readonly today?: string | null;
  /** What reads integration code here, beside Apex's front-end; by itself all that there is. */
  readonly integration?: readonly FrontEnd[];
}

export function createProject(options: ProjectOptions = {}): Project {
  return new SalesforceProject(options);
}

class SalesforceProject implements Project {
  readonly #root: string;
  readonly #metadata = new MetadataStore();
  readonly #apex: ApexFrontEnd;
  /** All, Apex's first. */
  readonly #frontEnds: readonly FrontEnd[];
  readonly #saves: JudgedSaves;
  /** Fields of conditions of other rules than the project's, while these are asked about. */
  #alsoWatched: ReadonlySet<string> = new Set();
  #settings: Settings;
  #configuration: Configuration | null = null;
  readonly #ofConfiguration = new ConfigurationFindings();
  #isExcluded: PathMatcher;
  #ownGeneration = 0;
  #contextIsStale = true;
  /** What front-ends were told of last that is not to be looked at again while it holds. */
  #watched: ReadonlySet<string> | null = null;
  #today: string | null;

  constructor(options: ProjectOptions) {
    const { root = '', settings = defaultSettings, once = false, today = null } = options;
    this.#root = root;
    this.#today = today;
    this.#apex = new ApexFrontEnd({ once });
    this.#frontEnds = [this.#apex, ...(options.integration ?? integrationFrontEnds({ once }))];
    this.#settings = settings;
    this.#isExcluded = exclusion(settings);
    this.#saves = new JudgedSaves(this.#source);
  }

  get #source(): SaveSource {
    return {
      facts: (uri) => this.#frontEndOf(uri)?.facts(uri) ?? null,
      isIgnored: (uri) => this.#isIgnored(uri),
    };
  }

  // ------------------------------------------------------------------------------------------------- texts in

  reads(uri: string): boolean {
    return this.#frontEndOf(uri) !== null || holdsVersions(uri) || MetadataStore.reads(uri);
  }

  #frontEndOf(uri: string): FrontEnd | null {
    if (MetadataStore.reads(uri)) return null;
    return this.#frontEnds.find((one) => one.claims(uri)) ?? null;
  }

  setFile(uri: string, text: LazyText): void {
    const frontEnd = this.#frontEndOf(uri);
    if (frontEnd) {
      const content = typeof text === 'string' ? text : text();
      this.#saves.hasChanged(uri);
      if (content === null) frontEnd.removeFile(uri);
      else frontEnd.setFile(uri, content);
    } else if (holdsVersions(uri)) {
      this.#setVersionFile(uri, text);
    } else if (MetadataStore.reads(uri)) {
      if (this.#metadata.setFile(uri, text) === 'rules') this.#rulesChanged();
      else this.#contextChanged();
    }
  }

  removeFile(uri: string): void {
    this.#saves.remove(uri);
    this.#ofConfiguration.forget(uri);
    const frontEnd = this.#frontEndOf(uri);
    if (frontEnd) frontEnd.removeFile(uri);
    else if (holdsVersions(uri)) this.#setVersionFile(uri, null);
    else if (MetadataStore.reads(uri)) {
      if (this.#metadata.removeFile(uri) === 'rules') this.#rulesChanged();
      else this.#contextChanged();
    }
  }

  closeFile(uri: string): void {
    this.#frontEndOf(uri)?.closeFile?.(uri);
  }

  /** The options of other files may reach the saves of the class. */
  #setVersionFile(uri: string, text: LazyText | null): void {
    this.#apex.setVersionFile(uri, text);
    this.#saves.hasChanged(describedBy(uri));
  }

  setConfigurationText(text: string | null): void {
    if (this.#root !== '') this.#configuration = { uri: `${this.#root}/${configFileName}`, text };
  }

  setSettings(settings: Settings): void {
    this.#settings = settings;
    this.#isExcluded = exclusion(settings);
    this.#saves.forget();
    this.#contextChanged();
  }

  setToday(today: string): void {
    if (today === this.#today) return;
    this.#today = today;
    this.#ownGeneration++;
  }

  get neededGrammars(): readonly GrammarName[] {
    return [...new Set(this.#frontEnds.flatMap(({ neededGrammars = [] }) => neededGrammars))];
  }

  setParser(parser: SyntaxParser): void {
    for (const frontEnd of this.#frontEnds) frontEnd.setParser?.(parser);
  }

  giveUp(grammar: GrammarName): void {
    for (const frontEnd of this.#frontEnds) frontEnd.giveUp?.(grammar);
  }

  setOrgRules(rules: OrgRules | null): void {
    this.#metadata.setOrgRules(rules);
    this.#rulesChanged();
  }

  #contextChanged(): void {
    this.#watched = null;
    this.#rulesChanged();
  }

  /** Of the rules, code is read by nothing but the fields in their conditions. */
  #rulesChanged(): void {
    this.#contextIsStale = true;
    this.#alsoWatched = new Set();
    this.#ownGeneration++;
  }

  get generation(): number {
    return this.#frontEnds.reduce((sum, { generation }) => sum + generation, this.#ownGeneration);
  }

  get catalog(): RuleCatalog {
    return this.#metadata.catalog(this.#settings.completeObjects);
  }

  get catalogOfFiles(): RuleCatalog {
    return this.#metadata.catalogOfFiles(this.#settings.completeObjects);
  }

  get schema(): ProjectSchema {
    return this.#metadata.schema;
  }

  duplicateRuleFile(uri: string): ReadDuplicateRule | null {
    return this.#metadata.duplicateRuleFile(uri);
  }

  matchingRuleFile(uri: string): ReadMatchingRules | null {
    return this.#metadata.matchingRuleFile(uri);
  }

  get files(): Iterable<string> {
    return this.#allFiles();
  }

  *#allFiles(): Iterable<string> {
    yield* this.#metadata.ruleFiles;
    for (const { files } of this.#frontEnds) yield* files;
    if (this.#configurationFindings().length > 0) yield this.#configuration!.uri;
  }

  // ------------------------------------------------------------------------------------------------- judgement

  /** Front-ends look for writes to the fields that rule conditions mention. */
  #refreshContext(): void {
    if (!this.#contextIsStale) return;
    this.#contextIsStale = false;
    const fields = new Set([...watchedFields(this.catalog), ...this.#alsoWatched]);
    const { schema } = this.#metadata;
    // A keystroke in a rule's file: what was found in the code still holds.
    if (this.#watched !== null && [...fields].every((field) => this.#watched!.has(field))) return;
    this.#watched = fields;
    const context = { settings: this.#settings, schema, watchedFields: fields };
    for (const frontEnd of this.#frontEnds) frontEnd.setContext(context);
  }

  *analyseAll(): Generator<{ done: number; total: number; uri: string }> {
    const uris = this.#frontEnds.flatMap(({ files }) => [...files]);
    this.#refreshContext();
    for (const frontEnd of this.#frontEnds) {
      for (const _ of frontEnd.prepare?.() ?? []) yield { done: 0, total: uris.length, uri: uris[0]! };
    }
    for (const [index, uri] of uris.entries()) {
      this.saves(uri);
      yield { done: index + 1, total: uris.length, uri };
    }
  }

  saves(uri: string): readonly JudgedSite[] {
    if (!this.#frontEndOf(uri)) return [];
    this.#refreshContext();
    return this.#saves.of(uri, this.catalog);
  }

  #isIgnored(uri: string): boolean {
    const path = this.#path(uri);
    return path !== null && this.#isExcluded(path);
  }

  #path(uri: string): string | null {
    return this.#root === '' ? null : pathBelow(this.#root, uri);
  }

  // ---------------------------------------------------------------------------------------------- findings out

  findings(uri: string): readonly Finding[] {
    if (this.#frontEndOf(uri)) this.#refreshContext();
    return this.#findingsBy(uri, this.#metadata, this.#saves).told;
  }

  review(uri: string): Settled {
    if (this.#frontEndOf(uri)) this.#refreshContext();
    return this.#findingsBy(uri, this.#metadata, this.#saves, { ...this.#settings, severities: everyRule });
  }

  #findingsBy(uri: string, metadata: MetadataStore, judged: JudgedSaves, settings = this.#settings): Settled {
    if (uri === this.#configuration?.uri)
      return { told: this.#configurationFindings(settings), silenced: [] };
    if (this.#isIgnored(uri)) return nothing;
    const catalog = metadata.catalog(this.#settings.completeObjects);
    const frontEnd = this.#frontEndOf(uri);
    if (!frontEnd) return this.#ruleFileFindings(uri, metadata, judged, settings);
    const saves = judged.of(uri, catalog);
    judged.refresh(uri, catalog);
    const facts = frontEnd.facts(uri);
    if (facts.generated) return nothing;
    const context: RuleContext = { catalog, settings, schema: metadata.schema };
    const reports = [
      ...checkSaves(saves, context),
      ...checkOptions(judged.settingsIn(uri), context),
      ...checkObservations(facts.observations, context),
    ];
    return settle({
      uri,
      path: this.#path(uri),
      text: frontEnd.text(uri) ?? '',
      facts,
      saves,
      reports,
      settings,
      today: this.#today,
      tells: this.#tellsIn(uri),
    });
  }

  #configurationFindings(settings = this.#settings): readonly Finding[] {
    return this.#ofConfiguration.of(this.#configuration, settings, this.#today);
  }

  #tellsIn(uri: string): ReturnType<ConfigurationFindings['inFile']> {
    return this.#ofConfiguration.inFile(uri, this.#configuration, this.#settings, this.#today);
  }

  #ruleFileFindings(uri: string, metadata: MetadataStore, judged: JudgedSaves, settings: Settings): Settled {
    const reading = metadata.reading(uri);
    if (reading === null) return nothing;
    const catalog = metadata.catalog(this.#settings.completeObjects);
    return metadataFindings({
      uri,
      path: this.#path(uri),
      text: metadata.text(uri) ?? '',
      reading,
      today: this.#today,
      tells: this.#tellsIn(uri),
      context: {
        catalog,
        settings,
        schema: metadata.schema,
        ruleFiles: metadata.index,
        writersOf: (object, field) => judged.writersOf(object, field, catalog, this.#settings.includeTests),
      },
    });
  }

  withRules(texts: ReadonlyMap<string, string | null>): OtherRules {
    const metadata = this.#metadata.withRules(texts);
    const judged = new JudgedSaves(this.#source);
    const { completeObjects } = this.#settings;
    const catalog = metadata.catalog(completeObjects);
    return {
      catalog,
      catalogOfFiles: metadata.catalogOfFiles(completeObjects),
      ruleFiles: metadata.ruleFiles,
      duplicateRuleFile: (uri) => metadata.duplicateRuleFile(uri),
      matchingRuleFile: (uri) => metadata.matchingRuleFile(uri),
      saves: (uri) => {
        this.#refreshContext();
        return judged.of(uri, catalog);
      },
      findings: (uri) => {
        this.#watchAlso(watchedFields(catalog));
        this.#refreshContext();
        return this.#findingsBy(uri, metadata, judged).told;
      },
    };
  }

  #watchAlso(fields: ReadonlySet<string>): void {
    const known = watchedFields(this.catalog);
    if ([...fields].every((field) => known.has(field) || this.#alsoWatched.has(field))) return;
    this.#alsoWatched = new Set([...this.#alsoWatched, ...fields]);
    this.#contextIsStale = true;
  }

  hover(uri: string, offset: number): (Span & { markdown: string }) | null {
    for (const judged of this.saves(uri)) {
      const { start, end } = locate(judged.site.place);
      if (start <= offset && offset <= end)
        return { start, end, markdown: hoverMarkdown(judged, this.catalog) };
    }
    return null;
  }

  records(uri: string): readonly RecordLens[] {
    const frontEnd = this.#frontEndOf(uri);
    if (!frontEnd?.records || this.#isIgnored(uri)) return [];
    this.#refreshContext();
    const { catalog } = this;
    return frontEnd.records(uri, (object) => catalog.rulesFor(object).some(({ active }) => active));
  }

  recordsAt(uri: string, text: string, span: Span): RecordReading | null {
    this.#refreshContext();
    return this.#frontEndOf(uri)?.recordsAt?.(uri, text, span) ?? null;
  }

  fixes(uri: string, span: Span): readonly Fix[] {
    const touched = this.findings(uri).filter(
      ({ location }) => location.start <= span.end && span.start <= location.end,
    );
    const frontEnd = this.#frontEndOf(uri);
    if (!frontEnd) return touched.flatMap((finding) => this.#ruleFileFixes(finding));
    return touched.flatMap((finding) => frontEnd.fixes({ finding, saves: this.#savesAt(finding) }));
  }

  #ruleFileFixes(finding: Finding): readonly Fix[] {
    const { uri } = finding.location;
    const reading = this.#metadata.reading(uri);
    if (reading === null) return [];
    return metadataFixes({
      finding,
      reading,
      ruleFiles: this.#metadata.index,
      catalog: this.catalog,
      schema: this.#metadata.schema,
      textOf: (file) => this.#metadata.text(file),
      configuration: this.#configuration,
      path: this.#path(uri),
    });
  }

  safeFixes(uri: string): readonly Fix[] {
    const frontEnd = this.#frontEndOf(uri);
    if (!frontEnd) return [];
    return this.findings(uri).flatMap((finding) =>
      frontEnd.fixes({ finding, saves: this.#savesAt(finding) }).filter(({ safe }) => safe),
    );
  }

  /** The save that a finding stands on, or those that the option reaches on which it stands. */
  #savesAt({ location }: Finding): readonly JudgedSite[] {
    const on = this.saves(location.uri).filter(({ site }) => locate(site.place).start === location.start);
    if (on.length > 0) return on;
    return this.#saves
      .settingsIn(location.uri)
      .filter(({ place }) => locate(place).start === location.start)
      .flatMap(({ reaches }) => reaches.map(({ judged }) => judged));
  }
}

const nothing: Settled = { told: [], silenced: [] };

/** Rules that are off by default are on, and none is switched off. */
const everyRule: Settings['severities'] = Object.fromEntries(
  [...offByDefault].map((id) => [id, 'information']),
);

/** Files of which nothing is reported: ignored ones, and those that the settings call tests. */
function exclusion(settings: Settings): PathMatcher {
  const ignored = matchPaths(settings.ignore);
  const tests = settings.includeTests ? () => false : matchPaths(settings.testGlobs);
  return (path) => ignored(path) || tests(path);
}
