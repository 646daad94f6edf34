import type { PreviewRule } from '../../server/src/protocol.ts';
import { ChannelTable } from './channels.tsx';
import { t } from './l10n.tsx';
import { MatchView } from './match.tsx';
import { OfflineRuleView } from './offline.tsx';
import type { Send } from './send.ts';

interface Props {
  readonly rule: PreviewRule;
  readonly open: boolean;
  /** False: only an error is known, not the record that was refused. */
  readonly hasSample: boolean;
  readonly send: Send;
}

function stateWords(state: PreviewRule['state']): string {
  switch (state) {
    case 'matched':
      return t('Match');
    case 'no-match':
      return t('No match');
    case 'failed':
      return t('Could not compare');
    case 'unknown':
      return t('Not known');
  }
}

export function RuleView({ rule, open, hasSample, send }: Props) {
  const { label, fullName, state, file, source, alertText, condition, security } = rule;
  return (
    <details class={`rule ${state}`} open={open}>
      <summary>
        <span class="rule-name">{label}</span>
        <span class={`badge ${state}`}>{stateWords(state)}</span>
        <span class="quiet">{rule.actions}</span>
      </summary>
      <dl class="facts">
        <dt>{t('Duplicate rule')}</dt>
        <dd>
          <code>{fullName}</code>{' '}
          {file === null ? (
            <span class="quiet">{source}</span>
          ) : (
            <button type="button" class="link" onClick={() => send({ kind: 'openRule', fullName })}>
              {source}
            </button>
          )}
        </dd>
        {alertText !== null && (
          <>
            <dt>{t('Alert text')}</dt>
            <dd>
              <bdi>{alertText}</bdi>
            </dd>
          </>
        )}
        {condition !== null && (
          <>
            <dt>{t('Only where')}</dt>
            <dd>{condition}</dd>
          </>
        )}
        {security !== null && (
          <>
            <dt>{t('Sharing')}</dt>
            <dd>{security}</dd>
          </>
        )}
      </dl>
      {rule.matches.map((match) => (
        <MatchView
          key={`${match.objectType} ${match.matchingRule}`}
          match={match}
          hasSample={hasSample}
          send={send}
        />
      ))}
      {rule.near?.map((match) => (
        <MatchView
          key={`near ${match.objectType} ${match.matchingRule}`}
          match={match}
          isNear
          hasSample={hasSample}
          send={send}
        />
      ))}
      {rule.offline && <OfflineRuleView offline={rule.offline} />}
      {rule.channels.length > 0 && <ChannelTable channels={rule.channels} label={label} />}
    </details>
  );
}
