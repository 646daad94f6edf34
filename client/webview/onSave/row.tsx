import type { SaveCell, SaveRow, SaveRule } from '../../../server/src/protocol.ts';
import { DecisionView } from './decision.tsx';
import { RowDetails } from './details.tsx';
import { type Column, columns, columnWords } from './words.ts';

interface Props {
  readonly row: SaveRow;
  readonly rules: readonly SaveRule[];
  /** Of the part with the details. */
  readonly id: string;
  readonly open: boolean;
  readonly toggle: () => void;
}

/** A channel, and below it what else is known of it. */
export function RowView({ row, rules, id, open, toggle }: Props) {
  const { title, cells } = row;
  const whatever = cells.find(({ operation }) => operation === null);
  return (
    <>
      <tr>
        <th scope="row">
          <span class="channel">{title}</span>
          <button type="button" class="link" aria-expanded={open} aria-controls={id} onClick={toggle}>
            {open ? 'Hide details' : 'Details'}
            <span class="unseen">{` of ${title}`}</span>
          </button>
        </th>
        {whatever ? (
          <td colSpan={4} data-of="Create and edit">
            <CellView cell={whatever} />
          </td>
        ) : (
          columns.map((column) => (
            <td key={columnWords(column)} data-of={columnWords(column)} class={emptyClass(row, column)}>
              <ColumnView row={row} column={column} />
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

function ColumnView({ row, column }: { readonly row: SaveRow; readonly column: Column }) {
  const cell = cellOf(row, column);
  if (cell) return <CellView cell={cell} />;
  const saves = row.cells.some(({ operation }) => operation === column.operation);
  const word = column.operation === 'insert' ? 'create' : 'edit';
  return <span class="quiet">{saves ? 'No place for the option' : `Does not ${word}`}</span>;
}

function CellView({ cell }: { readonly cell: SaveCell }) {
  return (
    <>
      {[cell, ...cell.otherwise].map((decision, index) => (
        <DecisionView key={decision.words} decision={decision} isElse={index > 0} />
      ))}
      {cell.unknown !== '' && <span class="by quiet">{`What ${cell.unknown.replace(/^what /, '')}`}</span>}
    </>
  );
}
