import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { ConnectedOrg } from '../../connected/explainError.ts';
import type { OrgRuleReading } from '../../core/orgData/model.ts';
import { orgRules } from '../../core/orgData/rules.ts';
import { RecordFiles } from '../../offline/recordFiles.ts';
import type { OrgGateway } from '../../org/gateway.ts';
import { Folders } from '../../tools/folders.ts';
import { type ToolHost, ToolProblem, type ToolProject } from '../../tools/tool.ts';
import { statOrNull } from '../../workspace/stat.ts';
import { Problem } from '../problem.ts';
import { Projects } from './projects.ts';

export interface ToolSurroundings {
  /** As typed. */
  readonly roots: readonly string[];
  /** Alias or username of the org that may be asked; null: none. */
  readonly org: string | null;
  readonly cwd: string;
  gateway(): OrgGateway;
  warn(text: string): void;
}

/** The rules of the org are read again after so long, in milliseconds. */
const rulesHold = 10 * 60_000;

/** What tools of the server share: projects that stay in memory, and the org. */
export class ToolHosts {
  readonly folders: Folders;
  readonly #surroundings: ToolSurroundings;
  readonly #projects: Projects;
  readonly #files = new RecordFiles();
  readonly #readings = new WeakMap<object, { readonly reading: OrgRuleReading; readonly at: number }>();
  /** Calls come at the same time: a project is read for one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  /** @throws Problem for a folder that is none */
  constructor(surroundings: ToolSurroundings) {
    this.#surroundings = surroundings;
    this.folders = new Folders(
      surroundings.roots.map((typed) => folderOf(typed, surroundings.cwd)),
      'The server reads more when it is started with --root FOLDER.',
    );
    this.#projects = new Projects(this.folders, surroundings.warn);
  }

  /** For one call. */
  host(signal: AbortSignal, progress: (text: string) => void): ToolHost {
    return {
      signal,
      files: this.#files,
      progress,
      now: () => new Date().toISOString(),
      pathOf: async (named) => this.folders.pathOf(named),
      project: (path) => this.#project(path, signal),
      connect: (project) => this.#connect(project, signal, progress),
    };
  }

  close(): void {
    this.#files.drop();
  }

  #project(path: string | null, signal: AbortSignal): Promise<ToolProject> {
    const read = () => {
      signal.throwIfAborted();
      return this.#projects.at(path);
    };
    const project = this.#queue.then(read, read);
    this.#queue = project.catch(() => {});
    return project;
  }

  async #connect(
    project: ToolProject,
    signal: AbortSignal,
    progress: (text: string) => void,
  ): Promise<ConnectedOrg> {
    const { org, gateway } = this.#surroundings;
    if (org === null) {
      throw new ToolProblem(
        'No org may be asked: this server was started without one. The user can start it with --org ALIAS.',
      );
    }
    progress(`Connecting to ${org} …`);
    const session = await gateway().connect(project.root, org, signal);
    const kept = this.#readings.get(project);
    if (kept !== undefined && Date.now() - kept.at < rulesHold) {
      return { session, catalog: project.analysis.catalog, problems: kept.reading.problems };
    }
    progress('Reading the rules of the org …');
    const objects = [...new Set(project.analysis.catalog.duplicateRules.map(({ object }) => object))];
    const reading = await session.readRules(signal, progress, objects);
    project.analysis.setOrgRules(orgRules(reading, session.org.username));
    this.#readings.set(project, { reading, at: Date.now() });
    return { session, catalog: project.analysis.catalog, problems: reading.problems };
  }
}

function folderOf(typed: string, cwd: string): string {
  const folder = path.resolve(cwd, typed);
  if (statOrNull(folder)?.isDirectory()) return realpathSync(folder);
  throw new Problem(`there is no folder "${typed}".`);
}
