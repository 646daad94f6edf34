import type { OfflineField, OfflineRule, OfflineVerdict } from '../../server/src/protocol.ts';
import { rich, t } from './l10n.tsx';

interface Props {
  /** Title of the matched record. */
  readonly of: string;
  readonly verdict: OfflineVerdict | undefined;
}

/** What the local rule says of one record, in the column of that record. */
export function OfflineCell({ of, verdict }: Props) {
  if (verdict === undefined) return <td data-of={of} />;
  const { matches, certainty, agrees } = verdict;
  return (
    <td class={`cell ${agrees === false ? 'differs' : ''}`} data-of={of}>
      {words(matches)}
      <span class="difference">
        {matches === null ? t('cannot be said') : certaintyWords(certainty)}
        {agrees === true && t(', as the org says')}
        {agrees === false && t(', unlike the org')}
      </span>
    </td>
  );
}

function certaintyWords(certainty: OfflineVerdict['certainty']): string {
  switch (certainty) {
    case 'exact':
      return t('exact');
    case 'documented':
      return t('documented');
    case 'approximate':
      return t('approximate');
    case 'unknown':
      return t('unknown');
  }
}

function words(matches: boolean | null): string {
  return matches === null ? t('not known') : matches ? t('match') : t('no match');
}

/** How the verdict came about: open where it differs from the org's. */
export function OfflineDetails({
  of,
  rule,
  verdict,
  isOpen = false,
}: Props & {
  readonly verdict: OfflineVerdict;
  /** The matching rule's name. */
  readonly rule: string;
  readonly isOpen?: boolean;
}) {
  const { summary, why, fields, agrees } = verdict;
  if (summary === '' && why.length === 0) return null;
  return (
    <details class={`offline-details ${agrees === false ? 'differs' : ''}`} open={isOpen || agrees === false}>
      <summary>
        {rich(
          agrees === false
            ? t('Why the local rule {0} differs from the org about {1}')
            : t('How the local rule {0} compares {1}'),
          <bdi>{rule}</bdi>,
          <bdi>{of}</bdi>,
        )}
      </summary>
      {[summary, ...why].map((sentence) => sentence !== '' && <p key={sentence}>{sentence}</p>)}
      {fields.length > 0 && <OfflineFields fields={fields} />}
    </details>
  );
}

function OfflineFields({ fields }: { readonly fields: readonly OfflineField[] }) {
  return (
    <ul class="offline-fields">
      {fields.map(({ name, method, matches, certainty, score, threshold, how }, at) => (
        <li key={at}>
          {rich(
            matches === null ? t('{0} is not known') : matches ? t('{0} matches') : t('{0} does not match'),
            <strong>{name}</strong>,
          )}
          {score !== null && t(', {0} of {1}', score, threshold ?? '')}
          <span class="quiet">
            {' '}
            · {[method, certaintyWords(certainty), how].filter((part) => part !== '').join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A record's title, with the id where another record has the same title. */
export function titled(
  title: string,
  id: string,
  records: readonly { readonly id: string; readonly title: string }[],
): string {
  return records.some((other) => other.id !== id && other.title === title) ? `${title} (${id})` : title;
}

/** What the local rule says beside its matches: that it does not run, what it finds and the org does not. */
export function OfflineRuleView({ offline }: { readonly offline: OfflineRule }) {
  const { why, others } = offline;
  if (why.length === 0 && others.length === 0) return null;
  return (
    <section class="offline-rule">
      {why.map((sentence) => (
        <p key={sentence} class="quiet">
          {t('Offline: {0}', sentence)}
        </p>
      ))}
      {others.map(({ id, type, title, matchingRule, offline: verdict }) => (
        <div key={`${matchingRule} ${id}`}>
          <p>
            {rich(
              t('Offline the matching rule {0} finds {1} {2}, which the org does not.'),
              matchingRule,
              type,
              <>
                <bdi>{title}</bdi>
                {title !== id && (
                  <>
                    {' '}
                    <code>{id}</code>
                  </>
                )}
              </>,
            )}
          </p>
          <OfflineDetails of={titled(title, id, others)} rule={matchingRule} verdict={verdict} />
        </div>
      ))}
    </section>
  );
}
