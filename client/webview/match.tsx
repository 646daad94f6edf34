import { useState } from 'preact/hooks';
import type { FieldScalar, PreviewField, PreviewMatch, PreviewRecord } from '../../server/src/protocol.ts';
import { t } from './l10n.tsx';
import { OfflineCell, OfflineDetails, titled } from './offline.tsx';
import { Scroll } from './scroll.tsx';
import type { Send } from './send.ts';
import { Value } from './value.tsx';
import { counted } from './words.ts';

interface Props {
  readonly match: PreviewMatch;
  /** They come close, and do not match. */
  readonly isNear?: boolean;
  readonly hasSample: boolean;
  readonly send: Send;
}

const shownAtFirst = 5;

const signs: Readonly<Record<PreviewField['difference'], string>> = {
  same: '=',
  similar: '≈',
  different: '≠',
  blank: '∅',
  unreadable: '–',
  unknown: '?',
};

function differenceWords(field: PreviewField): string {
  switch (field.difference) {
    case 'same':
      return t('same');
    case 'similar':
      return t('similar');
    case 'different':
      return t('different');
    case 'blank':
      return blankWords(field);
    case 'unreadable':
      return t('not readable');
    case 'unknown':
      return t('not known');
  }
}

/** The sample and the records that one matching rule found, side by side. */
export function MatchView({ match, isNear = false, hasSample, send }: Props) {
  const [shown, setShown] = useState(shownAtFirst);
  const { records, size, criteria, errors, objectType } = match;
  const name = match.label ?? match.matchingRule;
  const total = Math.max(size ?? 0, records.length);
  const visible = records.slice(0, shown);
  return (
    <section class="match">
      <h3>
        {isNear
          ? t('Closest {0} records, which {1} does not match', objectType, name)
          : counted.matches(total, objectType, name)}
        {match.crossObject && <span class="badge">{t('cross-object')}</span>}
      </h3>
      <p class="quiet">
        {[match.matchingRule, match.engine ?? '', criteria].filter((part) => part !== '').join(' · ')}
      </p>
      {errors.map((error) => (
        <p key={error} class="banner note">
          {error}
        </p>
      ))}
      {visible.length > 0 && (
        <SideBySide match={match} isNear={isNear} records={visible} hasSample={hasSample} send={send} />
      )}
      {records.length > shown && (
        <p>
          <button type="button" class="secondary" onClick={() => setShown(shown + 20)}>
            {t('Show {0} more of {1}', Math.min(20, records.length - shown), records.length)}
          </button>
        </p>
      )}
      {total > records.length && <p class="quiet">{counted.furtherMatches(total - records.length)}</p>}
    </section>
  );
}

function SideBySide({
  match,
  isNear = false,
  records,
  hasSample,
  send,
}: Props & { readonly records: readonly PreviewRecord[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const rows = rowsOf(records);
  const further = rows.filter((row) => !isOfInterest(row));
  const visible = showsAll || further.length === rows.length ? rows : rows.filter(isOfInterest);
  const isWide = records.length > shownAtFirst;
  const rule = match.label ?? match.matchingRule;
  return (
    <>
      <Scroll
        label={isNear ? t('Near misses of {0} side by side', rule) : t('Matches of {0} side by side', rule)}
        stacks={!isWide}
      >
        <table class={isWide ? 'records wide' : 'records'}>
          <thead>
            <tr>
              <th scope="col">{t('Field')}</th>
              {hasSample && <th scope="col">{t('Sample')}</th>}
              {records.map((record) => (
                <th scope="col" key={record.id}>
                  <RecordTitle record={record} crossObject={match.crossObject} send={send} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {visible.map((row) => (
              <tr key={row.name} class={row.deciding ? 'deciding' : ''}>
                <FieldName row={row} isNear={isNear} />
                {hasSample && (
                  <td data-of={t('Sample')}>
                    <Value value={row.sampleValue} />
                  </td>
                )}
                {records.map((record) => (
                  <FieldCell
                    key={record.id}
                    of={record.title}
                    hasSample={hasSample}
                    field={record.fields.find((field) => field.name === row.name) ?? null}
                  />
                ))}
              </tr>
            ))}
            {records.some(({ offline }) => offline !== undefined) && (
              <tr class="offline">
                <th scope="row">{t('Offline')}</th>
                {hasSample && <td data-of={t('Sample')} class="quiet" />}
                {records.map(({ id, title, offline }) => (
                  <OfflineCell key={id} of={title} verdict={offline} />
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </Scroll>
      {further.length > 0 && further.length < rows.length && (
        <button type="button" class="link" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {furtherWords(further.length, showsAll)}
        </button>
      )}
      {records.map(
        ({ id, title, offline }) =>
          offline && (
            <OfflineDetails
              key={id}
              of={titled(title, id, match.records)}
              rule={rule}
              verdict={offline}
              isOpen={isNear}
            />
          ),
      )}
    </>
  );
}

function furtherWords(number: number, isShown: boolean): string {
  if (isShown) {
    return number === 1
      ? t('Hide 1 further field that the sample does not set')
      : t('Hide {0} further fields that the sample does not set', number);
  }
  return number === 1
    ? t('Show 1 further field that the sample does not set')
    : t('Show {0} further fields that the sample does not set', number);
}

/** What the matching rule compares, and what the sample sets. */
function isOfInterest({ deciding, method, sampleValue }: PreviewField): boolean {
  return deciding || method !== null || (sampleValue !== undefined && sampleValue !== null);
}

function FieldName({ row, isNear }: { readonly row: PreviewField; readonly isNear: boolean }) {
  const { name, label, sampleName, deciding, method } = row;
  return (
    <th scope="row">
      {label ?? name}
      {sampleName !== null && sampleName.toLowerCase() !== name.toLowerCase() && (
        <span class="quiet"> ({t('{0} in the sample', sampleName)})</span>
      )}
      {deciding && (
        <span class={`badge ${isNear ? 'fails' : 'decides'}`}>
          {[isNear ? t('fails') : t('decides'), method ?? ''].filter((part) => part !== '').join(': ')}
        </span>
      )}
    </th>
  );
}

function RecordTitle({
  record,
  crossObject,
  send,
}: {
  readonly record: PreviewRecord;
  readonly crossObject: boolean;
  readonly send: Send;
}) {
  const { title, url, id, type, confidence } = record;
  return (
    <>
      {url === null ? (
        <bdi>{title}</bdi>
      ) : (
        <button
          type="button"
          class="link"
          aria-label={t('Open {0} in the org', title)}
          onClick={() => send({ kind: 'openRecord', url })}
        >
          <bdi>{title}</bdi>
        </button>
      )}
      <span class="quiet id">
        {crossObject && `${type} `}
        {title !== id && <code>{id}</code>}
        {confidence !== null && <span>{t('confidence {0}', `${confidence}\u00a0%`)}</span>}
      </span>
    </>
  );
}

/** `of`: the record's title, which narrow layouts show beside each value. */
function FieldCell({
  field,
  of,
  hasSample,
}: {
  readonly field: PreviewField | null;
  readonly of: string;
  readonly hasSample: boolean;
}) {
  if (field === null) {
    return (
      <td class="quiet" data-of={of}>
        {t('not given')}
      </td>
    );
  }
  const word = differenceWords(field);
  const how = field.differenceFrom === 'compared' ? t('{0}, compared here', word) : word;
  return (
    <td class={`cell ${field.difference}`} data-of={of}>
      {field.difference === 'unreadable' ? (
        <span class="quiet">{t('not readable for this user')}</span>
      ) : (
        <Value value={field.value} />
      )}
      {hasSample && (
        <span class="difference" title={how}>
          <span aria-hidden="true">{signs[field.difference]} </span>
          {word}
        </span>
      )}
    </td>
  );
}

/** "Blank" alone would not tell which of the two is. */
function blankWords({ sampleValue, value }: PreviewField): string {
  const isBlank = (one: FieldScalar | undefined) => one === undefined || one === null || one === '';
  if (!isBlank(value)) return t('not in the sample');
  return isBlank(sampleValue) ? t('blank in both') : t('blank here');
}

/** The fields of all records, deciding ones first, in the order in which they are met. */
function rowsOf(records: readonly PreviewRecord[]): readonly PreviewField[] {
  const rows = new Map<string, PreviewField>();
  for (const field of records.flatMap(({ fields }) => fields)) {
    if (!rows.has(field.name)) rows.set(field.name, field);
  }
  return [...rows.values()].sort((a, b) => Number(b.deciding) - Number(a.deciding));
}
