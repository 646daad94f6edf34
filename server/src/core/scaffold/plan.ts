import { nearest, suggestion } from '../records/suggest.ts';
import { refusal } from '../templates/model.ts';
import { packageFolder } from '../templates/plan.ts';
import { versionUnsaid } from './apiVersion.ts';
import { filesOf } from './files.ts';
import {
  type ProvenRule,
  type Scaffold,
  type ScaffoldAnswers,
  type ScaffoldPartId,
  type ScaffoldProject,
  type ScaffoldResult,
  scaffoldPartIds,
} from './model.ts';
import { defaultPrefix, prefixProblem } from './names.ts';
import { nextSteps, notesOf } from './notes.ts';
import { scaffoldParts, withNeeded } from './parts.ts';
import { proven } from './proven.ts';
import {
  objectsQuestion,
  objectsWithRules,
  partsQuestion,
  prefixQuestion,
  readObjects,
} from './questions.ts';
import { taken } from './taken.ts';

export interface ScaffoldOptions {
  /** What has a default is asked for too. */
  readonly isInteractive?: boolean;
}

/**
 * The files of a scaffold, fitted to what is there; or what has to be answered before, or why it cannot be had.
 * Questions come one by one, in the order in which a person is best asked.
 */
export function planScaffold(
  answers: ScaffoldAnswers,
  project: ScaffoldProject,
  { isInteractive = false }: ScaffoldOptions = {},
): ScaffoldResult {
  const parts = partsOf(answers.parts);
  if (typeof parts === 'string' || parts.length === 0) {
    return partsQuestion(typeof parts === 'string' ? parts : null);
  }
  const needsObjects = parts.some((id) => id !== 'audit-object');
  const known = objectsWithRules(project);
  if (needsObjects && answers.objects.length === 0 && (isInteractive || known.length === 0)) {
    return objectsQuestion(project, null);
  }
  const read = readObjects(answers.objects.length > 0 ? answers.objects : known, project);
  if ('problem' in read) return objectsQuestion(project, read.problem);

  const prefix = answers.prefix ?? (isInteractive ? null : defaultPrefix);
  const problem = prefix === null ? null : prefixProblem(prefix);
  if (prefix === null || problem !== null) return prefixQuestion(problem);

  const folder = packageFolder(answers, project, isInteractive);
  if ('kind' in folder) return { ...folder, about: 'packageDirectory' };

  const scaffold: Scaffold = {
    prefix,
    apiVersion: project.apiVersion ?? versionUnsaid,
    objects: read.objects,
    folder,
  };
  const rules = needsObjects ? proven(parts, read.objects, answers.rules, project) : noRules;
  if ('kind' in rules) return rules;
  const files = filesOf(parts, scaffold, rules, project);
  const there = taken(files, project);
  if (there !== null) {
    return refusal(
      there,
      'Give another prefix: nothing that is there is overwritten.',
      'Leave out the part that is there already.',
    );
  }
  return {
    kind: 'plan',
    parts,
    objects: needsObjects ? read.objects : [],
    prefix,
    apiVersion: scaffold.apiVersion,
    files,
    notes: notesOf(parts, scaffold, rules, project),
    next: nextSteps(parts, files, prefix),
  };
}

const noRules: {
  readonly save: ProvenRule | null;
  readonly backstop: null;
  readonly refusal: readonly ProvenRule[];
  readonly notes: readonly string[];
} = {
  save: null,
  backstop: null,
  refusal: [],
  notes: [],
};

function partsOf(given: readonly string[]): readonly ScaffoldPartId[] | string {
  const wanted = new Set<ScaffoldPartId>();
  for (const name of given) {
    const id = scaffoldPartIds.find((one) => one === name.toLowerCase());
    if (id !== undefined) wanted.add(id);
    else if (name.toLowerCase() === 'all') for (const one of scaffoldParts) wanted.add(one.id);
    else {
      const ids = [...scaffoldPartIds, 'all'];
      return `There is no "${name}" to scaffold.${suggestion(nearest(name, ids), ids)}`;
    }
  }
  return withNeeded(wanted);
}
