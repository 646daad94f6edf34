import { t } from './l10n.tsx';

/** Counted things in words: "1 row", "1,200 rows". */
export const counted = {
  records: (number: number) => (number === 1 ? t('1 record') : t('{0} records', shown(number))),
  channels: (number: number) => (number === 1 ? t('1 channel') : t('{0} channels', shown(number))),
  testableRows: (number: number) =>
    number === 1 ? t('1 row that can be tested') : t('{0} rows that can be tested', shown(number)),
  activeRules: (number: number) =>
    number === 1 ? t('1 active duplicate rule') : t('{0} active duplicate rules', shown(number)),
  /** @param rule its label */
  matches: (number: number, object: string, rule: string) =>
    number === 1
      ? t('1 matching {0} record by {1}', object, rule)
      : t('{0} matching {1} records by {2}', shown(number), object, rule),
  furtherMatches: (number: number) =>
    number === 1
      ? t('1 further match without details in the answer.')
      : t('{0} further matches without details in the answer.', shown(number)),
} as const;

export function shown(number: number): string {
  return number.toLocaleString('en');
}
