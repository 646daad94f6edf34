import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../server/src/core/findings.ts';
import { createProject, type Project } from '../../server/src/core/project.ts';
import { checkRuleTests } from '../../server/src/core/ruleTests/check.ts';
import { DataFiles } from '../../server/src/core/ruleTests/existing.ts';
import { parseRuleTests } from '../../server/src/core/ruleTests/parse.ts';
import { runRuleTest } from '../../server/src/core/ruleTests/run.ts';
import {
  noAnswers,
  type TemplateAnswers,
  type TemplateId,
  type TemplatePlan,
  type TemplateResult,
} from '../../server/src/core/templates/model.ts';
import { planNewRule } from '../../server/src/core/templates/plan.ts';
import { templateNamed } from '../../server/src/core/templates/templates.ts';
import { applyEdits } from '../../server/src/core/text.ts';

const root = 'file:///p';

/** A project in memory that templates are used on. Paths are relative to its root. */
export class TemplateWorkspace {
  readonly files: Map<string, string>;

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.files = new Map(Object.entries(files));
  }

  static recruiting(): TemplateWorkspace {
    return TemplateWorkspace.sample('recruiting');
  }

  static sample(name: string): TemplateWorkspace {
    const folder = join(import.meta.dirname, '../../samples', name);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) =>
      file.replaceAll('\\', '/'),
    );
    const metadata = names.filter((file) =>
      /\.(?:duplicateRule|matchingRule|field|object)-meta\.xml$/.test(file),
    );
    return new TemplateWorkspace(
      Object.fromEntries(metadata.map((file) => [file, readFileSync(join(folder, file), 'utf8')])),
    );
  }

  project(): Project {
    const project = createProject({ root });
    for (const [path, text] of this.files) {
      const uri = `${root}/${path}`;
      if (project.reads(uri)) project.setFile(uri, text);
    }
    return project;
  }

  plan(id: TemplateId, answers: Partial<TemplateAnswers> = {}, isInteractive = false): TemplateResult {
    const { catalog, schema } = this.project();
    return planNewRule(
      templateNamed(id)!,
      { ...noAnswers, ...answers },
      {
        root,
        packageDirectories: [{ uri: `${root}/force-app`, path: 'force-app', isDefault: true }],
        catalog,
        schema,
        files: [...this.files.keys()].map((path) => `${root}/${path}`),
        text: (uri) => this.files.get(uri.slice(root.length + 1)) ?? null,
      },
      { isInteractive },
    );
  }

  /** Writes what the template makes. @throws Error where there is no plan */
  apply(id: TemplateId, answers: Partial<TemplateAnswers> = {}): TemplatePlan {
    const plan = this.plan(id, answers);
    if (plan.kind !== 'plan') throw new Error(`${id}: ${JSON.stringify(plan)}`);
    for (const file of plan.files) {
      const path = file.uri.slice(root.length + 1);
      if (file.kind === 'create' && this.files.has(path)) throw new Error(`${path} is there`);
      this.files.set(
        path,
        file.kind === 'create' ? file.text : applyEdits(this.files.get(path)!, [file.edit]),
      );
    }
    return plan;
  }

  /** Findings of all files: severity, rule, file and message, without those of these severities. */
  findings(without: readonly Finding['severity'][] = []): readonly string[] {
    const project = this.project();
    return [...this.files.keys()]
      .filter((path) => project.reads(`${root}/${path}`))
      .flatMap((path) => project.findings(`${root}/${path}`))
      .filter(({ severity }) => !without.includes(severity))
      .map(
        ({ severity, ruleId, location, message }) =>
          `${severity} ${ruleId} ${location.uri.slice(root.length + 1)}: ${message}`,
      );
  }

  /** What became of all rule tests: `passed`, or with why not. */
  testResults(): Readonly<Record<string, string>> {
    const project = this.project();
    const tests = [...this.files].filter(([path]) => path.endsWith('.duptest.yaml'));
    return Object.fromEntries(
      tests.flatMap(([path, text]) => {
        const file = checkRuleTests(parseRuleTests(`${root}/${path}`, text), project);
        const problems = file.problems.map(({ message }) => [`${path}: problem`, message]);
        return [
          ...problems,
          ...file.tests.map((test) => {
            const { status, failures, messages } = runRuleTest(file, test, project, noFiles);
            const why = [...messages, ...failures.map(({ message }) => message)];
            return [`${path}: ${test.name}`, [status, ...why].join('; ')];
          }),
        ];
      }),
    );
  }
}

export const noFiles = new DataFiles(() => 'There are no files here.');
