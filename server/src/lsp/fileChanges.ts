import { type Connection, FileChangeType, type FileEvent } from 'vscode-languageserver';
import { configFileName } from '../core/files.ts';
import type { LoadedProject } from './loadedProject.ts';
import { isOrgConfiguration } from './org/targetOrg.ts';
import type { ProjectSource } from './projectSource.ts';
import type { SettingsStore } from './settingsStore.ts';
import { baseName, canonicalUri, isWithin } from './uris.ts';
import type { Workspace } from './workspace.ts';

/** Changes are taken together until it has been quiet for so long, in milliseconds: a branch switch is one. */
const quietTime = 50;

/** Takes over what happens to files on disk. */
export class FileChanges {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #source: ProjectSource;
  readonly #settings: SettingsStore;
  readonly #orgChanged: (project: LoadedProject) => Promise<void>;
  readonly #pending = new Map<string, FileChangeType>();
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(
    connection: Connection,
    workspace: Workspace,
    source: ProjectSource,
    settings: SettingsStore,
    /** Called when the file may name another org in which a project's default org stands. */
    orgChanged: (project: LoadedProject) => Promise<void>,
  ) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#source = source;
    this.#settings = settings;
    this.#orgChanged = orgChanged;
  }

  add(events: readonly FileEvent[]): void {
    for (const { uri, type } of events) this.#pending.set(canonicalUri(uri), type);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#work = this.#work
        .then(() => this.#apply())
        .catch((error) => this.#connection.console.error(`Reading changed files failed: ${error}`));
    }, quietTime);
  }

  /** Folders were renamed or deleted: the projects that they belong to are read again. */
  foldersChanged(uris: readonly string[]): void {
    for (const uri of uris.map(canonicalUri)) {
      for (const project of this.#workspace.projects.all) {
        if (project.root === '') continue;
        if (isWithin(uri, project.around ?? project.root)) this.#workspace.reload(project);
      }
    }
    this.#workspace.discover();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #apply(): Promise<void> {
    const changes = [...this.#pending];
    this.#pending.clear();
    const reloads = new Set<LoadedProject>();
    let filesChanged = false;
    for (const [uri, type] of changes) {
      const project = this.#workspace.projects.nearest(uri);
      const name = baseName(uri);
      if (name === 'sfdx-project.json') {
        if (project !== null && uri === `${project.root}/${name}` && type !== FileChangeType.Deleted) {
          reloads.add(project);
        }
        this.#workspace.discover();
      } else if (name === '.forceignore') {
        if (project !== null) reloads.add(project);
      } else if (project !== null && name === configFileName) {
        await this.#settings.apply(project);
        this.#workspace.announce('settings');
      } else if (project !== null && isOrgConfiguration(project, uri)) {
        await project.ready;
        await this.#orgChanged(project);
      } else if (project !== null) {
        filesChanged = (await this.#applyOne(project, uri, type)) || filesChanged;
      }
    }
    for (const project of reloads) this.#workspace.reload(project);
    if (filesChanged) this.#workspace.announce('files');
  }

  async #applyOne(project: LoadedProject, uri: string, type: FileChangeType): Promise<boolean> {
    await project.ready;
    if (type === FileChangeType.Deleted) {
      let anything = project.removeDiskText(uri);
      for (const file of [...project.diskUris]) {
        if (isWithin(file, uri)) anything = project.removeDiskText(file) || anything;
      }
      return anything;
    }
    if (!project.analysis.reads(uri) || !this.#source.includes(project.root, uri)) return false;
    const text = await this.#source.readFile(uri);
    if (text === null) return project.removeDiskText(uri);
    // An open document has the client's text, but the client asks again for the visible ones only.
    return project.setDiskText(uri, text) || project.isOpen(uri);
  }
}
