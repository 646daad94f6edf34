import { type Connection, type Disposable, ResponseError } from 'vscode-languageserver';
import * as z from 'zod';
import type { ConnectedOrg } from '../../connected/explainError.ts';
import { RecordFiles } from '../../offline/recordFiles.ts';
import {
  askBeforeToolRequest,
  callToolRequest,
  orgProgressNotification,
  type ToolQuestion,
} from '../../protocol.ts';
import { Folders } from '../../tools/folders.ts';
import { type ToolHost, ToolProblem, type ToolProject } from '../../tools/tool.ts';
import { type AnyTool, callTool, inputOf, toolNamed } from '../../tools/tools.ts';
import type { Grammars } from '../grammars.ts';
import type { OrgRequests } from '../org/orgRequests.ts';
import { projectOf } from '../org/projectOf.ts';
import { CancellableRequests } from '../org/requests.ts';
import { baseName, canonicalUri, pathOfUri, uriOfPath } from '../uris.ts';
import type { Workspace } from '../workspace.ts';
import { EditorProject } from './editorProject.ts';

const call = { name: z.string(), input: z.unknown(), uri: z.string().nullable() };
const shapes = {
  ask: z.object(call),
  call: z.object({ ...call, org: z.string().min(1).nullable() }),
};

/** Answers calls of tools by language models in the editor. */
export class ToolRequests implements Disposable {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #grammars: Grammars;
  readonly #orgs: Pick<OrgRequests, 'connected' | 'orgInUse'>;
  readonly #requests: CancellableRequests;
  readonly #files = new RecordFiles();

  constructor(
    connection: Connection,
    workspace: Workspace,
    grammars: Grammars,
    orgs: Pick<OrgRequests, 'connected' | 'orgInUse'>,
  ) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#grammars = grammars;
    this.#orgs = orgs;
    this.#requests = new CancellableRequests(connection);
    this.#requests.on(askBeforeToolRequest, shapes.ask, ({ name, input, uri }, signal) =>
      this.#question(name, input, uri, signal),
    );
    this.#requests.on(callToolRequest, shapes.call, async ({ name, input, uri, org }, signal) => {
      const tool = toolNamed(name);
      if (tool === null) return { text: `There is no tool ${name}.`, isError: true };
      return callTool(tool, input, this.#host(uri, org, signal));
    });
  }

  dispose(): void {
    this.#files.drop();
    this.#requests.dispose();
  }

  /** Nothing is asked before a call that will fail anyway. */
  async #question(
    name: string,
    given: unknown,
    uri: string | null,
    signal: AbortSignal,
  ): Promise<ToolQuestion | null> {
    const tool = toolNamed(name);
    const input = tool === null ? null : readInput(tool, given);
    if (tool === null || input === null || !tool.asksOrg(input)) return null;
    try {
      const host = this.#host(uri, null, signal);
      const { project } = input as { readonly project?: string };
      const found = (await host.project(
        project === undefined ? null : await host.pathOf(project),
      )) as EditorProject;
      const org = await this.#orgs.orgInUse(found.folder);
      if (org === null) return null;
      const { username, aliases, instanceUrl } = org;
      return { org: { username, alias: aliases[0] ?? null, instanceUrl }, record: recordIn(input) };
    } catch (error) {
      // No org may be asked, or it is not clear which: the call says so.
      if (error instanceof ResponseError || error instanceof ToolProblem) return null;
      throw error;
    }
  }

  #host(uri: string | null, org: string | null, signal: AbortSignal): ToolHost {
    return {
      signal,
      files: this.#files,
      progress: (text) => {
        if (signal.aborted) return;
        void this.#connection.sendNotification(orgProgressNotification.method, { text });
      },
      now: () => new Date().toISOString(),
      pathOf: async (named) => this.#pathOf(named),
      project: (path) => this.#project(path === null ? uri : uriOfPath(path)),
      connect: (project) => this.#connect((project as EditorProject).folder, org, signal),
    };
  }

  /** A file of the workspace's folders, or one that is open. */
  #pathOf(named: string): string {
    const open = canonicalUri(/^[a-z][\w+.-]+:\/\//i.test(named) ? named : uriOfPath(named));
    const path = pathOfUri(open);
    if (path !== null && this.#workspace.openUris.includes(open)) return path;
    const folders = this.#workspace.folders.flatMap((folder) => pathOfUri(folder) ?? []);
    return new Folders(folders, 'The user can open the folder in the editor.').pathOf(named);
  }

  async #project(uri: string | null): Promise<ToolProject> {
    const project = await projectOf(this.#workspace, uri);
    if (project === null) {
      const names = this.#workspace.projects.all
        .filter(({ root, isCodeOnly }) => root !== '' && !isCodeOnly)
        .map(({ root }) => pathOfUri(root) ?? baseName(root));
      throw new ToolProblem(
        `There are several Salesforce projects: ${names.join(', ')}. Name one as project.`,
      );
    }
    // What belongs to no project has nothing to read.
    if (project.root !== '' && project.state !== 'ready') {
      throw new ToolProblem(
        `The project ${baseName(project.root)} was not read: ${project.problem ?? project.state}.`,
      );
    }
    return new EditorProject(project, this.#grammars);
  }

  async #connect(uri: string | null, agreed: string | null, signal: AbortSignal): Promise<ConnectedOrg> {
    try {
      if (agreed !== null) return await this.#orgs.connected(uri, signal, agreed);
      // Says why, where none may be asked.
      await this.#orgs.orgInUse(uri);
      throw new ToolProblem(
        'The org was not asked: none is set for the project, or the user has not agreed. The user can choose one with Duplicate Rules: Select Org.',
      );
    } catch (error) {
      if (error instanceof ResponseError) throw new ToolProblem(error.message);
      throw error;
    }
  }
}

function readInput(tool: AnyTool, given: unknown): unknown {
  try {
    return inputOf(tool, given);
  } catch {
    return null;
  }
}

/** The record whose values the org gets. */
function recordIn(input: unknown): ToolQuestion['record'] {
  const { object, fields, id } = input as {
    readonly object?: string;
    readonly fields?: Readonly<Record<string, unknown>>;
    readonly id?: string;
  };
  if (object === undefined || fields === undefined) return null;
  return { object, fields: Object.keys(fields), id: id ?? null };
}
