import type { SaveRule } from '../../../server/src/protocol.ts';
import { rich, t } from '../l10n.tsx';
import type { Send } from './send.ts';
import { Statements } from './statements.tsx';

interface Props {
  readonly rules: readonly SaveRule[];
  readonly withFile: ReadonlySet<string>;
  /** Whether a heading stands above it. */
  readonly nested: boolean;
  readonly send: Send;
}

/** The rules that bear on the object, in the order in which they are evaluated. */
export function RuleList({ rules, withFile, nested, send }: Props) {
  if (rules.length === 0) return null;
  const Heading = nested ? 'h3' : 'h2';
  return (
    <details class="rule-list">
      <summary>
        <Heading>{t('Rules')}</Heading> <span>{names(rules)}</span>
      </summary>
      <ul class="rules">
        {rules.map((rule) => (
          <li key={rule.fullName} class={rule.notRun.length > 0 ? 'not-run' : ''}>
            <RuleName rule={rule} canOpen={withFile.has(rule.fullName)} send={send} />
            {rule.notRun.length > 0 && <span class="badge">{t('not run')}</span>}
            <span>{` ${rule.actions}`}</span>
            <span class="quiet">
              {[
                rule.sortOrder === null ? '' : ` · ${t('order {0}', rule.sortOrder)}`,
                ` · ${rule.source}`,
              ].join('')}
            </span>
            {rule.compares.length > 0 && <div>{t('Compares with {0}', rule.compares.join('; '))}</div>}
            {rule.alertText !== null && rule.alertText !== '' && (
              <div class="quiet">{rich(t('Alert text: {0}'), <q>{rule.alertText}</q>)}</div>
            )}
            {[...rule.notRun, ...rule.provisos].map((statement) => (
              <div key={statement.text}>
                <Statements.One statement={statement} />
              </div>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** `Lead Email, Strict (not run)`. */
function names(rules: readonly SaveRule[]): string {
  return rules
    .map(({ label, notRun }) => (notRun.length > 0 ? `${label} (${t('not run')})` : label))
    .join(', ');
}

interface NameProps {
  readonly rule: SaveRule;
  readonly canOpen: boolean;
  readonly send: Send;
}

function RuleName({ rule: { fullName, label }, canOpen, send }: NameProps) {
  if (!canOpen) return <bdi class="rule-name">{label}</bdi>;
  return (
    <button type="button" class="link rule-name" onClick={() => send({ kind: 'openRule', fullName })}>
      <bdi>{label}</bdi>
    </button>
  );
}
