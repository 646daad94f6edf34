import { ageBuckets, type Creator, type SetsOfRule } from '../../orgData/duplicateSets.ts';
import { counted } from '../../textPage.ts';
import type { AuditStatement, AuditTable, Recommendation } from '../model.ts';
import { statementId } from '../model.ts';
import { isMachine } from '../people/integrations.ts';
import { integrationWords } from '../people/integrationWords.ts';
import { some } from '../people/words.ts';
import type { DataInput } from './input.ts';

const setsSource = 'Object Reference, DuplicateRecordSet and DuplicateRecordItem';
/** That sets outlive what they report. */
const staleSource = 'Salesforce Stack Exchange 347463';

const cleanUp: Recommendation = {
  key: 'reported-duplicates',
  text: 'Merge what duplicate record sets hold, the oldest first, and delete the sets that are settled',
  ease: 'days',
  means: [],
};

/** What rules have reported and nobody has settled: a statement for each rule. */
export function reportedSets({ org }: DataInput): readonly AuditStatement[] {
  return (org?.rules ?? []).map((one) => {
    const all = totalOf(one);
    const late = one.sets.year + one.sets.older;
    const name = one.rule ?? null;
    return {
      id: statementId('reported-duplicates', name ?? 'without-rule'),
      kind: 'reported-duplicates',
      section: 'data' as const,
      risk: late > 0 ? ('medium' as const) : ('low' as const),
      text: `${name === null ? `${counted(all, 'duplicate record set')} that ${all === 1 ? 'names' : 'name'} no rule ${all === 1 ? 'is' : 'are'}` : `Of ${name} ${counted(all, 'duplicate record set')} ${all === 1 ? 'is' : 'are'}`} in the org${one.records === null ? '' : `, with ${counted(one.records, 'record')}`}${late > 0 ? `; ${late === all ? (all === 1 ? 'it is' : 'all are') : `${late.toLocaleString('en')} ${late === 1 ? 'is' : 'are'}`} older than 90 days` : ''}.`,
      details: [
        ...(one.oldest === null ? [] : [`The oldest is of ${one.oldest.slice(0, 10)}.`]),
        ...(name === null
          ? ['Duplicate jobs make sets without a rule; sets also count here whose rule could not be named.']
          : []),
      ],
      confidence: 'exact' as const,
      sources: [setsSource],
      places: [],
      count: all,
      recommendation: cleanUp,
    };
  });
}

/** Sets by rule and age. */
export function agesTable({ org }: DataInput): AuditTable | null {
  if (!org?.rules || org.rules.length === 0) return null;
  const rows = [...org.rules].sort(
    (a, b) => totalOf(b) - totalOf(a) || ((a.rule ?? '') < (b.rule ?? '') ? -1 : 1),
  );
  return {
    id: 'duplicate-sets-by-age',
    title: 'Duplicate record sets by rule and age',
    head: ['Rule', ...ageBuckets.map(({ title }) => title), 'Records', 'Oldest'],
    rows: rows.map((one) => [
      one.rule ?? 'No rule named',
      ...ageBuckets.map(({ id }) => one.sets[id].toLocaleString('en')),
      one.records?.toLocaleString('en') ?? '–',
      one.oldest?.slice(0, 10) ?? '–',
    ]),
    notes: [
      'Rules with the operation Report write sets, and duplicate jobs do; what nothing reports is not here.',
      `A set stays until somebody deletes it, also where its records are no duplicates any more (${staleSource}).`,
    ],
  };
}

function totalOf({ sets }: SetsOfRule): number {
  return ageBuckets.reduce((sum, { id }) => sum + sets[id], 0);
}

// --------------------------------------------------------------------------------------------- who created them

/** Who created the records of the sets, by profile. */
export function setCreators({ org, names }: DataInput): readonly AuditStatement[] {
  const creators = org?.creators;
  if (!creators || creators.by.length === 0) return [];
  const all = creators.by.reduce((sum, { records }) => sum + records, 0);
  const own = creators.by.filter(looksLikeIntegration);
  const records = own.reduce((sum, one) => sum + one.records, 0);
  const bySign = `${counted(records, 'record')} of ${all.toLocaleString('en')}`;
  return [
    {
      id: statementId('duplicates-by-creator', 'org'),
      kind: 'duplicates-by-creator',
      section: 'data',
      risk: own.length > 0 ? 'medium' : 'low',
      text:
        own.length > 0
          ? `${bySign} in duplicate record sets were created by what looks like ${own.length === 1 ? 'an integration' : `${own.length} integrations`}.`
          : `The ${counted(all, 'record')} in duplicate record sets were created by ${counted(creators.by.length, 'user')}, ${creators.by.length === 1 ? 'which does not look' : 'none of which looks'} like an integration.`,
      details: [
        ...(own.length > 0
          ? [
              `By profile: ${some(profiles(own))}. Profile, kind of user and name hint at an integration; nothing says it.`,
            ]
          : []),
        creators.looked < creators.all
          ? `Looked at were the newest ${creators.looked.toLocaleString('en')} of ${creators.all.toLocaleString('en')} items.`
          : `All ${counted(creators.all, 'item')} were looked at.`,
        'The records that were there first are among them.',
        ...(names ? [`Users: ${some(creators.by.map(nameOf), 50)}.`] : []),
      ],
      confidence: own.length > 0 ? 'weak' : 'exact',
      sources: [setsSource],
      places: [],
      count: own.length > 0 ? records : all,
      recommendation:
        own.length > 0
          ? {
              key: 'integrations-create-duplicates',
              text: 'Have the integrations that create duplicates look for an existing record first, or read the refusal',
              ease: 'days',
              means: [
                { kind: 'page', name: 'integration-code.md', does: 'shows how each client tells a refusal' },
              ],
            }
          : null,
    },
  ];
}

export function creatorsTable({ org, names }: DataInput): AuditTable | null {
  const creators = org?.creators;
  if (!creators || creators.by.length === 0) return null;
  const byProfile = new Map<string, { users: Set<string>; records: number; kind: string; sign: boolean }>();
  for (const one of creators.by) {
    const key = names
      ? `${nameOf(one)} (${one.profile ?? 'no profile named'})`
      : (one.profile ?? 'No profile named');
    const own = byProfile.get(key) ?? {
      users: new Set(),
      records: 0,
      kind: one.userType ?? '–',
      sign: false,
    };
    byProfile.set(key, own);
    own.users.add(one.userId);
    own.records += one.records;
    own.sign ||= looksLikeIntegration(one);
  }
  return {
    id: 'duplicates-by-creator',
    title: 'Who created the records of duplicate record sets',
    head: [names ? 'User' : 'Profile', 'Kind of user', 'Users', 'Records', 'Looks like an integration'],
    rows: [...byProfile]
      .sort(([a, { records: many }], [b, { records: few }]) => few - many || (a < b ? -1 : 1))
      .map(([name, { users, records, kind, sign }]) => [
        name,
        kind,
        users.size.toLocaleString('en'),
        records.toLocaleString('en'),
        sign ? 'Yes' : '–',
      ]),
    notes: ['From CreatedBy of the records. What a job or a flow creates bears the user it ran as.'],
  };
}

function looksLikeIntegration({ username, profile, userType }: Creator): boolean {
  const told = [username?.replace(/[._@-]/g, ' ') ?? '', profile ?? ''];
  return told.some((text) => integrationWords.test(text)) || isMachine(userType);
}

function profiles(creators: readonly Creator[]): readonly string[] {
  const sums = new Map<string, number>();
  for (const { profile, records } of creators) {
    const name = profile ?? 'no profile named';
    sums.set(name, (sums.get(name) ?? 0) + records);
  }
  return [...sums].map(([name, records]) => `${name} (${counted(records, 'record')})`);
}

function nameOf({ username, userId }: Creator): string {
  return username ?? userId;
}
