import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import * as z from 'zod';
import { kindOf } from '../core/files.ts';
import type { DuplicateRule } from '../core/metadata/model.ts';
import { saveTable } from '../core/saveTable/build.ts';
import { saveTableMarkdown } from '../core/saveTable/markdown.ts';
import { objectNamed, objectOfRuleFile, objectsWithRules } from '../core/saveTable/objects.ts';
import type { SaveTableAnswer } from '../protocol.ts';
import type { Converter } from './convert.ts';
import { localisedTable } from './l10n/answers.ts';
import type { LoadedProject } from './loadedProject.ts';
import { projectOf } from './org/projectOf.ts';
import { ruleEntry } from './ruleEntries.ts';
import { baseName } from './uris.ts';
import type { Workspace } from './workspace.ts';

const shape = z.object({ uri: z.string().nullable(), object: z.string().nullable() });

/** Answers what happens on save. */
export async function answerSaveTable(
  workspace: Workspace,
  converter: Converter,
  params: unknown,
): Promise<SaveTableAnswer> {
  const read = shape.safeParse(params);
  if (!read.success) throw new ResponseError(ErrorCodes.InvalidParams, 'uri and object are texts or null.');
  const { uri, object } = read.data;
  const project = await projectOf(workspace, uri);
  if (project === null) return unclear(workspace.projects.all);
  const { catalog, schema } = project.analysis;
  const withRules = objectsWithRules(catalog);
  const others = schema
    .objects()
    .map(({ name }) => name)
    .filter((name) => !withRules.some((one) => one.toLowerCase() === name.toLowerCase()))
    .sort();
  const wanted = object ?? (uri === null ? null : objectOfRuleFile(uri, kindOf(uri)));
  const name = wanted === null ? null : (objectNamed(wanted, catalog, schema) ?? wanted);
  const table = name === null ? null : saveTable(name, catalog);
  const entries = (rule: DuplicateRule) => ruleEntry(converter, project, rule);
  return {
    uri: folderOf(project),
    project: project.root === '' ? '' : baseName(project.root),
    table: table === null ? null : localisedTable(table),
    markdown: table === null ? '' : saveTableMarkdown(table),
    objects: [...withRules, ...others].map((one) => ({ name: one, rules: catalog.rulesFor(one).length })),
    rules: name === null ? [] : catalog.rulesFor(name).map(entries),
    projects: [],
    incomplete: name !== null && !catalog.isComplete(name),
  };
}

function unclear(projects: readonly LoadedProject[]): SaveTableAnswer {
  return {
    uri: null,
    project: '',
    table: null,
    markdown: '',
    objects: [],
    rules: [],
    projects: projects
      .filter(({ root, isCodeOnly }) => root !== '' && !isCodeOnly)
      .map((project) => ({ name: baseName(project.root), uri: folderOf(project)! })),
  };
}

function folderOf({ root }: LoadedProject): string | null {
  return root === '' ? null : `${root.replace(/\/$/, '')}/`;
}
