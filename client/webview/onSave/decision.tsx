import type { Decision } from '../../../server/src/protocol.ts';
import { confidenceWords } from '../confidence.ts';
import { t } from '../l10n.tsx';
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
        {`[${sources.map((title) => numbers.get(title)).join(', ')}]`}
      </span>
    </div>
  );
}
