import type { RegisteredBypass } from '../../../server/src/protocol.ts';
import { t } from '../l10n.tsx';
import { Scroll } from '../scroll.tsx';
import { PlaceLink } from './places.tsx';
import type { Send } from './send.ts';
import { ownerWords, untilWords } from './words.ts';

interface Props {
  readonly entries: readonly RegisteredBypass[];
  readonly send: Send;
}

/** Each bypass with its reason, its owner and its last day. */
export function Register({ entries, send }: Props) {
  if (entries.length === 0) return null;
  const title = t('Register of bypasses');
  const [where, what, reason, owner, until] = [t('Where'), t('What'), t('Reason'), t('Owner'), t('Until')];
  return (
    <section>
      <h2>{title}</h2>

      <Scroll label={title} stacks>
        <table class="register">
          <thead>
            <tr>
              {[where, what, reason, owner, until].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, index) => (
              <tr key={`${entry.statement} ${index}`}>
                <th scope="row">
                  {entry.places.map((place) => (
                    <div key={`${place.uri} ${place.line}`}>
                      <PlaceLink place={place} send={send} />
                    </div>
                  ))}
                </th>
                <td data-of={what}>{entry.what}</td>
                <td data-of={reason}>{entry.reason ?? <strong>{t('None stated')}</strong>}</td>
                <td data-of={owner}>{ownerWords(entry)}</td>
                <td data-of={until}>{untilWords(entry)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
