import type { SaveCell, SaveRow, SaveRule } from '../../../server/src/protocol.ts';
import { rich, t } from '../l10n.tsx';
import { DecisionView } from './decision.tsx';
import { RowDetails } from './details.tsx';
import { type Column, canRefuse, columns, columnWords, type SourceNumbers } from './words.ts';

interface Props {
  readonly row: SaveRow;
  readonly rules: readonly SaveRule[];
  readonly numbers: SourceNumbers;
  /** Of the part with the details. */
  readonly id: string;
  readonly open: boolean;
  readonly toggle: () => void;
}

/** A channel, and below it what else is known of it. */
export function RowView({ row, rules, numbers, id, open, toggle }: Props) {
  const { title, cells } = row;
  const whatever = cells.find(({ operation }) => operation === null);
  return (
    <>
      <tr>
        <th scope="row">
          <span class="channel">{title}</span>
          <button type="button" class="link" aria-expanded={open} aria-controls={id} onClick={toggle}>
            {rich(
              open ? t('Hide details{0}') : t('Details{0}'),
              <span class="unseen">{t(' of {0}', title)}</span>,
            )}
          </button>
        </th>
        {whatever ? (
          <td colSpan={4} data-of={t('In any case')}>
            <CellView cell={whatever} numbers={numbers} />
          </td>
        ) : (
          columns.map((column) => (
            <td key={columnWords(column)} data-of={columnWords(column)} class={emptyClass(row, column)}>
              <ColumnView row={row} column={column} numbers={numbers} />
            </td>
          ))
        )}
      </tr>
      <tr id={id} class="details" hidden={!open}>
        <td colSpan={5}>{open && <RowDetails row={row} rules={rules} />}</td>
      </tr>
    </>
  );
}

function cellOf({ cells }: SaveRow, { operation, allowSave }: Column): SaveCell | undefined {
  return cells.find((cell) => cell.operation === operation && cell.allowSave === allowSave);
}

function emptyClass(row: SaveRow, column: Column): string {
  return cellOf(row, column) ? '' : 'empty';
}

interface ColumnProps extends Pick<Props, 'row' | 'numbers'> {
  readonly column: Column;
}

function ColumnView({ row, column, numbers }: ColumnProps) {
  const cell = cellOf(row, column);
  if (cell) return <CellView cell={cell} numbers={numbers} />;
  const saves = row.cells.some(({ operation }) => operation === column.operation);
  if (!saves)
    return (
      <span class="quiet">{column.operation === 'insert' ? t('Does not create') : t('Does not edit')}</span>
    );
  if (canRefuse(row)) return <span class="quiet">{t('No place for the option')}</span>;
  return (
    <span class="quiet">
      <span aria-hidden="true">–</span>
      <span class="unseen">{t('No place for the option')}</span>
    </span>
  );
}

interface CellProps extends Pick<Props, 'numbers'> {
  readonly cell: SaveCell;
}

function CellView({ cell, numbers }: CellProps) {
  return (
    <>
      {[cell, ...cell.otherwise].map((decision, index) => (
        <DecisionView key={decision.words} decision={decision} numbers={numbers} isElse={index > 0} />
      ))}
      {cell.unknown !== '' && <span class="by quiet">{`What ${cell.unknown.replace(/^what /, '')}`}</span>}
    </>
  );
}
