import type { AccessHolder } from '../../access/model.ts';
import type { DuplicateRule } from '../../metadata/model.ts';
import { bareField, conditionText, isOnUser } from '../../outcome/condition.ts';
import { capitalize, plural } from '../../outcome/words.ts';
import { isBypassField } from '../../rules/bypassFields.ts';
import type { AuditStatement } from '../model.ts';
import { statementId } from '../model.ts';
import { activeRules, auditPlace, type PeopleInput } from './input.ts';
import { rulesReading } from './permissionSwitches.ts';
import { peopleSources } from './sources.ts';
import { ruleNames, some } from './words.ts';

/** Fields that switch rules off, who may set them, and fields that only look so. */
export function fieldSwitches(input: PeopleInput): readonly AuditStatement[] {
  const switches = switchesOfRules(input);
  return [
    ...[...switches.values()].map((one) => statementOf(one, input)),
    ...idleFields(input, new Set(switches.keys())),
  ];
}

interface FieldSwitch {
  readonly object: string;
  readonly field: string;
  readonly uses: { readonly rule: DuplicateRule; readonly text: string }[];
}

/** Fields in conditions that are there to turn a rule off, and custom fields of the running user. */
function switchesOfRules(input: PeopleInput): ReadonlyMap<string, FieldSwitch> {
  const found = new Map<string, FieldSwitch>();
  for (const rule of activeRules(input)) {
    for (const condition of rule.filter?.conditions ?? []) {
      const field = bareField(condition);
      const onUser = isOnUser(condition);
      const isSwitch = onUser
        ? /__c$/i.test(field) && condition.table.toLowerCase() === 'user'
        : isBypassField(rule.object, field, { ...input });
      if (!isSwitch) continue;
      const object = onUser ? 'User' : rule.object === 'PersonAccount' ? 'Account' : rule.object;
      const key = `${object}.${field}`.toLowerCase();
      const own = found.get(key) ?? { object, field, uses: [] };
      found.set(key, own);
      own.uses.push({ rule, text: conditionText(condition) });
    }
  }
  return found;
}

function statementOf({ object, field, uses }: FieldSwitch, input: PeopleInput): AuditStatement {
  const path = `${object}.${field}`;
  const editors = editorsOf(path, input);
  const asked = [...new Set(uses.map(({ text }) => text))];
  return {
    id: statementId('switch-field', path),
    kind: 'switch-field',
    section: 'people',
    risk: editors === null || editors.length === 0 ? 'low' : 'medium',
    text: `${path} decides whether ${ruleNames([...new Set(uses.map(({ rule }) => rule))])} ${uses.length === 1 ? 'runs' : 'run'} (only where ${asked.join('; ')})${editors === null || editors.length === 0 ? '' : `; ${holderCounts(editors)} ${editors.length === 1 ? 'lets' : 'let'} users edit it, as far as the files say`}.`,
    details: [
      ...(editors === null || editors.length === 0 ? [] : editorNames(editors)),
      ...(editors?.length === 0
        ? [
            'No profile or permission set in the files lets its users edit it; code in system mode can set it all the same.',
          ]
        : []),
      ...(editors === null ? ['Who may edit it is in no file here.'] : []),
      ...(object === 'User'
        ? [
            'It stands on the user: whoever may edit users exempts them by it, and nothing on the saved record shows it.',
          ]
        : []),
    ],
    confidence: 'documented',
    sources: [peopleSources.rules, ...(object === 'User' ? [peopleSources.userConditions] : [])],
    places: uses.flatMap(({ rule, text }) =>
      rule.source.kind === 'file'
        ? [auditPlace(input, { uri: rule.source.location.uri, line: null }, capitalize(text))]
        : [],
    ),
    count: Math.max(1, editors?.length ?? 1),
    recommendation: {
      key: `switch-field:${path}`,
      text: `Let only those edit ${path} who have to pass the rules, and report on records that have it set`,
      ease: 'hours',
      means: [
        { kind: 'page', name: 'condition-field-bypass', does: 'shows what code does with such a field' },
      ],
    },
  };
}

/** Null where no file says who may edit fields. */
function editorsOf(path: string, { access }: PeopleInput): readonly AccessHolder[] | null {
  const holders = access?.holders ?? [];
  if (!holders.some(({ editableFields }) => editableFields.size > 0)) return null;
  const key = path.toLowerCase();
  return holders.filter(({ editableFields }) => editableFields.has(key));
}

function holderCounts(holders: readonly AccessHolder[]): string {
  const profiles = holders.filter(({ kind }) => kind === 'profile').length;
  const sets = holders.length - profiles;
  return [
    ...(profiles > 0 ? [plural(profiles, 'profile')] : []),
    ...(sets > 0 ? [plural(sets, 'permission set')] : []),
  ].join(' and ');
}

function editorNames(editors: readonly AccessHolder[]): readonly string[] {
  const named = (kind: AccessHolder['kind'], what: string) => {
    const names = editors.filter((one) => one.kind === kind).map(({ name }) => name);
    return names.length === 0 ? [] : [`${what}: ${some(names)}.`];
  };
  return [...named('profile', 'Profiles'), ...named('permission-set', 'Permission sets')];
}

/** Fields with such a name that no rule asks for. */
function idleFields(input: PeopleInput, known: ReadonlySet<string>): readonly AuditStatement[] {
  return (input.access?.switchFields ?? []).flatMap(({ object, name, place, mentions }) => {
    const path = `${object}.${name}`;
    if (known.has(path.toLowerCase()) || rulesReading(path, input).length > 0) return [];
    return [
      {
        id: statementId('idle-switch-field', path),
        kind: 'idle-switch-field',
        section: 'people' as const,
        risk: 'none' as const,
        text: `${path} is named like a switch for duplicate rules, and no active rule that is known asks for it${mentions.length === 0 ? '; nothing else here mentions it' : ''}.`,
        details:
          mentions.length === 0
            ? []
            : [
                `${plural(mentions.length, 'file')} of code or metadata ${mentions.length === 1 ? 'mentions' : 'mention'} it: what ${mentions.length === 1 ? 'it does' : 'they do'} with it is not followed here.`,
              ],
        confidence: 'exact' as const,
        sources: [],
        places: [
          auditPlace(input, place, `field ${path}`),
          ...mentions.slice(0, 10).map((mention) => auditPlace(input, mention, `mentions ${name}`)),
        ],
        count: 1,
        recommendation: null,
      },
    ];
  });
}
