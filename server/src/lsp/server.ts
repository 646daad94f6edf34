import {
  type CancellationToken,
  type CodeLensParams,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Disposable,
  FileChangeType,
  type InitializeParams,
} from 'vscode-languageserver';
import type { Project } from '../core/project.ts';
import type { LoadGrammar } from '../grammars/load.ts';
import type { OrgGateway } from '../org/gateway.ts';
import { checkWorkspaceRequest, listRulesRequest, saveTableRequest } from '../protocol.ts';
import { answerAudits } from './audit.ts';
import { initializeResult, watchers } from './capabilities.ts';
import { type ClientFeatures, clientFeatures } from './clientFeatures.ts';
import { CodeActions } from './codeActions.ts';
import { codeLenses } from './codeLenses.ts';
import { Converter } from './convert.ts';
import { type DiagnosticsOf, diagnosticsOf, documentDiagnostics } from './documentDiagnostics.ts';
import { Documents } from './documents.ts';
import { Editing, registerEditing } from './editing.ts';
import { FileChanges } from './fileChanges.ts';
import { Grammars } from './grammars.ts';
import { hover } from './hover.ts';
import { ImpactLenses } from './impact/impactLenses.ts';
import { ImpactRequests } from './impact/impactRequests.ts';
import { Impacts, isRuleMetadata } from './impact/impacts.ts';
import { speak } from './l10n/language.ts';
import { LensCommands } from './lensCommands.ts';
import { NewRules } from './newRule.ts';
import { OrgRequests } from './org/orgRequests.ts';
import { OrgStore } from './org/orgStore.ts';
import { aboutProject } from './org/params.ts';
import { CancellableRequests, checked } from './org/requests.ts';
import { RuleCache } from './org/ruleCache.ts';
import { readTargetOrg } from './org/targetOrg.ts';
import { answerPreflights } from './preflight.ts';
import type { ProjectSource } from './projectSource.ts';
import { PushDiagnostics } from './pushDiagnostics.ts';
import { refreshClient } from './refresh.ts';
import { ruleEntry } from './ruleEntries.ts';
import { RuleFileEditing } from './ruleFiles/ruleFileEditing.ts';
import { RuleTestTexts } from './ruleFiles/ruleTestTexts.ts';
import { RuleFileLenses } from './rulesView/ruleFileLenses.ts';
import { RulesView } from './rulesView/rulesView.ts';
import { savesRefusedBy } from './rulesView/saveReferences.ts';
import { UsageStore } from './rulesView/usageStore.ts';
import { ruleTestDiagnostics } from './ruleTests/ruleTestDiagnostics.ts';
import { RuleTestEditing } from './ruleTests/ruleTestEditing.ts';
import { isRuleTestFile, RuleTestFiles } from './ruleTests/ruleTestFiles.ts';
import { ruleTestFixes } from './ruleTests/ruleTestFixes.ts';
import { RuleTestRequests } from './ruleTests/ruleTestRequests.ts';
import { answerSaveTable } from './saveTable.ts';
import { Scaffolds } from './scaffold.ts';
import { settingsSection } from './settings.ts';
import { SettingsStore } from './settingsStore.ts';
import { StatusReporter } from './status.ts';
import { ToolRequests } from './tools/toolRequests.ts';
import { canonicalUri } from './uris.ts';
import { Workspace } from './workspace.ts';
import { WorkspaceDiagnostics } from './workspaceDiagnostics.ts';
import { WorkspaceEdits } from './workspaceEdits.ts';

export interface ServerParts {
  readonly source: ProjectSource;
  readonly version: string;
  /** `root` is the URI of the project's folder; empty for files that belong to no project. */
  createProject(root: string): Project;
  /** URI of the folder with the rules' pages, for clients that do not name one; null: there is none. */
  readonly rulePages?: string | null;
  /** Loads a grammar when the first file of its language is to be read. */
  readonly loadGrammar: LoadGrammar;
  /** Opens what talks to orgs; must not load its libraries before something is asked of it. */
  openGateway(connection: Connection): OrgGateway;
}

/** What a client may send with `initialize`. */
export interface InitializationOptions {
  /** URI of the folder that holds the rules' pages, `<folder>/<rule>.md`. */
  readonly rulePages?: string;
  /** Folder in which the server may keep the rules that it read from an org; without one it forgets them. */
  readonly storage?: string;
  /** False: no org is asked about anything. Clients without such a notion leave it out. */
  readonly trusted?: boolean;
  /** Path of `bundle.l10n.<language>.json` in the user's language; without one, texts are English. */
  readonly l10n?: string;
  /** Commands of the client that code lenses may lead to. */
  readonly commands?: readonly string[];
  /** Command of the client that asks for completions at the cursor. */
  readonly suggestCommand?: string;
  /** Settings, for clients that cannot be asked for them; with or without `duplicateRules` around them. */
  readonly settings?: unknown;
}

/** Answers a client on a connection. Nothing is read before the client has said who it is. */
export function startServer(connection: Connection, parts: ServerParts): void {
  connection.onInitialize((params) => {
    const features = clientFeatures(params.capabilities);
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    const lensCommands = new LensCommands(features, options.commands);
    serve(connection, parts, params, features, options, lensCommands);
    return initializeResult(features, parts.version, lensCommands.own);
  });
  connection.listen();
}

function serve(
  connection: Connection,
  { source, version, createProject, loadGrammar, openGateway, rulePages = null }: ServerParts,
  params: InitializeParams,
  features: ClientFeatures,
  options: InitializationOptions,
  lensCommands: LensCommands,
): void {
  const noLanguage = speak(options.l10n ?? null);
  const documents = new Documents();
  const converter = new Converter(features, documents, options.rulePages ?? rulePages);
  const settings = new SettingsStore(connection, features, source, options.settings);
  const warn = (message: string) => connection.console.warn(message);
  if (noLanguage !== null) warn(noLanguage);
  const orgs = new OrgStore({
    gateway: openGateway(connection),
    cache: new RuleCache(options.storage ?? null, warn),
    readTarget: (project) => readTargetOrg(source, project),
    changed: () => workspace.announce('files'),
    warn,
  });
  const grammars = new Grammars(loadGrammar, (message) => connection.console.error(message));
  const workspace = new Workspace(connection, source, settings, grammars, createProject, (project) =>
    orgs.restore(project),
  );
  const status = new StatusReporter(connection, workspace, (project) => orgs.statusOf(project));
  const fileChanges = new FileChanges(connection, workspace, source, settings, (project) =>
    orgs.targetChanged(project),
  );
  const overview = new WorkspaceDiagnostics(
    connection,
    workspace,
    settings,
    documents,
    converter,
    (summary) => {
      status.setSummary(summary);
      usage.setSurveyed();
    },
  );
  const ruleTests = new RuleTestFiles(workspace, documents, source);
  const { takesSnippets, showsLabelDetails } = features;
  const editor = { takesSnippets, showsLabelDetails, suggestCommand: options.suggestCommand ?? null };
  const usage = new UsageStore(connection, settings);
  const ruleTestTexts = new RuleTestTexts(source, documents);
  const ruleFileEditing = new RuleFileEditing(workspace, documents, ruleTestTexts, editor);
  ruleFileEditing.addReferences((named, project, token) => savesRefusedBy(named, project, usage, token));
  const editing = new Editing(ruleFileEditing, new RuleTestEditing(ruleTests, documents, editor));
  const ruleTestRequests = new RuleTestRequests(connection, ruleTests, documents);
  const allDiagnosticsOf: DiagnosticsOf = (uri, token) =>
    isRuleTestFile(uri)
      ? ruleTestDiagnostics(ruleTests, uri)
      : diagnosticsOf(workspace, converter, uri, token);
  const push = features.pullsDiagnostics
    ? null
    : new PushDiagnostics(connection, workspace, documents, allDiagnosticsOf, overview);
  const actions = new CodeActions(workspace, converter, new WorkspaceEdits(features, documents), features);
  const orgRequests = new OrgRequests(
    connection,
    workspace,
    converter,
    orgs,
    grammars,
    options.trusted ?? true,
  );
  const toolRequests = new ToolRequests(connection, workspace, grammars, orgRequests);
  const audits = new CancellableRequests(connection);
  answerAudits(audits, { workspace, settings, orgs, orgRequests });
  const preflights = new CancellableRequests(connection);
  answerPreflights(preflights, { workspace, settings, orgRequests });
  const newRules = new NewRules(connection, workspace, documents, settings, source);
  const scaffolds = new Scaffolds(connection, workspace, documents, source);
  const ruleFileLenses = new RuleFileLenses(workspace, settings, converter, usage, ruleTestTexts);
  const impacts = new Impacts(settings, source, ruleTests);
  const impactLenses = new ImpactLenses(workspace, settings, converter, usage, impacts);
  const impactRequests = new ImpactRequests(connection, workspace, documents, ruleTests, impacts);
  documents.onDidChange((uri) => {
    if (isRuleTestFile(uri)) impacts.forget();
  });
  const ruleLenses = async (params: CodeLensParams, token: CancellationToken) => [
    ...(await impactLenses.list(params, token)),
    ...(await ruleFileLenses.list(params, token)),
  ];
  const rulesView = new RulesView(connection, workspace, converter, usage, (project) =>
    orgs.statusOf(project),
  );
  const refresh = refreshClient(connection, workspace, features, usage);

  // Where nothing tells of files on disk, those that the user saves are read again.
  const readAgain = (uri: string) => fileChanges.add([{ uri, type: FileChangeType.Changed }]);
  if (!features.registersWatchers) documents.onDidSave(readAgain);
  documents.listen(connection, workspace, (uri) => {
    if (!features.registersWatchers) readAgain(uri);
    if (push) push.close(uri);
    else overview.close(uri);
  });
  connection.onHover((params) => editing.hover(params) ?? hover(workspace, params));
  editing.listen(connection);
  connection.onCodeLens(async (params, token) =>
    lensCommands.fit(
      isRuleMetadata(canonicalUri(params.textDocument.uri))
        ? await ruleLenses(params, token)
        : await codeLenses(workspace, settings, converter, params),
    ),
  );
  lensCommands.listen(connection);
  connection.onCodeAction((params) =>
    isRuleTestFile(canonicalUri(params.textDocument.uri))
      ? ruleTestFixes(ruleTests, params)
      : actions.list(params),
  );
  if (features.resolvesCodeActionEdits) connection.onCodeActionResolve((action) => actions.resolve(action));
  connection.languages.diagnostics.on((params, token) =>
    documentDiagnostics(allDiagnosticsOf, params, token),
  );
  if (features.pullsDiagnostics) {
    connection.languages.diagnostics.onWorkspace((params, token, _progress, partial) =>
      overview.pull(params, token, partial),
    );
  }

  connection.onDidChangeWatchedFiles(({ changes }) => fileChanges.add(changes));
  connection.onDidChangeConfiguration((change) => {
    settings.receive(change.settings);
    return workspace.applySettings();
  });
  if (features.fileOperations) {
    connection.workspace.onDidDeleteFiles(({ files }) =>
      fileChanges.foldersChanged(files.map(({ uri }) => uri)),
    );
    connection.workspace.onDidRenameFiles(({ files }) =>
      fileChanges.foldersChanged(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])),
    );
  }

  connection.onRequest(listRulesRequest.method, async (...received: unknown[]) => {
    const { uri } = checked(aboutProject, received).params;
    const all = await workspace.allReady();
    const nearest = uri === null ? null : workspace.projects.nearest(canonicalUri(uri));
    const projects = nearest === null ? all.filter(({ isCodeOnly }) => !isCodeOnly) : [nearest];
    const entries = projects.flatMap((project) =>
      project.analysis.catalog.duplicateRules.map((rule) => ruleEntry(converter, project, rule)),
    );
    return entries.sort((a, b) => Number(a.location === null) - Number(b.location === null));
  });
  connection.onRequest(saveTableRequest.method, (request: unknown) =>
    answerSaveTable(workspace, converter, request),
  );
  connection.onRequest(checkWorkspaceRequest.method, async (_params, token) => {
    const summary = await overview.checkAll(token, ({ uri, diagnostics }) => push?.send(uri, diagnostics));
    refresh.now();
    return summary;
  });

  connection.onInitialized(() => {
    connection.console.info(
      `Duplicate Rules ${version}, language server on Node.js ${process.versions.node}.`,
    );
    let folders = foldersOf(params).map(canonicalUri);
    workspace.setFolders(folders);
    if (features.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => canonicalUri(uri)));
        folders = folders.filter((uri) => !gone.has(uri));
        folders.push(...added.map(({ uri }) => canonicalUri(uri)));
        workspace.setFolders(folders);
      });
    }
    register(connection, features).catch((error) =>
      connection.console.error(`The client refused a registration: ${error}`),
    );
  });

  const disposables: Disposable[] = [
    workspace,
    fileChanges,
    refresh,
    orgRequests,
    toolRequests,
    audits,
    preflights,
    newRules,
    scaffolds,
    ruleTestRequests,
    rulesView,
    impactRequests,
    ...(push === null ? [] : [push]),
  ];
  connection.onShutdown(() => {
    for (const disposable of disposables) disposable.dispose();
    orgs.gateway.close();
  });
}

/** Clients that know no workspace folders tell the one that they were opened with. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  const uris = (workspaceFolders ?? []).map(({ uri }) => uri);
  return uris.length > 0 || typeof rootUri !== 'string' ? uris : [rootUri];
}

async function register(connection: Connection, features: ClientFeatures): Promise<void> {
  if (features.registersConfiguration) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: settingsSection });
  }
  if (features.registersWatchers) {
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: watchers() });
  }
  if (features.registersEditing) await registerEditing(connection);
}
