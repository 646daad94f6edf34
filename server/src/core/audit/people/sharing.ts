import type { AccessHolder } from '../../access/model.ts';
import type { DuplicateRule } from '../../metadata/model.ts';
import { capitalize } from '../../outcome/words.ts';
import type { AuditStatement } from '../model.ts';
import { statementId } from '../model.ts';
import { accessObject, activeRules, auditPlace, type PeopleInput } from './input.ts';
import { integrationHolders, writtenObjects } from './integrations.ts';
import { peopleSources } from './sources.ts';
import { ruleNames, some } from './words.ts';

/** Whose sharing decides what rules find: who sees what. */
export function sharingStatements(input: PeopleInput): readonly AuditStatement[] {
  // Of an assumed rule it is not even known that it is there.
  const rules = activeRules(input).filter(({ source }) => source.kind !== 'assumed');
  const bypassing = rules.filter(({ security }) => security === 'BypassSharingRules');
  const objects = new Set(rules.map(({ object }) => object));
  return [
    ...[...objects].flatMap((object) => {
      const own = rules.filter((rule) => rule.object === object && rule.security === 'EnforceSharingRules');
      return own.length > 0 ? enforced(object, own, input) : [];
    }),
    ...(bypassing.length > 0 ? [bypassed(bypassing, input)] : []),
  ];
}

/** Nothing where no file says who sees what: the section about rules tells of the sharing itself. */
function enforced(
  object: string,
  rules: readonly DuplicateRule[],
  input: PeopleInput,
): readonly AuditStatement[] {
  const { access } = input;
  const sharedObject = object === 'PersonAccount' ? 'Account' : object;
  const shared = defaultOf(object, input);
  const holders = access?.holders ?? [];
  const seeing = holders.filter((holder) => seesAll(holder, object));
  const limited = integrationHolders(input)
    .map(({ holder }) => holder)
    .filter((holder) => !seesAll(holder, object) && writtenObjects(holder, input).includes(object));
  const isOpen = shared !== null && /^(?:Read|ReadWrite|ReadWriteTransfer|FullAccess)$/.test(shared);
  const isPrivate = shared === 'Private';
  if (shared === null && seeing.length === 0 && limited.length === 0) return [];
  return [
    {
      id: statementId('sharing-enforced', object),
      kind: 'sharing-enforced',
      section: 'people',
      risk: isOpen || limited.length === 0 ? 'none' : isPrivate ? 'medium' : 'low',
      text: `${capitalize(ruleNames(rules))} ${rules.length === 1 ? 'compares' : 'compare'} only with what the user who saves can see${isOpen ? `, and by the org-wide default (${shared}) internal users who may read ${sharedObject} see all of its records` : ''}.`,
      details: [
        ...(isPrivate
          ? [
              `The org-wide default of ${sharedObject} is Private: users see what they own and what reaches them by sharing.`,
            ]
          : []),
        ...(shared === 'ControlledByParent'
          ? [
              `The org-wide default of ${sharedObject} is Controlled by Parent: users see it with its parent record.`,
            ]
          : []),
        ...(shared === null
          ? [
              `The org-wide default of ${sharedObject} is in no file here: it is not known who sees what by it.`,
            ]
          : []),
        ...(seeing.length > 0
          ? [
              `Who sees every record all the same, as far as the files say: ${some(seeing.map(({ name }) => name))}.`,
            ]
          : []),
        ...(limited.length > 0 && !isOpen
          ? [
              `Of what looks like integrations, ${limited.length === 1 ? '1 profile or permission set' : `${limited.length} profiles or permission sets`} may create or edit ${object} and ${limited.length === 1 ? 'does' : 'do'} not see every record by ${limited.length === 1 ? 'itself' : 'themselves'}: ${some(limited.map(({ name }) => name))}. Duplicates that users with no more than that do not see are saved without a word.`,
            ]
          : []),
      ],
      confidence: 'documented',
      sources: [peopleSources.rules, peopleSources.sharing],
      places: places(rules, 'EnforceSharingRules', input),
      count: rules.length,
      recommendation:
        limited.length > 0 && !isOpen
          ? {
              key: `sharing:${object}`,
              text: `Let rules of ${object} bypass sharing, or let integrations that write it see all of its records`,
              ease: 'hours',
              means: [{ kind: 'page', name: 'sharing-blind-spot', does: 'says what the rule does not see' }],
            }
          : null,
    },
  ];
}

function bypassed(rules: readonly DuplicateRule[], input: PeopleInput): AuditStatement {
  return {
    id: statementId('sharing-bypassed', 'rules'),
    kind: 'sharing-bypassed',
    section: 'people',
    risk: 'none',
    text: `${capitalize(ruleNames(rules))} ${rules.length === 1 ? 'compares' : 'compare'} with all records, also with those that the user who saves cannot see.`,
    details: ['A save can be refused because of a record that its user may not open.'],
    confidence: 'documented',
    sources: [peopleSources.rules],
    places: places(rules, 'BypassSharingRules', input),
    count: rules.length,
    recommendation: null,
  };
}

function places(rules: readonly DuplicateRule[], what: string, input: PeopleInput) {
  return rules.flatMap(({ source }) =>
    source.kind === 'file' ? [auditPlace(input, { uri: source.location.uri, line: null }, what)] : [],
  );
}

function defaultOf(object: string, { access }: PeopleInput): string | null {
  const said = (access?.sharing ?? []).filter((one) => one.object.toLowerCase() === accessObject(object));
  const values = new Set(said.map(({ internal }) => internal));
  return values.size === 1 ? [...values][0]! : null;
}

function seesAll(holder: AccessHolder, object: string): boolean {
  const { userPermissions } = holder;
  if (userPermissions.has('ViewAllData') || userPermissions.has('ModifyAllData')) return true;
  const own = holder.objects.get(accessObject(object));
  return own?.viewAll === true || own?.modifyAll === true;
}
