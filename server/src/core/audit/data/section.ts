import { counted } from '../../textPage.ts';
import { type AuditSection, type NotLookedAt, statementId } from '../model.ts';
import { remedies } from '../remedies.ts';
import { duplicatesInFiles } from './inFiles.ts';
import type { DataInput } from './input.ts';
import { agesTable, creatorsTable, reportedSets, setCreators } from './reportedSets.ts';

/** Duplicates that are there already: reported ones of the org, and those in exported data. */
export function dataSection(input: DataInput): AuditSection {
  const tables = [agesTable(input), creatorsTable(input)].filter((table) => table !== null);
  return {
    name: 'data',
    summary: summary(input),
    statements: [...reportedSets(input), ...setCreators(input), ...duplicatesInFiles(input)],
    tables,
    notLookedAt: notLookedAt(input),
  };
}

function summary({ org, files }: DataInput): readonly string[] {
  const rules = org?.rules ?? null;
  const sets = (rules ?? []).reduce(
    (sum, one) => sum + Object.values(one.sets).reduce((all, number) => all + number, 0),
    0,
  );
  return [
    ...(rules === null
      ? []
      : [
          sets === 0
            ? 'The org has no duplicate record set that this user can see.'
            : `The org has ${counted(sets, 'duplicate record set')} that this user can see.`,
        ]),
    ...files
      .filter(({ rules: run }) => run.length > 0)
      .map(({ file, duplicates, records }) =>
        duplicates === 0
          ? `${file}: no duplicates found among ${counted(records, 'record')}.`
          : `${file}: ${counted(duplicates, 'record')} of ${records.toLocaleString('en')} in clusters of duplicates.`,
      ),
  ];
}

function notLookedAt({ org, files, unread = [] }: DataInput): readonly NotLookedAt[] {
  return [
    ...(org === null
      ? [
          {
            id: 'duplicate-sets',
            what: 'Duplicate record sets, by rule and age.',
            why: 'No org was asked.',
            remedy: remedies.org,
          },
        ]
      : org.problems.map((problem, index) => ({
          id: `org-data:${index + 1}`,
          what: 'A part of the duplicate record sets.',
          why: problem,
          remedy: 'Give the user read access to duplicate record sets and items, and to the records in them.',
        }))),
    ...unread.map(({ file, object, why }) => ({
      id: statementId('data-file', object, file),
      what: `Duplicates in ${file}.`,
      why: `It could not be read: ${why}.`,
      remedy: null,
    })),
    ...(files.length + unread.length === 0
      ? [
          {
            id: 'data-file',
            what: 'Duplicates that no rule has reported.',
            why: 'No exported data was given.',
            remedy: remedies.data,
          },
        ]
      : files
          .filter(({ rules }) => rules.length === 0)
          .map(({ file, object }) => ({
            id: statementId('data-file', object, file),
            what: `Duplicates in ${file}.`,
            why: `No matching rule of ${object} that an active duplicate rule uses can be run offline.`,
            remedy: null,
          }))),
  ];
}
