import { sources } from '../../outcome/sources.ts';
import { list } from '../../outcome/words.ts';
import { counted } from '../../textPage.ts';
import type { AuditStatement } from '../model.ts';
import { statementId } from '../model.ts';
import { integrationWords } from '../people/integrationWords.ts';
import { some } from '../people/words.ts';
import type { DataInput } from './input.ts';
import type { DuplicatesInFile, FileCreators } from './records.ts';

/** Duplicates in exported data: a statement for each file. */
export function duplicatesInFiles({ files, names }: DataInput): readonly AuditStatement[] {
  return files.filter(({ rules }) => rules.length > 0).map((one) => statementOf(one, names));
}

function statementOf(found: DuplicatesInFile, names: boolean): AuditStatement {
  const { file, object, records, rules, duplicates, clusters, largest, unsure, notes } = found;
  const any = clusters > 0;
  return {
    id: statementId('duplicates-in-data', object, file),
    kind: 'duplicates-in-data',
    section: 'data',
    risk: any ? 'medium' : 'none',
    text: any
      ? `${file} holds ${counted(duplicates, 'duplicate')} among ${counted(records, 'record')} of ${object}, in ${counted(clusters, 'cluster')}.`
      : `${file} holds no duplicates among ${counted(records, 'record')} of ${object}, as far as the rules can be run here.`,
    details: [
      `By ${list(
        rules.map(({ rule, pairs }) => `${rule} (${counted(pairs, 'matching pair')})`),
        'and',
      )}.`,
      ...(any ? [`The largest cluster has ${counted(largest, 'record')}.`] : []),
      ...(unsure > 0
        ? [
            `${unsure === 1 ? '1 cluster hangs' : `${unsure.toLocaleString('en')} clusters hang`} on algorithms of Salesforce's that are not public: they may be other ones in the org.`,
          ]
        : []),
      ...creatorDetails(found.creators, duplicates, names),
      ...(names && found.ids.length > 0 ? [`Ids: ${some(found.ids, 50)}.`] : []),
      ...notes,
    ],
    confidence: unsure > 0 ? 'approximate' : 'documented',
    sources: [sources.MatchCriteria],
    places: [],
    count: Math.max(1, duplicates),
    recommendation: any
      ? {
          key: 'duplicates-in-data',
          text: `Merge the duplicates of ${object} that are there, before rules are made stricter`,
          ease: 'days',
          means: [
            {
              kind: 'command',
              name: `duplicate-rules dedupe ${file} --object ${object}`,
              does: 'lists each cluster',
            },
          ],
        }
      : null,
  };
}

function creatorDetails(
  creators: FileCreators | null,
  duplicates: number,
  names: boolean,
): readonly string[] {
  if (duplicates === 0) return [];
  if (creators === null) {
    return ['Who created them is not in the file: a column CreatedById or CreatedBy.Name would tell.'];
  }
  const { by, column, laterOnly } = creators;
  const all = by.reduce((sum, { records }) => sum + records, 0);
  const which = laterOnly
    ? 'that came after another of their cluster'
    : 'in clusters, the first ones included';
  const alike =
    column === 'CreatedById'
      ? []
      : by.filter(({ who }) => integrationWords.test(who.replace(/[._@-]/g, ' ')));
  const ofAlike = alike.reduce((sum, { records }) => sum + records, 0);
  const most = by[0]!;
  return [
    `${counted(all, 'record')} ${which} ${all === 1 ? 'was' : 'were'} created by ${counted(by.length, 'user')} (${column})${by.length === 1 ? '' : `; the one with the most created ${most.records.toLocaleString('en')}`}.`,
    ...(alike.length > 0
      ? [
          `${counted(alike.length, 'name')} among these ${alike.length === 1 ? 'looks like that of an integration' : 'look like those of integrations'}, with ${counted(ofAlike, 'record')}.`,
        ]
      : []),
    ...(names
      ? [
          `They are: ${some(
            by.map(({ who, records }) => `${who} (${counted(records, 'record')})`),
            50,
          )}.`,
        ]
      : []),
  ];
}
