import type { Sourced } from '../../server/src/protocol.ts';
import { t } from './l10n.tsx';

/** How sure what the outcome model says is. */
export function confidenceWords(confidence: Sourced['confidence']): string {
  switch (confidence) {
    case 'documented':
      return t('documented');
    case 'well-founded':
      return t('well founded');
    case 'weak':
      return t('weakly supported');
    case 'open':
      return t('an open question');
  }
}
