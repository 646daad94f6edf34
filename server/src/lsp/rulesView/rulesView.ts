import { t } from '@vscode/l10n';
import type { CancellationToken, Connection, Disposable } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import * as z from 'zod';
import { saveNodes } from '../../core/ruleTree/saves.ts';
import type { Location } from '../../core/text.ts';
import {
  type ProjectOrg,
  type RuleNode,
  type RuleTree,
  type RuleTreeProject,
  ruleSavesRequest,
  ruleTreeChangedNotification,
  ruleTreeRequest,
  type SavesOf,
} from '../../protocol.ts';
import { projectFileName } from '../../workspace/packageDirectories.ts';
import type { Converter } from '../convert.ts';
import type { LoadedProject } from '../loadedProject.ts';
import { checked } from '../org/requests.ts';
import { baseName } from '../uris.ts';
import type { Workspace } from '../workspace.ts';
import { placed, ruleTreeOf } from './ruleTree.ts';
import type { UsageStore } from './usageStore.ts';

const shapes = {
  tree: z.object({ withSaves: z.boolean() }),
  saves: z.object({ root: z.string(), object: z.string().nullable(), rule: z.string().nullable() }),
};

/** Changes that come together are told once, in milliseconds. */
const quietTime = 200;

/** Answers what the view of the rules asks, and tells it when to ask again. */
export class RulesView implements Disposable {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #converter: Converter;
  readonly #usage: UsageStore;
  readonly #orgOf: (project: LoadedProject) => ProjectOrg | null;
  readonly #listening: readonly Disposable[];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    connection: Connection,
    workspace: Workspace,
    converter: Converter,
    usage: UsageStore,
    orgOf: (project: LoadedProject) => ProjectOrg | null,
  ) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#converter = converter;
    this.#usage = usage;
    this.#orgOf = orgOf;
    this.#listening = [
      workspace.onDidChange(() => this.#changed()),
      workspace.onDidPause(() => this.#changed()),
      usage.onDidLook(() => this.#changed()),
      connection.onRequest(ruleTreeRequest.method, (...received: unknown[]) => {
        const { params, token } = checked(shapes.tree, received);
        return this.#tree(params.withSaves, token);
      }),
      connection.onRequest(ruleSavesRequest.method, (...received: unknown[]) => {
        const { params, token } = checked(shapes.saves, received);
        return this.#saves(params, token);
      }),
    ];
  }

  async #tree(withSaves: boolean, token: CancellationToken): Promise<RuleTree> {
    await this.#workspace.allReady();
    const projects: RuleTreeProject[] = [];
    for (const project of shown(this.#workspace.projects.all)) {
      if (project.state !== 'ready') {
        projects.push(unread(project));
        continue;
      }
      const now = withSaves ? await this.#usage.now(project, token) : null;
      // Where the user has stopped the look, what was known before is better than nothing.
      const usage = now ?? this.#usage.last(project);
      if (token.isCancellationRequested) throw cancelled();
      const org = this.#orgOf(project);
      const name = org === null || org.unused !== undefined ? null : (org.alias ?? org.username);
      projects.push(ruleTreeOf(project, usage, name, this.#converter));
    }
    return { projects };
  }

  async #saves(
    { root, object, rule }: { root: string } & SavesOf,
    token: CancellationToken,
  ): Promise<readonly RuleNode[]> {
    await this.#workspace.allReady();
    const project = this.#workspace.projects.at(root);
    if (project === null || project.state !== 'ready') return [];
    const usage = await this.#usage.now(project, token);
    if (usage === null) throw cancelled();
    const where = (location: Location) => this.#where(project, location);
    return saveNodes({ object, rule }, usage, where).map((node) => placed(node, project, this.#converter));
  }

  #where(project: LoadedProject, { uri, start }: Location): string {
    const line = project.lines(uri)?.position(start).line;
    return line === undefined ? baseName(uri) : `${baseName(uri)}:${line + 1}`;
  }

  #changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#connection.sendNotification(ruleTreeChangedNotification.method, null);
    }, quietTime);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#listening) one.dispose();
  }
}

/** Salesforce projects; where there is none, folders with integration code. A folder with neither is none of them. */
function shown(projects: readonly LoadedProject[]): readonly LoadedProject[] {
  const withFiles = projects.filter(
    (project) =>
      project.root !== '' &&
      (project.state !== 'ready' ||
        project.fileCount > 0 ||
        project.text(`${project.root}/${projectFileName}`) !== null),
  );
  const own = withFiles.filter(({ isCodeOnly }) => !isCodeOnly);
  return own.length > 0 ? own : withFiles;
}

function unread({ root, state, problem }: LoadedProject): RuleTreeProject {
  const why =
    state === 'cancelled'
      ? t('reading it was cancelled')
      : t('reading it failed: {0}', problem ?? t('no reason was given'));
  return { root, name: baseName(root), problem: why, ownRules: 0, org: null, objects: [] };
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
}
