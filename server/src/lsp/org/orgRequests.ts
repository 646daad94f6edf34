import { t } from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver';
import { type ConnectedOrg, explainError } from '../../connected/explainError.ts';
import { isOrgProblem, RequestProblem } from '../../connected/problem.ts';
import { testSample } from '../../connected/testSample.ts';
import { compareRules } from '../../core/drift/compare.ts';
import { buildCatalog } from '../../core/metadata/catalog.ts';
import { ProjectSchema } from '../../core/metadata/objects.ts';
import type { ObjectDescription, OrgRuleReading } from '../../core/orgData/model.ts';
import { orgRules } from '../../core/orgData/rules.ts';
import type { RuleCatalog } from '../../core/outcome/model.ts';
import { ruleTestOf } from '../../core/preview/ruleTest.ts';
import { suggestCode } from '../../core/preview/suggest.ts';
import { codeNameOf } from '../../core/records/code/language.ts';
import { readCodeRecords } from '../../core/records/code/read.ts';
import { recordForm } from '../../core/records/form.ts';
import { readRecords } from '../../core/records/read.ts';
import { LineIndex } from '../../core/text.ts';
import { RecordFiles } from '../../offline/recordFiles.ts';
import { testLocally } from '../../offline/testLocally.ts';
import { embeddedUsername, type OrgEntry, type OrgSession } from '../../org/gateway.ts';
import {
  compareRulesRequest,
  embeddedOrgNotification,
  explainRequest,
  listOrgsRequest,
  type OrgFailure,
  orgProgressNotification,
  type RuleEntry,
  readRecordsRequest,
  recordFormRequest,
  refreshRulesRequest,
  ruleObjectsRequest,
  ruleSetupUrlRequest,
  selectOrgRequest,
  testLocallyRequest,
  testRecordRequest,
  trustGrantedNotification,
} from '../../protocol.ts';
import type { Converter } from '../convert.ts';
import type { Grammars } from '../grammars.ts';
import {
  localisedExplanation,
  localisedForm,
  localisedPreview,
  localisedReading,
  localisedSuggestions,
} from '../l10n/answers.ts';
import { localised } from '../l10n/language.ts';
import type { LoadedProject } from '../loadedProject.ts';
import { ruleEntry } from '../ruleEntries.ts';
import { canonicalUri, pathOfUri } from '../uris.ts';
import type { Workspace } from '../workspace.ts';
import { cancelled, noProject, otherOrgSelected, untrusted, untrustedText } from './failures.ts';
import type { OrgStore } from './orgStore.ts';
import * as shapes from './params.ts';
import { projectOf } from './projectOf.ts';
import { CancellableRequests } from './requests.ts';
import { ageProblem } from './ruleAge.ts';

/** A session with the org of a project, and which org was chosen when it was opened. */
interface Connected {
  readonly project: LoadedProject;
  readonly session: OrgSession;
  readonly chosen: string | null;
}

/** What is known without an org, or of its rules. */
interface Known {
  readonly catalog: RuleCatalog;
  readonly problems: readonly string[];
}

/** Answers everything that has to do with orgs, and with records to test. */
export class OrgRequests {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #converter: Converter;
  readonly #store: OrgStore;
  readonly #grammars: Grammars;
  readonly #requests: CancellableRequests;
  readonly #files = new RecordFiles();
  #trusted: boolean;

  constructor(
    connection: Connection,
    workspace: Workspace,
    converter: Converter,
    store: OrgStore,
    grammars: Grammars,
    trusted: boolean,
  ) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#converter = converter;
    this.#store = store;
    this.#grammars = grammars;
    this.#requests = new CancellableRequests(connection);
    this.#trusted = trusted;
    connection.onNotification(trustGrantedNotification.method, () => {
      this.#trusted = true;
    });
    connection.onNotification(embeddedOrgNotification.method, (params: unknown) => {
      const org = shapes.embeddedLogin.safeParse(params);
      if (!org.success || !this.#trusted) return;
      this.#store.gateway.useEmbedded(org.data);
      if (org.data === null) void this.#forgetEmbedded();
    });
    this.#listenForRecords();
    this.#listenForRules();
    this.#listenForTests();
  }

  /**
   * A session with the org of a project, and the rules with the org's among them.
   *
   * @param agreed the only username that may be asked
   * @throws ResponseError where no org may be asked, OrgProblem
   */
  async connected(uri: string | null, signal: AbortSignal, agreed?: string): Promise<ConnectedOrg> {
    const connected = await this.#connect(uri, signal);
    const { session } = connected;
    if (agreed !== undefined && session.org.username !== agreed) throw otherOrgSelected();
    return { session, ...(await this.#rulesOf(connected, signal)) };
  }

  /** The org that would be asked, as the logins on this machine name it; null where none of them is meant. */
  async orgInUse(uri: string | null): Promise<OrgEntry | null> {
    const project = await this.#trustedProject(uri);
    const { orgs, target } = await this.#store.gateway.listOrgs(this.#store.folderOf(project));
    const name = this.#store.chosen(project) ?? target;
    return orgs.find(({ username, aliases }) => username === name || aliases.includes(name ?? '')) ?? null;
  }

  /** Tells the user how far a request has come. */
  progress(text: string, signal: AbortSignal): void {
    if (signal.aborted) return;
    void this.#connection.sendNotification(orgProgressNotification.method, { text: localised(text) });
  }

  /** Stops what runs. */
  dispose(): void {
    this.#files.drop();
    this.#requests.dispose();
  }

  // -------------------------------------------------------------------------------------- records and the form

  #listenForRecords(): void {
    this.#requests.on(
      readRecordsRequest,
      shapes.documentText,
      async ({ uri, languageId, text, selection }) => {
        const project = await projectOf(this.#workspace, uri);
        const lines = new LineIndex(text);
        const span = { start: lines.offset(selection.start), end: lines.offset(selection.end) };
        const schema = project?.analysis.schema ?? null;
        const name = codeNameOf(languageId, uri);
        if (name === null) return localisedReading(readRecords(languageId, uri, text, span, schema));
        const known = project?.analysis.recordsAt(canonicalUri(uri), text, span) ?? null;
        const parser = await this.#grammars.load(name.grammar);
        return localisedReading(readCodeRecords({ name, text, span, schema, parser, known }));
      },
    );
    this.#requests.on(ruleObjectsRequest, shapes.aboutProject, async ({ uri }) => {
      const { duplicateRules } = catalogOf(await projectOf(this.#workspace, uri));
      const counts = new Map<string, number>();
      for (const { object, active } of duplicateRules) {
        if (!active) continue;
        const name = object === 'PersonAccount' ? 'Account' : object;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      return [...counts]
        .map(([object, rules]) => ({ object, rules }))
        .sort((a, b) => (a.object < b.object ? -1 : 1));
    });
    this.#requests.on(recordFormRequest, shapes.objectName, async ({ uri, object, withoutOrg }, signal) => {
      const project = await projectOf(this.#workspace, uri);
      const { description, problems, typesGuessed } = withoutOrg
        ? { description: null, problems: [], typesGuessed: false }
        : await this.#describeForForm(uri, object, signal);
      const schema = project?.analysis.schema ?? new ProjectSchema();
      const form = recordForm(object, catalogOf(project), schema, description);
      const answer = localisedForm({ ...form, problems: [...form.problems, ...problems] });
      return { ...answer, typesGuessed };
    });
  }

  /** The form does without the org; what is missing then is said. The rules decide what it asks for. */
  async #describeForForm(
    uri: string | null,
    object: string,
    signal: AbortSignal,
  ): Promise<{
    readonly description: ObjectDescription | null;
    readonly problems: readonly string[];
    readonly typesGuessed: boolean;
  }> {
    const guessed = { description: null, problems: [], typesGuessed: true };
    if (!this.#trusted) return guessed;
    let problems: readonly string[] = [];
    try {
      const connected = await this.#connect(uri, signal);
      problems = (await this.#rulesOf(connected, signal)).problems;
      const description = await connected.session.describe(object, signal);
      return { description, problems, typesGuessed: false };
    } catch (error) {
      if (!isOrgProblem(error) || error.kind === 'cancelled') throw error;
      // Where no org is meant, nothing has failed: the form says in its own words that it does without.
      if (error.kind === 'no-org' || error.kind === 'no-cli') return guessed;
      return {
        ...guessed,
        problems: [...problems, t('The types of fields were not read: {0}', error.message)],
      };
    }
  }

  // ---------------------------------------------------------------------------------------- orgs and their rules

  /** Projects that used the embedded org are back with their own. */
  async #forgetEmbedded(): Promise<void> {
    for (const project of this.#workspace.projects.all) {
      if (this.#store.chosen(project) === embeddedUsername) await this.#store.choose(project, null);
    }
  }

  #listenForRules(): void {
    this.#requests.on(listOrgsRequest, shapes.aboutProject, async ({ uri }) => {
      const project = await this.#trustedProject(uri);
      const folder = this.#store.folderOf(project);
      return { ...(await this.#store.gateway.listOrgs(folder)), chosen: this.#store.chosen(project) };
    });
    this.#requests.on(selectOrgRequest, shapes.orgChoice, async ({ uri, username }) => {
      await this.#store.choose(await this.#trustedProject(uri), username);
      return null;
    });
    this.#requests.on(refreshRulesRequest, shapes.aboutProject, async ({ uri }, signal) => {
      const connected = await this.#connect(uri, signal);
      const reading = await this.#readRules(connected, signal);
      const { username } = connected.session.org;
      const { duplicateRules, matchingRules } = orgRules(reading, username);
      return {
        username,
        readAt: reading.readAt,
        duplicateRules: duplicateRules.length,
        matchingRules: matchingRules.length,
        objects: new Set(duplicateRules.map(({ object }) => object)).size,
        problems: reading.problems,
      };
    });
    this.#requests.on(compareRulesRequest, shapes.aboutProject, async ({ uri }, signal) => {
      const connected = await this.#connect(uri, signal);
      const reading = await this.#readRules(connected, signal);
      const { username } = connected.session.org;
      const drift = compareRules(connected.project.analysis.catalog, reading, username);
      return { username, drift, problems: reading.problems };
    });
    this.#requests.on(ruleSetupUrlRequest, shapes.ruleName, async ({ uri, fullName }, signal) => {
      const { session } = await this.#connect(uri, signal);
      return { url: await session.ruleSetupUrl('DuplicateRule', fullName, signal) };
    });
  }

  // ---------------------------------------------------------------------------------- tests and explanations

  #listenForTests(): void {
    this.#requests.on(testRecordRequest, shapes.sampleRecord, async ({ uri, record, languageId }, signal) => {
      const connected = await this.#connect(uri, signal);
      const { catalog, problems } = await this.#rulesOf(connected, signal);
      const preview = await testSample({
        session: connected.session,
        record,
        catalog,
        signal,
        progress: (text) => this.progress(text, signal),
        now,
      });
      return {
        preview: localisedPreview({ ...preview, problems: [...preview.problems, ...problems] }),
        suggestions: localisedSuggestions(suggestCode(preview, languageId, sourceOf(connected.project, uri))),
        rules: this.#entries(connected.project),
        ruleTest: ruleTestOf(preview),
      };
    });
    this.#requests.on(
      testLocallyRequest,
      shapes.localTest,
      async ({ uri, record, languageId, file }, signal) => {
        const path = pathOfUri(file);
        if (path === null) throw new RequestProblem('bad-record', t('The records are in no file on disk.'));
        const project = await projectOf(this.#workspace, uri);
        const preview = await testLocally({
          record,
          catalog: catalogOf(project),
          schema: project?.analysis.schema ?? new ProjectSchema(),
          file: path,
          files: this.#files,
          signal,
          progress: (text) => this.progress(text, signal),
          now,
        });
        return {
          preview: localisedPreview(preview),
          suggestions: localisedSuggestions(suggestCode(preview, languageId, sourceOf(project, uri))),
          rules: project === null ? [] : this.#entries(project),
          ruleTest: ruleTestOf(preview),
        };
      },
    );
    this.#requests.on(explainRequest, shapes.errorText, async ({ uri, text, languageId, useOrg }, signal) => {
      const project = await projectOf(this.#workspace, uri);
      let notAsked: OrgFailure['kind'] | null = null;
      const connect = () =>
        this.connected(uri, signal).catch((error: unknown) => {
          if (isOrgProblem(error)) notAsked = error.kind;
          throw error;
        });
      const explanation = await explainError({
        text,
        languageId,
        source: sourceOf(project, uri),
        catalog: catalogOf(project),
        connect: useOrg && this.#trusted ? connect : null,
        signal,
        progress: (step) => this.progress(step, signal),
        now,
      });
      const wanted = useOrg && !this.#trusted && explanation.refusals.length > 0;
      return localisedExplanation({
        ...explanation,
        problems: wanted ? [...explanation.problems, untrustedText()] : explanation.problems,
        notAsked: wanted ? 'untrusted' : notAsked,
        rules: project === null ? [] : this.#entries(project),
      });
    });
  }

  // ------------------------------------------------------------------------------------------ what they share

  /** Whether the workspace may have programs run and orgs asked. */
  get isTrusted(): boolean {
    return this.#trusted;
  }

  async #trustedProject(uri: string | null): Promise<LoadedProject> {
    if (!this.#trusted) throw untrusted();
    const project = await projectOf(this.#workspace, uri);
    if (project === null) throw noProject();
    return project;
  }

  async #connect(uri: string | null, signal: AbortSignal): Promise<Connected> {
    const project = await this.#trustedProject(uri);
    const chosen = this.#store.chosen(project);
    this.progress(t('Connecting to the org …'), signal);
    return { project, chosen, session: await this.#store.connect(project, signal) };
  }

  /**
   * The org's rules are read once; "Refresh Rules from Org" reads them again. A user who may not read them can
   * test records all the same.
   */
  async #rulesOf(connected: Connected, signal: AbortSignal): Promise<Known> {
    const { project, session } = connected;
    const kept = this.#store.rules(project);
    const { catalog } = project.analysis;
    if (kept?.username === session.org.username) return { catalog, problems: ageProblem(kept, now()) };
    try {
      const { problems } = await this.#readRules(connected, signal);
      return { catalog: project.analysis.catalog, problems };
    } catch (error) {
      if (!isOrgProblem(error) || !['permission', 'bad-answer', 'bad-record'].includes(error.kind))
        throw error;
      return {
        catalog: project.analysis.catalog,
        problems: [t('The rules of the org were not read: {0}', error.message)],
      };
    }
  }

  async #readRules({ project, session, chosen }: Connected, signal: AbortSignal): Promise<OrgRuleReading> {
    const objects = new Set(project.analysis.catalog.duplicateRules.map(({ object }) => object));
    const reading = await session.readRules(signal, (text) => this.progress(text, signal), [...objects]);
    if (signal.aborted) throw cancelled();
    if (this.#store.chosen(project) !== chosen) throw otherOrgSelected();
    const { username, alias } = session.org;
    await this.#store.setRules(project, { username, alias, reading });
    return reading;
  }

  #entries(project: LoadedProject): readonly RuleEntry[] {
    return project.analysis.catalog.duplicateRules.map((rule) => ruleEntry(this.#converter, project, rule));
  }
}

function now(): string {
  return new Date().toISOString();
}

/** Where it is not clear which project is meant, the standard rules are assumed. */
function catalogOf(project: LoadedProject | null): RuleCatalog {
  if (project !== null) return project.analysis.catalog;
  return buildCatalog({
    duplicateRules: [],
    matchingRules: [],
    org: null,
    leadConversionValidation: null,
    completeObjects: [],
  });
}

/** The text of the document that a request comes from, as far as the project reads it. */
function sourceOf(project: LoadedProject | null, uri: string | null): string | null {
  return uri === null ? null : (project?.text(canonicalUri(uri)) ?? null);
}
