import { giversOf, givesCustomPermission } from '../../access/effective.ts';
import type { CustomPermission, PermissionReader } from '../../access/model.ts';
import { isDuplicateSwitch, isSwitch } from '../../access/switchFields.ts';
import type { DuplicateRule } from '../../metadata/model.ts';
import type { OrgCustomPermission } from '../../orgData/people.ts';
import { bareField } from '../../outcome/condition.ts';
import { plural } from '../../outcome/words.ts';
import type { AuditStatement } from '../model.ts';
import { statementId } from '../model.ts';
import { activeRules, auditPlace, type PeopleInput } from './input.ts';
import { peopleSources } from './sources.ts';
import { giverCounts, giverNames, ruleNames, some } from './words.ts';

/**
 * Custom permissions that look like switches. One does nothing by itself: a duplicate rule cannot ask for it, only what
 * reads it can.
 */
export function permissionSwitches(input: PeopleInput): readonly AuditStatement[] {
  const all = permissionsOf(input);
  const told = all.filter(({ aboutDuplicates, effects }) => aboutDuplicates || effects.length > 0);
  const others = all.filter((one) => !told.includes(one) && one.looksLikeSwitch);
  return [...told.map((one) => statementOf(one, input)), ...otherSwitches(others, input)];
}

interface Switch {
  readonly name: string;
  readonly file: CustomPermission | null;
  readonly org: OrgCustomPermission | null;
  readonly aboutDuplicates: boolean;
  readonly looksLikeSwitch: boolean;
  readonly readers: readonly PermissionReader[];
  /** How it bears on duplicate rules: sentences. */
  readonly effects: readonly string[];
}

function permissionsOf(input: PeopleInput): readonly Switch[] {
  const byName = new Map<string, { file: CustomPermission | null; org: OrgCustomPermission | null }>();
  for (const file of input.access?.customPermissions ?? []) {
    byName.set(file.name.toLowerCase(), { file, org: null });
  }
  for (const org of input.org?.customPermissions ?? []) {
    const file = byName.get(org.name.toLowerCase())?.file ?? null;
    byName.set(org.name.toLowerCase(), { file, org });
  }
  return [...byName].map(([key, { file, org }]) => {
    const name = file?.name ?? org!.name;
    const told = [name, file?.label ?? org?.label ?? null] as const;
    const description = file?.description ?? org?.description ?? null;
    const readers = (input.access?.readers ?? []).filter(
      ({ permission }) => permission.toLowerCase() === key,
    );
    return {
      name,
      file,
      org,
      // A description tells more things than what the permission is for.
      aboutDuplicates:
        isDuplicateSwitch(...told) ||
        (description !== null && /\b(?:bypass|skip|ignore)\w*\b[^.]{0,40}\bdup(?!lex)/i.test(description)),
      looksLikeSwitch: told.some((text) => text !== null && narrow.test(text) && isSwitch(text)),
      readers,
      effects: effectsOf(readers, input),
    };
  });
}

/** "Allow" and "Override" name permissions of any kind. */
const narrow = /by.?pass|skip|ignore|exempt|disable/i;

function effectsOf(readers: readonly PermissionReader[], input: PeopleInput): readonly string[] {
  const code = readers.filter(({ bypassesRules, isTest }) => bypassesRules && !isTest);
  const fields = readers.flatMap(({ field }) => {
    const rules = field === null ? [] : rulesReading(field, input);
    return rules.length === 0 ? [] : [{ field: field!, rules }];
  });
  return [
    ...(code.length > 0
      ? [
          `It is read in code that also sets options of duplicate rules: ${some(code.map(({ what }) => what))}.`,
        ]
      : []),
    ...fields.map(
      ({ field, rules }) =>
        `The formula of ${field} reads it, and ${ruleNames(rules)} ${rules.length === 1 ? 'asks' : 'ask'} for that field.`,
    ),
  ];
}

/** Active rules whose condition asks for a field: `User.Exempt__c`. */
export function rulesReading(path: string, input: Pick<PeopleInput, 'catalog'>): readonly DuplicateRule[] {
  return activeRules(input).filter(({ filter }) =>
    filter?.conditions.some((one) => {
      const object = one.table === 'PersonAccount' ? 'Account' : one.table;
      return `${object}.${bareField(one)}`.toLowerCase() === path.toLowerCase();
    }),
  );
}

function statementOf({ name, file, org, readers, effects }: Switch, input: PeopleInput): AuditStatement {
  const inCode = readers.filter(({ isTest }) => !isTest);
  const isEffective = effects.length > 0;
  const givers = input.access === null ? null : giversOf(input.access, givesCustomPermission(name));
  const count =
    org === null
      ? givers === null
        ? 0
        : givers.profiles.length + givers.permissionSets.length
      : org.users.length;
  const counted = givers === null ? '' : giverCounts(givers);
  return {
    id: statementId('custom-permission', name),
    kind: 'custom-permission',
    section: 'people',
    risk: isEffective ? 'medium' : inCode.length > 0 ? 'low' : 'none',
    text: isEffective
      ? `Custom permission ${name} reaches duplicate rules through what reads it.`
      : inCode.length > 0
        ? `Custom permission ${name} is named like a switch for duplicate rules; no duplicate rule can ask for it, and what reads it here sets no option of one.`
        : `Custom permission ${name} is named like a switch for duplicate rules, and nothing here reads it: by what is here it exempts nobody.`,
    details: [
      ...effects,
      ...(inCode.length > 0 ? [`It is read by ${some(inCode.map(({ what }) => what))}.`] : []),
      ...(readers.length > inCode.length && inCode.length === 0 ? ['Only tests read it.'] : []),
      ...(counted === ''
        ? []
        : [`It is given by ${counted}, as far as the files say.`, ...giverNames(givers!)]),
      ...orgDetails(org, input),
    ],
    confidence: 'well-founded',
    sources: [peopleSources.rules],
    places: [
      ...(file === null ? [] : [auditPlace(input, file.place, `custom permission ${name}`)]),
      ...inCode.map(({ place, what }) => auditPlace(input, place, `read by ${what}`)),
    ],
    count: Math.max(1, count),
    recommendation: isEffective
      ? {
          key: 'custom-permission-bypass',
          text: 'Review who has custom permissions that let saves pass duplicate rules',
          ease: 'hours',
          means: [{ kind: 'page', name: 'audit.md', does: 'says how they take effect' }],
        }
      : inCode.length === 0
        ? {
            key: 'idle-custom-permission',
            text: 'Delete custom permissions that promise to pass duplicate rules and do not',
            ease: 'minutes',
            means: [],
          }
        : null,
  };
}

function orgDetails(org: OrgCustomPermission | null, { org: people, names }: PeopleInput): readonly string[] {
  if (org === null) return [];
  const usernames = new Map(people!.users?.read.map(({ id, username }) => [id, username]) ?? []);
  const known = org.users.flatMap((id) => usernames.get(id) ?? []);
  return [
    `In the org ${org.more ? 'at least ' : ''}${plural(org.users.length, 'active user')} ${org.users.length === 1 ? 'has' : 'have'} it${org.givers.length === 0 ? '' : `, by ${some(org.givers.map(({ name }) => name))}`}.`,
    ...(names && known.length > 0 ? [`They are ${some(known, 50)}.`] : []),
  ];
}

function otherSwitches(others: readonly Switch[], input: PeopleInput): readonly AuditStatement[] {
  if (others.length === 0) return [];
  const one = others.length === 1;
  return [
    {
      id: statementId('other-switches', 'custom-permissions'),
      kind: 'other-switches',
      section: 'people',
      risk: 'none',
      text: `${plural(others.length, 'custom permission')} ${one ? 'looks like a switch' : 'look like switches'} for other checks: nothing found here lets ${one ? 'it' : 'them'} pass duplicate rules.`,
      details: others.map(({ name, readers }) => {
        const kinds = readers.filter(({ isTest }) => !isTest).map(({ what }) => what);
        return kinds.length === 0 ? `${name}: nothing here reads it.` : `${name}: read by ${some(kinds, 4)}.`;
      }),
      confidence: 'well-founded',
      sources: [peopleSources.rules],
      places: others.flatMap(({ file, name }) =>
        file === null ? [] : [auditPlace(input, file.place, `custom permission ${name}`)],
      ),
      count: others.length,
      recommendation: null,
    },
  ];
}
