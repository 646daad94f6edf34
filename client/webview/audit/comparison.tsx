import type { AuditPlace } from '../../../server/src/protocol.ts';
import type { AuditState } from '../../src/audit/messages.ts';
import { t } from '../l10n.tsx';
import { Places } from './places.tsx';
import type { Send } from './send.ts';
import { riskTitle } from './words.ts';

interface Props {
  readonly compared: NonNullable<AuditState['compared']>;
  readonly send: Send;
}

/** What is new, worse and resolved since an earlier audit. */
export function Comparison({ compared, send }: Props) {
  const { file, comparison } = compared;
  const { fresh, worse, resolved, unchanged, notCompared } = comparison;
  return (
    <section>
      <h2>{t('Compared with {0}', file)}</h2>
      <p>
        {t(
          '{0} new, {1} worse, {2} resolved, {3} unchanged.',
          fresh.length,
          worse.length,
          resolved.length,
          unchanged,
        )}
      </p>
      {notCompared.map(({ text }) => (
        <p key={text} class="quiet">
          {text}
        </p>
      ))}
      <List
        title={t('New since then')}
        items={fresh.map(({ id, text, risk, places }) => ({
          id,
          text,
          note: t('({0})', riskTitle(risk)),
          places,
        }))}
        send={send}
      />
      <List
        title={t('Worse than then')}
        items={worse.map(({ now, before }) => ({
          id: now.id,
          text: now.text,
          places: now.places,
          note:
            now.risk === before.risk
              ? t('({0} then, {1} now)', before.count, now.count)
              : t('({0} then, {1} now)', riskTitle(before.risk), riskTitle(now.risk)),
        }))}
        send={send}
      />
      <List
        title={t('Resolved since then')}
        items={resolved.map(({ id, text }) => ({ id, text, note: '', places: [] }))}
        send={send}
      />
    </section>
  );
}

interface Item {
  readonly id: string;
  readonly text: string;
  readonly note: string;
  /** Where it is now. */
  readonly places: readonly AuditPlace[];
}

interface ListProps {
  readonly title: string;
  readonly items: readonly Item[];
  readonly send: Send;
}

function List({ title, items, send }: ListProps) {
  if (items.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="statements">
        {items.map(({ id, text, note, places }) => (
          <li key={id}>
            {text} <span class="quiet">{note}</span>
            <Places places={places} send={send} />
          </li>
        ))}
      </ul>
    </>
  );
}
