import type { Decision } from '../../../server/src/protocol.ts';
import { confidenceWords } from '../confidence.ts';
import { t } from '../l10n.tsx';
import { sourceId } from '../sources.ts';
import { icons, type SourceNumbers } from './words.ts';

interface Props {
  readonly decision: Decision;
  readonly numbers: SourceNumbers;
  readonly isElse?: boolean;
}

/** "✕ Refused by 'Strict' where its condition holds; documented [8, 9]". */
export function DecisionView({ decision, numbers, isElse = false }: Props) {
  const { result, words, by, provisos, confidence, sources } = decision;
  return (
    <div class={`decision ${result}`}>
      {isElse && <span class="else">{t('else')} </span>}
      <span aria-hidden="true" class="icon">
        {icons[result]}
      </span>{' '}
      <strong>{words}</strong>
      {by !== '' && ` ${by}`}
      {provisos.map((proviso) => ` ${proviso}`)}
      <span class="known quiet">
        {confidenceWords(confidence)}
        <span class="unseen">{t(', sources')}</span>{' '}
        {/* By mouse alone: hundreds of stops of the keyboard would stand between the channels' details. */}[
        {sources.map((title, index) => (
          <span key={title}>
            {index > 0 && ', '}
            <a href={`#${sourceId(title)}`} tabIndex={-1}>
              {numbers.get(title)}
            </a>
          </span>
        ))}
        ]
      </span>
    </div>
  );
}
