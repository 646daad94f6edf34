import { t } from '@vscode/l10n';
import type { Connection, Disposable } from 'vscode-languageserver';
import * as z from 'zod';
import { NewRuleImpact } from '../core/templates/impact.ts';
import { nextStep } from '../core/templates/interview.ts';
import { noAnswers, type PlannedFile, type TemplatePlan } from '../core/templates/model.ts';
import { LineIndex } from '../core/text.ts';
import { type NewRuleAnswers, type NewRuleFile, type NewRuleStep, newRuleRequest } from '../protocol.ts';
import type { Documents } from './documents.ts';
import { localisedStep } from './l10n/answers.ts';
import type { LoadedProject } from './loadedProject.ts';
import { CancellableRequests } from './org/requests.ts';
import { startProgress } from './progress.ts';
import type { ProjectSource } from './projectSource.ts';
import { salesforceProjects } from './salesforceProjects.ts';
import type { SettingsStore } from './settingsStore.ts';
import { inSlices } from './slices.ts';
import { templateProjectOf } from './templateProject.ts';
import { baseName, canonicalUri, isWithin, pathOfUri } from './uris.ts';
import type { Workspace } from './workspace.ts';

const text = z.string().nullable();
const request = z.object({
  uri: text,
  isCheck: z.boolean(),
  answers: z.object({
    project: text,
    template: text,
    object: text,
    fields: z.array(z.string()),
    user: text,
    reason: text,
    name: text,
    packageDirectory: text,
    active: z.boolean().nullable(),
  }),
});

/** Interviews for a new rule. Nothing is kept between the questions, and no file is written here. */
export class NewRules implements Disposable {
  readonly #workspace: Workspace;
  readonly #connection: Connection;
  readonly #settings: SettingsStore;
  readonly #source: ProjectSource;
  readonly #documents: Documents;
  readonly #requests: CancellableRequests;

  constructor(
    connection: Connection,
    workspace: Workspace,
    documents: Documents,
    settings: SettingsStore,
    source: ProjectSource,
  ) {
    this.#source = source;
    this.#connection = connection;
    this.#settings = settings;
    this.#workspace = workspace;
    this.#documents = documents;
    this.#requests = new CancellableRequests(connection);
    this.#requests.on(newRuleRequest, request, async ({ uri, answers, isCheck }, signal) => {
      const of = uri === null ? null : canonicalUri(uri);
      return localisedStep(await this.#step(of, answers, isCheck ? null : signal));
    });
  }

  dispose(): void {
    this.#requests.dispose();
  }

  /** @param signal null: saves are not looked for */
  async #step(uri: string | null, answers: NewRuleAnswers, signal: AbortSignal | null): Promise<NewRuleStep> {
    const all = salesforceProjects(await this.#workspace.allReady());
    const nearest = uri === null ? null : this.#workspace.projects.nearest(uri);
    const asked = answers.project === null ? nearest : all.find(({ root }) => root === answers.project);
    const project = asked ?? (all.length === 1 ? all[0]! : null);
    if (project === null || project.root === '') return whichProject(all);
    const there = await templateProjectOf(project, this.#source);
    const { template, packageDirectory, ...others } = answers;
    const holding = there.packageDirectories.find((folder) => uri !== null && isWithin(uri, folder.uri));
    const given = {
      ...noAnswers,
      ...others,
      // In whose folder the command was called.
      packageDirectory: packageDirectory ?? holding?.uri ?? null,
    };
    const result = nextStep(template, given, there);
    if (result.kind !== 'plan') return result;
    const impact = signal === null ? null : await this.#impactOf(result, project, signal);
    return this.#told(result, impact);
  }

  async #impactOf(plan: TemplatePlan, project: LoadedProject, signal: AbortSignal): Promise<string | null> {
    const progress = startProgress(this.#connection, t('Duplicate Rules: looking for saves'), 1_000);
    const token = {
      get isCancellationRequested() {
        return signal.aborted || progress.isCancellationRequested;
      },
    };
    const { analysis } = project;
    try {
      const steps = analysis.analyseAll();
      if (!(await inSlices(steps, ({ done, total }) => progress.report(done, total), token))) return null;
      const impact = new NewRuleImpact(plan, analysis, this.#settings.of(project).shared.includeTests);
      return (await inSlices([...analysis.files], (uri) => impact.add(uri), token))
        ? impact.sentence()
        : null;
    } finally {
      progress.end();
    }
  }

  #told({ effect, files, next, template: _, ...plan }: TemplatePlan, impact: string | null): NewRuleStep {
    return {
      ...plan,
      impact,
      effect: effect.sentences,
      next: next.map(({ text }) => text),
      files: files.map((file) => this.#file(file)),
    };
  }

  #file(file: PlannedFile): NewRuleFile {
    const { what } = file;
    const uri = this.#documents.spelling(file.uri);
    if (file.kind === 'create') return { uri, what, text: file.text, at: null };
    const { span, newText } = file.edit;
    const lines = new LineIndex(file.before);
    const range = { start: lines.position(span.start), end: lines.position(span.end) };
    return { uri, what, text: newText, at: range };
  }
}

function whichProject(projects: readonly LoadedProject[]): NewRuleStep {
  if (projects.length === 0) {
    return {
      kind: 'refusal',
      message: t('No Salesforce project is open that a rule could be made in.'),
      offers: [t('Open the folder that holds the sfdx-project.json.')],
    };
  }
  return {
    kind: 'question',
    about: 'project',
    title: t('Project'),
    explanation: t('The project that gets the rule.'),
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
