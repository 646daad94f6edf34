import { t } from '@vscode/l10n';
import type { Connection, Disposable } from 'vscode-languageserver';
import * as z from 'zod';
import { noScaffoldAnswers } from '../core/scaffold/model.ts';
import { planScaffold } from '../core/scaffold/plan.ts';
import { type ScaffoldGiven, type ScaffoldStep, scaffoldRequest } from '../protocol.ts';
import type { Documents } from './documents.ts';
import { localisedStep } from './l10n/answers.ts';
import type { LoadedProject } from './loadedProject.ts';
import { CancellableRequests } from './org/requests.ts';
import type { ProjectSource } from './projectSource.ts';
import { salesforceProjects } from './salesforceProjects.ts';
import { templateProjectOf } from './templateProject.ts';
import { baseName, canonicalUri, isWithin, pathOfUri } from './uris.ts';
import type { Workspace } from './workspace.ts';

const text = z.string().nullable();
const request = z.object({
  uri: text,
  answers: z.object({
    project: text,
    parts: z.array(z.string()),
    objects: z.array(z.string()),
    prefix: text,
    packageDirectory: text,
  }),
});

/** Interviews about what is to be scaffolded. Nothing is kept between the questions, and no file is written here. */
export class Scaffolds implements Disposable {
  readonly #workspace: Workspace;
  readonly #source: ProjectSource;
  readonly #documents: Documents;
  readonly #requests: CancellableRequests;

  constructor(connection: Connection, workspace: Workspace, documents: Documents, source: ProjectSource) {
    this.#workspace = workspace;
    this.#documents = documents;
    this.#source = source;
    this.#requests = new CancellableRequests(connection);
    this.#requests.on(scaffoldRequest, request, async ({ uri, answers }) =>
      localisedStep(await this.#step(uri === null ? null : canonicalUri(uri), answers)),
    );
  }

  dispose(): void {
    this.#requests.dispose();
  }

  async #step(uri: string | null, { project: root, ...answers }: ScaffoldGiven): Promise<ScaffoldStep> {
    const all = salesforceProjects(await this.#workspace.allReady());
    const nearest = uri === null ? null : this.#workspace.projects.nearest(uri);
    const asked = root === null ? nearest : all.find((one) => one.root === root);
    const project = asked ?? (all.length === 1 ? all[0]! : null);
    if (project === null || project.root === '') return whichProject(all);
    const there = await templateProjectOf(project, this.#source);
    const holding = there.packageDirectories.find((folder) => uri !== null && isWithin(uri, folder.uri));
    const result = planScaffold(
      {
        ...noScaffoldAnswers,
        ...answers,
        // In whose folder the command was called.
        packageDirectory: answers.packageDirectory ?? holding?.uri ?? null,
      },
      there,
      { isInteractive: true },
    );
    if (result.kind !== 'plan') return result;
    const { prefix, files, notes, next } = result;
    return {
      kind: 'plan',
      prefix,
      notes,
      next: next.map((step) => step.text),
      files: files.flatMap((file) =>
        file.kind === 'create'
          ? [{ uri: this.#documents.spelling(file.uri), what: file.what, text: file.text, at: null }]
          : [],
      ),
    };
  }
}

function whichProject(projects: readonly LoadedProject[]): ScaffoldStep {
  if (projects.length === 0) {
    return {
      kind: 'refusal',
      message: t('No Salesforce project is open that files could be made in.'),
      offers: [t('Open the folder that holds the sfdx-project.json.')],
    };
  }
  return {
    kind: 'question',
    about: 'project',
    title: t('Project'),
    explanation: t('The project that gets the files.'),
    takes: 'one',
    choices: projects.map(({ root }) => ({
      value: root,
      label: baseName(root),
      description: '',
      detail: pathOfUri(root) ?? root,
    })),
    proposed: '',
    problem: null,
  };
}
