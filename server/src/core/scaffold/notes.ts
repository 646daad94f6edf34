import { list } from '../outcome/words.ts';
import { auditLabel } from './metadata/auditObject.ts';
import type { Scaffold, ScaffoldFile, ScaffoldPartId, ScaffoldProject, ScaffoldStep } from './model.ts';
import { namesOf, type ScaffoldNames } from './names.ts';
import type { ProvenRules } from './proven.ts';

/** What to know before the files are deployed: sentences. */
export function notesOf(
  parts: readonly ScaffoldPartId[],
  { apiVersion, objects }: Scaffold,
  { save, backstop, refusal, notes }: ProvenRules,
  { apiVersion: said, catalog }: ScaffoldProject,
): readonly string[] {
  const proven = [...new Set([...refusal, save, backstop].flatMap((one) => one ?? []))];
  const unruled = objects.filter((object) => !catalog.rulesFor(object).some(({ active }) => active));
  const isWatched = parts.includes('backstop');
  return [
    ...(said === null
      ? [`sfdx-project.json names no sourceApiVersion: the classes are of version ${apiVersion}.`]
      : []),
    ...(isWatched && unruled.length > 0
      ? [
          `No active duplicate rule of ${list(unruled, 'and')} is known: without one, Salesforce cannot look for duplicates, and the backstop records that it did not.`,
        ]
      : []),
    ...notes,
    ...new Set(proven.flatMap((one) => one.notes)),
    ...(proven.length > 0
      ? [
          'The tests save records: validation rules, triggers and Flows of the org may ask for more fields than the project shows. Add those in the records class.',
        ]
      : []),
    ...(isWatched
      ? [
          'The backstop finds what active duplicate rules find, and no more; schedule it as a user who sees all records and the fields that the rules compare.',
        ]
      : []),
  ];
}

export function nextSteps(
  parts: readonly ScaffoldPartId[],
  files: readonly ScaffoldFile[],
  prefix: string,
): readonly ScaffoldStep[] {
  const names = namesOf(prefix);
  const tests = files
    .filter(({ what, uri }) => what === 'test-class' && /Test\.cls$/.test(uri))
    .map(({ uri }) => uri.slice(uri.lastIndexOf('/') + 1, -'.cls'.length));
  const hasAudit = parts.includes('audit-object');
  return [
    {
      text: 'Deploy the files together; the rules that the tests prove have to be active in that org.',
      command: deployCommand(
        parts.some((id) => id !== 'audit-object'),
        hasAudit,
        tests,
        prefix,
        names,
      ),
    },
    ...(hasAudit
      ? [
          {
            text: 'Give those who look after duplicates the permission set.',
            command: `sf org assign permset --name ${names.permissionSet}`,
          },
        ]
      : []),
    ...(parts.includes('backstop')
      ? [
          {
            text: `Schedule it, in Setup under Apex Classes, or once in anonymous Apex: System.schedule('Duplicate backstop', '0 0 2 * * ?', new ${names.backstop}());`,
            command: '',
          },
        ]
      : []),
  ];
}

/** For a terminal in the project. Names, since paths are many. */
function deployCommand(
  hasClasses: boolean,
  hasAudit: boolean,
  tests: readonly string[],
  prefix: string,
  { finding, permissionSet }: ScaffoldNames,
): string {
  const components = [
    ...(hasClasses ? [`"ApexClass:${prefix}*"`] : []),
    ...(hasAudit
      ? [
          `CustomObject:${finding}`,
          `"Layout:${finding}-${auditLabel} Layout"`,
          `CustomTab:${finding}`,
          `PermissionSet:${permissionSet}`,
        ]
      : []),
  ];
  const run =
    tests.length === 0 ? [] : ['--test-level RunSpecifiedTests', ...tests.map((name) => `--tests ${name}`)];
  return ['sf project deploy start', ...components.map((one) => `--metadata ${one}`), ...run].join(' ');
}
