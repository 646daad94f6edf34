import { type Connection, Emitter, type Event } from 'vscode-languageserver';
import type { Project } from '../core/project.ts';
import type { Grammars } from './grammars.ts';
import type { LoadedProject } from './loadedProject.ts';
import { looseFileText } from './logTexts.ts';
import { loadProject } from './projectLoader.ts';
import type { FoundProject, ProjectSource } from './projectSource.ts';
import { Projects } from './projects.ts';
import type { SettingsStore } from './settingsStore.ts';
import { isWithin } from './uris.ts';

/** What has changed: other files' findings while typing, files on disk or projects, or settings. */
export type Change = 'typing' | 'files' | 'settings';

/** How long after the last keystroke other files are thought of, in milliseconds. */
const typingPause = 300;

/** An open document: its canonical URI and its present text. */
export interface OpenDocument {
  readonly uri: string;
  text(): string;
}

/**
 * Workspace folders, the projects in them and the open documents over them. Everything that answers a
 * request asks here for the project of a file, and gets it when its files and settings are read.
 */
export class Workspace {
  readonly projects: Projects;
  readonly #connection: Connection;
  readonly #source: ProjectSource;
  readonly #settings: SettingsStore;
  readonly #grammars: Grammars;
  readonly #prepare: (project: LoadedProject) => Promise<void>;
  readonly #changes = new Emitter<Change>();
  readonly #pauses = new Emitter<void>();
  readonly #open = new Map<string, OpenDocument>();
  readonly #dirty = new Set<string>();
  readonly #generations = new Map<LoadedProject, number>();
  readonly #typedIn = new Set<LoadedProject>();
  readonly #looseUris = new Set<string>();
  #typingTimer: NodeJS.Timeout | undefined;
  #folders: readonly string[] = [];
  #discovery: Promise<void> = Promise.resolve();

  constructor(
    connection: Connection,
    source: ProjectSource,
    settings: SettingsStore,
    grammars: Grammars,
    createProject: (root: string) => Project,
    /** Awaited before a project's files are read; never rejects. */
    prepare: (project: LoadedProject) => Promise<void> = async () => {},
  ) {
    this.#connection = connection;
    this.#source = source;
    this.#settings = settings;
    this.#grammars = grammars;
    this.#prepare = prepare;
    this.projects = new Projects(createProject, (message) => connection.console.error(message));
  }

  get onDidChange(): Event<Change> {
    return this.#changes.event;
  }

  /** After a pause in typing, also where no other file is concerned. */
  get onDidPause(): Event<void> {
    return this.#pauses.event;
  }

  get openUris(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** URIs of the folders that are open. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  isInFolders(uri: string): boolean {
    return this.#folders.some((folder) => isWithin(uri, folder));
  }

  announce(change: Change): void {
    this.#changes.fire(change);
  }

  // ------------------------------------------------------------------------------------- folders and projects

  setFolders(folders: readonly string[]): void {
    this.#folders = folders;
    this.discover();
  }

  /** Looks for projects in all folders; opens new ones, and drops those that are gone. */
  discover(): void {
    this.#discovery = this.#discovery.then(() => this.#discoverNow());
  }

  async #discoverNow(): Promise<void> {
    const found = new Map<string, FoundProject>();
    for (const folder of this.#folders) {
      try {
        for (const one of await this.#source.findProjects(folder)) {
          if (one.around !== null || !found.has(one.root)) found.set(one.root, one);
        }
      } catch (error) {
        this.#connection.console.error(`Looking for projects in ${folder} failed: ${error}`);
      }
    }
    for (const uri of this.#open.keys()) {
      if (this.isInFolders(uri)) continue;
      const root = await this.#source.projectAbove(uri).catch(() => null);
      if (root !== null && !found.has(root)) found.set(root, { root, around: null, isCodeOnly: false });
    }
    for (const { root, isCodeOnly } of this.projects.all) {
      if (root !== '' && found.get(root)?.isCodeOnly !== isCodeOnly) this.#drop(root);
    }
    const added = [...found.values()].filter(({ root }) => this.projects.at(root) === null);
    const widened = [...found.values()].flatMap(({ root, around }) => {
      const project = this.projects.at(root);
      if (project === null || project.around === around) return [];
      project.around = around;
      return project;
    });
    for (const project of [...widened, ...added.map((one) => this.projects.add(one))]) this.reload(project);
    if (added.length > 0 || widened.length > 0) this.#reassignOpenDocuments();
    this.#changes.fire('files');
  }

  /** Reads a project's settings and files, again if it has been read before. */
  reload(project: LoadedProject): void {
    const isDropped = () => !this.projects.isOpen(project);
    const before = project.ready;
    project.state = 'loading';
    project.ready = before
      .then(() => this.#settings.apply(project))
      .then(() => this.#prepare(project))
      .then(() =>
        loadProject(project, this.#source, this.#connection, {
          isDropped,
          owns: (uri) => this.projects.nearest(uri) === project,
        }),
      )
      .then(() => this.#grammars.provide(project))
      .then(() => this.#changes.fire('files'))
      .catch((error) => {
        project.state = 'failed';
        project.problem = String(error);
      });
  }

  #drop(root: string): void {
    const project = this.projects.drop(root);
    if (project !== null) this.#settings.forget(project);
    this.#reassignOpenDocuments();
  }

  #reassignOpenDocuments(): void {
    for (const uri of this.#open.keys()) {
      const owner = this.projects.nearest(uri);
      for (const project of this.projects.all) if (project !== owner) project.closeText(uri);
      this.#dirty.add(uri);
    }
  }

  async applySettings(): Promise<void> {
    await Promise.all(this.projects.all.map((project) => this.#settings.apply(project)));
    this.#changes.fire('settings');
  }

  // ---------------------------------------------------------------------------------------------- documents

  openDocument(document: OpenDocument): void {
    this.#open.set(document.uri, document);
    this.#dirty.add(document.uri);
    if (!this.isInFolders(document.uri) && this.projects.nearest(document.uri) === null) this.discover();
  }

  /** Its text is taken over when somebody asks next: of several changes only the last one counts. */
  changeDocument(uri: string): void {
    if (this.#open.has(uri)) this.#dirty.add(uri);
  }

  closeDocument(uri: string): void {
    this.#open.delete(uri);
    this.#dirty.delete(uri);
    for (const project of this.projects.all) {
      if (project.closeText(uri)) this.#noteGeneration(project);
    }
  }

  /** The project of a file, with all that is known by now; null for a file that the analysis does not read. */
  async projectOf(uri: string): Promise<LoadedProject | null> {
    await this.#settled();
    let project = this.projects.nearest(uri);
    if (project === null && this.#open.has(uri)) project = await this.looseProject();
    if (project === null) return null;
    await project.ready;
    this.flush();
    await this.#grammars.provide(project);
    if (project.state !== 'ready' || !project.analysis.reads(uri)) return null;
    if (project === this.projects.looseIfAny) this.#logLoose(uri, project);
    return project.text(uri) === null ? null : project;
  }

  /** Waits until every project is read. */
  async allReady(): Promise<readonly LoadedProject[]> {
    await this.#settled();
    await Promise.all(this.projects.all.map((project) => project.ready));
    this.flush();
    await Promise.all(this.projects.all.map((project) => this.#grammars.provide(project)));
    return this.projects.all.filter((project) => project.state === 'ready');
  }

  /** Hands the texts of changed documents to the analysis. */
  flush(): void {
    for (const uri of this.#dirty) {
      const project = this.projects.nearest(uri) ?? this.projects.looseIfAny;
      const document = this.#open.get(uri);
      if (project === null || document === undefined) continue;
      this.#dirty.delete(uri);
      if (project.setOpenText(uri, document.text())) this.#noteGeneration(project);
    }
  }

  /** Discoveries may be asked for while one is under way: waits for the last. */
  async #settled(): Promise<void> {
    let seen: Promise<void> | null = null;
    while (seen !== this.#discovery) {
      seen = this.#discovery;
      await seen;
    }
  }

  /** What stands for the files that belong to no project. */
  async looseProject(): Promise<LoadedProject> {
    const { project, isNew } = this.projects.loose();
    if (isNew) project.ready = this.#settings.apply(project).then(() => this.#prepare(project));
    await project.ready;
    return project;
  }

  #logLoose(uri: string, project: LoadedProject): void {
    if (this.#looseUris.has(uri)) return;
    this.#looseUris.add(uri);
    this.#connection.console.info(looseFileText(uri, project));
  }

  /**
   * Whether other files are concerned costs the analysis a look at the project: not between a keystroke and
   * its diagnostics.
   */
  #noteGeneration(project: LoadedProject): void {
    this.#typedIn.add(project);
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => {
      const changed = [...this.#typedIn].filter((one) => {
        const generation = one.analysis.generation;
        const before = this.#generations.get(one);
        this.#generations.set(one, generation);
        return before !== generation;
      });
      this.#typedIn.clear();
      if (changed.length > 0) this.#changes.fire('typing');
      this.#pauses.fire();
    }, typingPause);
  }

  dispose(): void {
    clearTimeout(this.#typingTimer);
  }
}
