import type { CancellationToken, Connection } from 'vscode-languageserver';
import { describeIfAllowed } from '../../connected/describe.ts';
import { explainError } from '../../connected/explainError.ts';
import { RequestProblem } from '../../connected/problem.ts';
import { testSample } from '../../connected/testSample.ts';
import { compareRules } from '../../core/drift/compare.ts';
import { buildCatalog } from '../../core/metadata/catalog.ts';
import { ProjectSchema } from '../../core/metadata/objects.ts';
import type { OrgRuleReading } from '../../core/orgData/model.ts';
import { orgRules } from '../../core/orgData/rules.ts';
import type { RuleCatalog } from '../../core/outcome/model.ts';
import { suggestCode } from '../../core/preview/suggest.ts';
import { recordForm } from '../../core/records/form.ts';
import { readRecords } from '../../core/records/read.ts';
import { LineIndex } from '../../core/text.ts';
import type { OrgSession } from '../../org/gateway.ts';
import {
  compareRulesRequest,
  explainRequest,
  listOrgsRequest,
  orgProgressNotification,
  type RequestDefinition,
  type RuleEntry,
  readRecordsRequest,
  recordFormRequest,
  refreshRulesRequest,
  ruleObjectsRequest,
  ruleSetupUrlRequest,
  selectOrgRequest,
  testRecordRequest,
  trustGrantedNotification,
} from '../../protocol.ts';
import type { Converter } from '../convert.ts';
import type { LoadedProject } from '../loadedProject.ts';
import { ruleEntry } from '../ruleEntries.ts';
import type { Workspace } from '../workspace.ts';
import { toResponseError, untrusted } from './failures.ts';
import { folderOf, type OrgStore } from './orgStore.ts';
import { projectOf } from './projectOf.ts';

/** Answers everything that has to do with orgs, and with records to test. */
export class OrgRequests {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #converter: Converter;
  readonly #store: OrgStore;
  #trusted: boolean;

  constructor(
    connection: Connection,
    workspace: Workspace,
    converter: Converter,
    store: OrgStore,
    trusted: boolean,
  ) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#converter = converter;
    this.#store = store;
    this.#trusted = trusted;
    connection.onNotification(trustGrantedNotification.method, () => {
      this.#trusted = true;
    });
    this.#listenOffline();
    this.#listenConnected();
  }

  // ------------------------------------------------------------------------------------------ without an org

  #listenOffline(): void {
    this.#on(readRecordsRequest, async ({ uri, languageId, text, selection }) => {
      const project = await projectOf(this.#workspace, uri);
      const lines = new LineIndex(text);
      const span = { start: lines.offset(selection.start), end: lines.offset(selection.end) };
      return readRecords(languageId, uri, text, span, project?.analysis.schema ?? null);
    });
    this.#on(ruleObjectsRequest, async ({ uri }) => {
      const { duplicateRules } = (await this.#project(uri)).catalog;
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
  }

  // --------------------------------------------------------------------------------------------- with an org

  #listenConnected(): void {
    this.#on(listOrgsRequest, async ({ uri }) => {
      this.#requireTrust();
      const project = await projectOf(this.#workspace, uri);
      const list = await this.#store.gateway.listOrgs(folderOf(project));
      return { ...list, chosen: this.#store.chosen(project) };
    });
    this.#on(selectOrgRequest, async ({ uri, username }) => {
      this.#requireTrust();
      const project = await projectOf(this.#workspace, uri);
      if (project === null) throw new RequestProblem('no-org', noProject);
      await this.#store.choose(project, username);
      this.#workspace.announce('files');
      return null;
    });
    this.#on(refreshRulesRequest, async ({ uri }, signal) => {
      const { project, session } = await this.#connect(uri, signal);
      if (project === null) throw new RequestProblem('no-org', noProject);
      const reading = await this.#readRules(project, session, signal);
      const { duplicateRules, matchingRules } = orgRules(reading, session.org.username);
      return {
        username: session.org.username,
        readAt: reading.readAt,
        duplicateRules: duplicateRules.length,
        matchingRules: matchingRules.length,
        objects: new Set(duplicateRules.map(({ object }) => object)).size,
        problems: reading.problems,
      };
    });
    this.#on(compareRulesRequest, async ({ uri }, signal) => {
      const { project, session } = await this.#connect(uri, signal);
      if (project === null) throw new RequestProblem('no-org', noProject);
      const reading = await this.#readRules(project, session, signal);
      const drift = compareRules(project.analysis.catalog, reading, session.org.username);
      return { username: session.org.username, drift, problems: reading.problems };
    });
    this.#on(ruleSetupUrlRequest, async ({ uri, fullName }, signal) => {
      const { session } = await this.#connect(uri, signal);
      return { url: await session.ruleSetupUrl('DuplicateRule', fullName, signal) };
    });
    this.#on(recordFormRequest, async ({ uri, object }, signal) => {
      const { catalog, schema, project } = await this.#project(uri);
      const session = await this.#sessionIfAny(project, signal);
      const description = session === null ? null : await describeIfAllowed(session, object, signal);
      return recordForm(object, catalog, schema, description);
    });
    this.#on(testRecordRequest, async ({ uri, record, languageId }, signal) => {
      const { project, session } = await this.#connect(uri, signal);
      const rules = await this.#rulesOf(project, session, signal);
      const preview = await testSample({
        session,
        record,
        catalog: rules.catalog,
        signal,
        progress: (text) => this.#progress(text),
        now,
      });
      const problems = [...preview.problems, ...rules.problems];
      return {
        preview: { ...preview, problems },
        suggestions: suggestCode(preview, languageId),
        rules: this.#entries(project),
      };
    });
    this.#on(explainRequest, async ({ uri, text, languageId, useOrg }, signal) => {
      const { project, catalog } = await this.#project(uri);
      const explanation = await explainError({
        text,
        languageId,
        catalog,
        connect:
          useOrg && this.#trusted
            ? async () => {
                const session = await this.#store.connect(project, signal);
                return { session, ...(await this.#rulesOf(project, session, signal)) };
              }
            : null,
        signal,
        progress: (step) => this.#progress(step),
        now,
      });
      return { ...explanation, rules: this.#entries(project) };
    });
  }

  async #connect(
    uri: string | null,
    signal: AbortSignal,
  ): Promise<{ readonly project: LoadedProject | null; readonly session: OrgSession }> {
    this.#requireTrust();
    const project = await projectOf(this.#workspace, uri);
    this.#progress('Connecting to the org …');
    return { project, session: await this.#store.connect(project, signal) };
  }

  /** The org's rules are read once; "Refresh Rules from Org" reads them again. */
  async #rulesOf(
    project: LoadedProject | null,
    session: OrgSession,
    signal: AbortSignal,
  ): Promise<{ readonly catalog: RuleCatalog; readonly problems: readonly string[] }> {
    const kept = this.#store.rules(project);
    if (project !== null && kept?.username === session.org.username) {
      return { catalog: project.analysis.catalog, problems: [] };
    }
    const reading = await this.#readRules(project, session, signal);
    const catalog = project?.analysis.catalog ?? catalogOf(reading, session.org.username);
    return { catalog, problems: reading.problems };
  }

  async #readRules(
    project: LoadedProject | null,
    session: OrgSession,
    signal: AbortSignal,
  ): Promise<OrgRuleReading> {
    const objects = project?.analysis.catalog.duplicateRules.map(({ object }) => object) ?? [];
    const reading = await session.readRules(signal, (text) => this.#progress(text), [...new Set(objects)]);
    if (project !== null) {
      const { username, alias } = session.org;
      await this.#store.setRules(project, { username, alias, reading });
      this.#workspace.announce('files');
    }
    return reading;
  }

  /** For what an org makes better but is not needed for. */
  async #sessionIfAny(project: LoadedProject | null, signal: AbortSignal): Promise<OrgSession | null> {
    if (!this.#trusted) return null;
    return this.#store.connect(project, signal).catch(() => null);
  }

  async #project(uri: string | null): Promise<{
    readonly project: LoadedProject | null;
    readonly catalog: RuleCatalog;
    readonly schema: ProjectSchema;
  }> {
    const project = await projectOf(this.#workspace, uri);
    if (project !== null) {
      return { project, catalog: project.analysis.catalog, schema: project.analysis.schema };
    }
    return { project, catalog: catalogOf(null, ''), schema: new ProjectSchema() };
  }

  #entries(project: LoadedProject | null): readonly RuleEntry[] {
    if (project === null) return [];
    return project.analysis.catalog.duplicateRules.map((rule) => ruleEntry(this.#converter, project, rule));
  }

  #requireTrust(): void {
    if (!this.#trusted) throw untrusted();
  }

  #progress(text: string): void {
    void this.#connection.sendNotification(orgProgressNotification.method, { text });
  }

  #on<Params, Result>(
    { method }: RequestDefinition<Params, Result>,
    answer: (params: Params, signal: AbortSignal) => Promise<Result>,
  ): void {
    this.#connection.onRequest(method, async (params: Params, token: CancellationToken): Promise<unknown> => {
      const controller = new AbortController();
      if (token.isCancellationRequested) controller.abort();
      const listener = token.onCancellationRequested(() => controller.abort());
      try {
        return await answer(params, controller.signal);
      } catch (error) {
        throw toResponseError(error);
      } finally {
        listener.dispose();
      }
    });
  }
}

const noProject =
  'Open a file of the Salesforce project first: it is not clear which project in this window is meant.';

function now(): string {
  return new Date().toISOString();
}

/** Rules without a project: those of the org, else the standard ones. */
function catalogOf(reading: OrgRuleReading | null, username: string): RuleCatalog {
  return buildCatalog({
    duplicateRules: [],
    matchingRules: [],
    org: reading && orgRules(reading, username),
    leadConversionValidation: null,
    completeObjects: [],
  });
}
