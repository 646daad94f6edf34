import { defaultSettings, type Settings } from '../../server/src/core/config/settings.ts';
import type { Project } from '../../server/src/core/project.ts';
import { createProject } from '../../server/src/core/project.ts';
import {
  noScaffoldAnswers,
  type ScaffoldAnswers,
  type ScaffoldPlan,
  type ScaffoldResult,
} from '../../server/src/core/scaffold/model.ts';
import { planScaffold } from '../../server/src/core/scaffold/plan.ts';
import { TemplateWorkspace } from './templates.ts';

const root = 'file:///p';

/** A project in memory that is scaffolded. Paths are relative to its root. */
export class ScaffoldWorkspace {
  readonly files: Map<string, string>;
  readonly apiVersion: string | null;

  constructor(files: Readonly<Record<string, string>> = {}, apiVersion: string | null = '66.0') {
    this.files = new Map(Object.entries(files));
    this.apiVersion = apiVersion;
  }

  static sample(name: string): ScaffoldWorkspace {
    return new ScaffoldWorkspace(Object.fromEntries(TemplateWorkspace.sample(name).files));
  }

  project(): Project {
    const project = createProject({ root });
    for (const [path, text] of this.files) {
      if (project.reads(`${root}/${path}`)) project.setFile(`${root}/${path}`, text);
    }
    return project;
  }

  plan(answers: Partial<ScaffoldAnswers>, isInteractive = false): ScaffoldResult {
    const { catalog, schema } = this.project();
    return planScaffold(
      { ...noScaffoldAnswers, ...answers },
      {
        root,
        packageDirectories: [{ uri: `${root}/force-app`, path: 'force-app', isDefault: true }],
        catalog,
        schema,
        files: [...this.files.keys()].map((path) => `${root}/${path}`),
        text: (uri) => this.files.get(uri.slice(root.length + 1)) ?? null,
        apiVersion: this.apiVersion,
      },
      { isInteractive },
    );
  }

  /** Writes what is scaffolded. @throws Error where there is no plan */
  apply(answers: Partial<ScaffoldAnswers>): ScaffoldPlan {
    const plan = this.plan(answers);
    if (plan.kind !== 'plan') throw new Error(JSON.stringify(plan));
    for (const file of plan.files) {
      const path = decodeURIComponent(file.uri.slice(root.length + 1));
      if (file.kind !== 'create' || this.files.has(path)) throw new Error(`${path} is there`);
      this.files.set(path, file.text);
    }
    return plan;
  }

  /** What a check of all files says, by one settings after the other: severity, rule, file and message. */
  findings(...several: readonly Settings[]): readonly string[] {
    const project = this.project();
    return (several.length === 0 ? [defaultSettings] : several).flatMap((settings) => {
      project.setSettings(settings);
      for (const _ of project.analyseAll());
      return [...this.files.keys()]
        .filter((path) => project.reads(`${root}/${path}`))
        .flatMap((path) => project.findings(`${root}/${path}`))
        .map(
          ({ severity, ruleId, location, message }) =>
            `${severity} ${ruleId} ${location.uri.slice(root.length + 1)}@${location.start}: ${message}`,
        );
    });
  }
}
