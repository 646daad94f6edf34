import type { Decision } from '../../../server/src/protocol.ts';
import { confidences, icons } from './words.ts';

interface Props {
  readonly decision: Pick<Decision, 'result' | 'words' | 'by' | 'provisos' | 'confidence'>;
  readonly isElse?: boolean;
}

/** "✕ Refused by 'Strict' where its condition holds, documented". */
export function DecisionView({ decision, isElse = false }: Props) {
  const { result, words, by, provisos, confidence } = decision;
  return (
    <div class={`decision ${result}`}>
      {isElse && <span class="else">else </span>}
      <span aria-hidden="true" class="icon">
        {icons[result]}
      </span>{' '}
      <strong>{words}</strong>
      {by !== '' && ` ${by}`}
      {provisos.map((proviso) => ` ${proviso}`)}
      <span class="known quiet">{confidences[confidence]}</span>
    </div>
  );
}
