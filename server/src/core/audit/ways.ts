import type { AuditStatement, RegisteredBypass } from './model.ts';

/** What ways past the rules are counted from. */
export interface Counted {
  readonly statements: readonly AuditStatement[];
  readonly register: readonly RegisteredBypass[];
}

/** Those with a risk. */
export function ofKinds(
  statements: readonly AuditStatement[],
  ...kinds: readonly string[]
): readonly AuditStatement[] {
  return statements.filter(({ kind, risk }) => kinds.includes(kind) && risk !== 'none');
}

/** In which ways duplicates can get past rules: `2 settings of rules only report them`. */
export function waysThrough({ statements, register }: Counted): readonly string[] {
  const count = (kind: string) => ofKinds(statements, kind).length;
  const unstated = register.filter(({ reason }) => reason === null);
  const expired = register.filter(({ until }) => until?.state === 'expired');
  return [
    part(
      unstated.length,
      'bypass in the code has no stated reason',
      'bypasses in the code have no stated reason',
    ),
    part(
      register.length - unstated.length,
      'bypass has a stated reason',
      'bypasses have a stated reason',
      expiredWords(expired.length),
    ),
    part(
      count('silent-rule'),
      'setting of a rule saves duplicates without a trace',
      'settings of rules save duplicates without a trace',
    ),
    part(
      count('report-only-rule'),
      'setting of a rule only reports them',
      'settings of rules only report them',
    ),
    part(count('rule-finds-nothing'), 'active rule finds nothing', 'active rules find nothing'),
    part(count('conditional-rule'), 'rule runs only under a condition', 'rules run only under conditions'),
    part(
      count('no-running-rule'),
      'object has no rule that is known to run',
      'objects have no rule that is known to run',
    ),
    part(
      count('lead-conversion-unchecked'),
      'setting keeps rules from lead conversions',
      'settings keep rules from lead conversions',
    ),
  ].filter((text) => text !== null);
}

/** The same of rules that are only assumed; their alerts are no statement about the project's rules. */
export function waysIfAssumed(counted: Counted): readonly string[] {
  const alerts = ofKinds(counted.statements, 'alert-only-rule').length;
  const alert = part(alerts, 'setting of a rule only alerts', 'settings of rules only alert');
  return [...waysThrough(counted), ...(alert === null ? [] : [alert])];
}

function expiredWords(count: number): string {
  return count === 0 ? '' : ` (${count === 1 ? '1 has' : `${count} have`} expired)`;
}

function part(count: number, one: string, several: string, more = ''): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : several}${more}`;
}
