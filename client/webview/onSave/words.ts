import type { Decision, SaveRow } from '../../../server/src/protocol.ts';
import { t } from '../l10n.tsx';

export const icons: Readonly<Record<Decision['result'], string>> = {
  refused: '✕',
  'refused-unless-allow-save': '⚠',
  asked: '⚠',
  unknown: '?',
  'saved-by-allow-save': '✓',
  'saved-and-reported': 'ℹ',
  saved: '✓',
  'not-evaluated': '○',
};

/** A column of the table. */
export interface Column {
  readonly operation: 'insert' | 'update';
  readonly allowSave: boolean;
}

export const columns: readonly Column[] = [
  { operation: 'insert', allowSave: false },
  { operation: 'insert', allowSave: true },
  { operation: 'update', allowSave: false },
  { operation: 'update', allowSave: true },
];

/** `Create`, `Edit with allowSave=true`. */
export function columnWords({ operation, allowSave }: Column): string {
  if (operation === 'insert') return allowSave ? t('Create with allowSave=true') : t('Create');
  return allowSave ? t('Edit with allowSave=true') : t('Edit');
}

/** Whether some save of the row is refused, be it only without allowSave or under a condition. */
export function canRefuse({ cells }: SaveRow): boolean {
  return cells.some((cell) =>
    [cell, ...cell.otherwise].some(
      ({ result }) => result === 'refused' || result === 'refused-unless-allow-save',
    ),
  );
}

/** The number of each title in the list of sources. */
export type SourceNumbers = ReadonlyMap<string, number>;
