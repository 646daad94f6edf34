import type { SaveCell, SaveRow, SaveRule } from '../../../server/src/protocol.ts';
import { t } from '../l10n.tsx';
import { Known, Statements } from './statements.tsx';
import { columnWords, icons } from './words.ts';

interface Props {
  readonly row: SaveRow;
  readonly rules: readonly SaveRule[];
}

/** What the caller sees, what would change it, and what each rule does, with sources. */
export function RowDetails({ row, rules }: Props) {
  const { note, seen, changes, step, cells } = row;
  return (
    <div class="row-details">
      {note !== '' && <p>{note}</p>}
      <dl class="facts">
        {seen !== null && (
          <>
            <dt>{t('Seen of a refusal')}</dt>
            <dd>
              <Statements.One statement={seen} />
            </dd>
          </>
        )}
        {changes.length > 0 && (
          <>
            <dt>{t('What would change it')}</dt>
            <dd>{changes.join(' ')}</dd>
          </>
        )}
        {step !== '' && (
          <>
            <dt>{t('In code')}</dt>
            <dd>{step}</dd>
          </>
        )}
        {cells.map((cell) => (
          <CellDetails key={cellTitle(cell)} cell={cell} rules={rules} />
        ))}
      </dl>
    </div>
  );
}

function CellDetails({ cell, rules }: { readonly cell: SaveCell; readonly rules: readonly SaveRule[] }) {
  const labels = new Map(rules.map(({ fullName, label }) => [fullName, label]));
  return (
    <>
      <dt>{cellTitle(cell)}</dt>
      <dd>
        <ul class="of-rules">
          {cell.ofRules.map(({ fullName, result, words, condition, provisos, confidence, sources }) => (
            <li key={fullName}>
              <bdi>{labels.get(fullName) ?? fullName}</bdi>:{' '}
              <span aria-hidden="true" class={`icon ${result}`}>
                {icons[result]}
              </span>{' '}
              <strong>{words}</strong>
              {condition !== null && t(', only where {0}', condition)}
              {provisos.map((proviso) => t(', {0}', proviso))}
              <Known confidence={confidence} sources={sources} />
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}

function cellTitle({ operation, allowSave }: SaveCell): string {
  if (operation === null) return allowSave ? t('With allowSave=true') : t('In any case');
  return columnWords({ operation, allowSave });
}
