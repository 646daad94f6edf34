import { useState } from 'preact/hooks';
import type { FieldScalar } from '../../server/src/protocol.ts';
import { t } from './l10n.tsx';

const longestShown = 300;

/** A record's value as text, in its own direction; a long one is cut until it is asked for. */
export function Value({ value }: { readonly value: FieldScalar | undefined }) {
  const [whole, setWhole] = useState(false);
  if (value === undefined) return <span class="quiet">{t('not given')}</span>;
  if (value === null || value === '') return <span class="quiet">{t('blank')}</span>;
  const text = String(value);
  if (text.length <= longestShown || whole) return <bdi class="value">{text}</bdi>;
  return (
    <>
      <bdi class="value">{text.slice(0, longestShown)}…</bdi>
      <button type="button" class="link" onClick={() => setWhole(true)}>
        {t('Show all {0} characters', text.length.toLocaleString('en'))}
      </button>
    </>
  );
}
