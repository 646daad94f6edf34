import { metadataNamespace, xmlDocument } from '../templates/files/xml.ts';
import { backstopClass } from './apex/backstopClass.ts';
import { backstopTest } from './apex/backstopTest.ts';
import { dialectOf } from './apex/dialect.ts';
import { recordsClass } from './apex/recordsClass.ts';
import { refusalTest } from './apex/refusalTest.ts';
import { saveClass } from './apex/saveClass.ts';
import { saveTest } from './apex/saveTest.ts';
import { scaffoldFolders } from './folders.ts';
import { auditFiles } from './metadata/auditObject.ts';
import type { ProvenRule, Scaffold, ScaffoldFile, ScaffoldPartId, ScaffoldProject } from './model.ts';
import { namesOf } from './names.ts';
import type { ProvenRules } from './proven.ts';

/** All files of a scaffold, classes first, each with its metadata behind it. */
export function filesOf(
  parts: readonly ScaffoldPartId[],
  { prefix, apiVersion, objects, folder }: Scaffold,
  { save, backstop, refusal }: ProvenRules,
  project: ScaffoldProject,
): readonly ScaffoldFile[] {
  const names = namesOf(prefix);
  const dialect = dialectOf(apiVersion);
  const folders = scaffoldFolders(folder.uri, project);
  const has = (part: ScaffoldPartId) => parts.includes(part);
  const classes: (readonly [name: string, what: 'class' | 'test-class', text: string])[] = [];
  if (has('backstop')) classes.push([names.backstop, 'class', backstopClass(names, objects, dialect)]);
  if (has('save-class')) classes.push([names.save, 'class', saveClass(names, dialect)]);
  for (const proven of refusal) {
    classes.push([names.refusalTest(proven.object), 'test-class', refusalTest(names, proven, dialect)]);
  }
  if (backstop !== null)
    classes.push([names.backstopTest, 'test-class', backstopTest(names, backstop, dialect)]);
  if (save !== null) classes.push([names.saveTest, 'test-class', saveTest(names, save, dialect)]);
  for (const proven of recordsNeeded([...refusal, save, backstop])) {
    classes.push([names.records(proven.object), 'test-class', recordsClass(names, proven, dialect)]);
  }
  const audit = has('audit-object') ? auditFiles(names, folders.ending !== '') : [];
  return [
    ...classes.flatMap(([name, what, text]): readonly ScaffoldFile[] => [
      { kind: 'create', what, uri: `${folders.classes}/${name}.cls`, text },
      {
        kind: 'create',
        what: 'class-meta',
        uri: `${folders.classes}/${name}.cls-meta.xml`,
        text: classMeta(apiVersion),
      },
    ]),
    ...audit.map(
      ({ path, text }): ScaffoldFile => ({
        kind: 'create',
        what: path.startsWith('objects/') ? 'object' : 'access',
        uri: `${folders.base}/${path.split('/').map(encodeURIComponent).join('/')}${folders.ending}`,
        text,
      }),
    ),
  ];
}

/** One for each object: the first that needs it. */
function recordsNeeded(all: readonly (ProvenRule | null)[]): readonly ProvenRule[] {
  const byObject = new Map<string, ProvenRule>();
  for (const proven of all)
    if (proven !== null && !byObject.has(proven.object)) byObject.set(proven.object, proven);
  return [...byObject.values()];
}

function classMeta(apiVersion: string): string {
  return xmlDocument('ApexClass', metadataNamespace, [
    ['apiVersion', apiVersion],
    ['status', 'Active'],
  ]);
}
