import type { AuditPlace } from '../../../server/src/protocol.ts';
import { t } from '../l10n.tsx';
import type { Send } from './send.ts';
import { writtenWords } from './words.ts';

/** Places beyond these are shown when asked for. */
const mostOpen = 3;

/** Where a statement can be seen; each opens its file. */
export function Places({ places, send }: { readonly places: readonly AuditPlace[]; readonly send: Send }) {
  if (places.length === 0) return null;
  const list = (some: readonly AuditPlace[]) => (
    <ul class="places">
      {some.map((place, index) => (
        <li key={`${place.uri} ${place.line} ${index}`}>
          <PlaceLink place={place} send={send} /> {place.what}
          {place.written !== null && <span class="quiet">{t(', {0}', writtenWords(place.written))}</span>}
        </li>
      ))}
    </ul>
  );
  if (places.length <= mostOpen) return list(places);
  return (
    <details>
      <summary>{t('{0} places', places.length)}</summary>
      {list(places)}
    </details>
  );
}

export function PlaceLink({ place, send }: { readonly place: AuditPlace; readonly send: Send }) {
  const { uri, path, line, column } = place;
  return (
    <button type="button" class="link" onClick={() => send({ kind: 'open', uri, line, column })}>
      {line === null ? path : `${path}:${line}`}
    </button>
  );
}
