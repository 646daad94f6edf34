import type { Connection } from 'vscode-languageserver';
import {
  type ProjectOrg,
  type ProjectStatus,
  type ServerStatus,
  statusNotification,
  type WorkspaceSummary,
} from '../protocol.ts';
import type { LoadedProject } from './loadedProject.ts';
import { countRules } from './ruleCounts.ts';
import { baseName } from './uris.ts';
import type { Workspace } from './workspace.ts';

/** Tells the client of projects, their rules and their state, when something of it has changed. */
export class StatusReporter {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #orgOf: (project: LoadedProject) => ProjectOrg | null;
  #summary: WorkspaceSummary | null = null;
  #sent = '';

  constructor(
    connection: Connection,
    workspace: Workspace,
    orgOf: (project: LoadedProject) => ProjectOrg | null,
  ) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#orgOf = orgOf;
    workspace.onDidChange(() => this.update());
  }

  setSummary(summary: WorkspaceSummary): void {
    this.#summary = summary;
    this.update();
  }

  update(): void {
    const status: ServerStatus = {
      projects: this.#workspace.projects.all
        .filter(isShown)
        .map((project) => projectStatus(project, this.#orgOf(project))),
      workspace: this.#summary,
    };
    const text = JSON.stringify(status);
    if (text === this.#sent) return;
    this.#sent = text;
    void this.#connection.sendNotification(statusNotification.method, status);
  }
}

/** Beside the projects of a folder there may be nothing. */
function isShown({ isCodeOnly, fileCount }: LoadedProject): boolean {
  return !isCodeOnly || fileCount > 0;
}

function projectStatus(project: LoadedProject, org: ProjectOrg | null): ProjectStatus {
  const counts = project.state === 'ready' ? countRules(project.analysis.catalog) : null;
  return {
    root: project.root,
    name: project.root === '' ? '' : baseName(project.root),
    state: project.state,
    ...(project.problem === null ? {} : { problem: project.problem }),
    files: project.fileCount,
    rules: counts?.own ?? 0,
    activeRules: counts?.activeOwn ?? 0,
    assumedRules: counts?.assumedFor.length ?? 0,
    org,
  };
}
