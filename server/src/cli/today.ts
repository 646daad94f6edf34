import { InvalidArgumentError, Option } from 'commander';
import { isoDate } from '../core/records/calendar.ts';

/** The option that says by which day dates in reasons are judged. */
export function todayOption(): Option {
  return new Option(
    '--today <date>',
    'judge dates in reasons as on this day, such as 2027-01-31, instead of today',
  ).argParser(day);
}

function day(text: string): string {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? isoDate(text.split('-').map(Number)) : undefined;
  if (date === undefined) throw new InvalidArgumentError('It is a day such as 2027-01-31.');
  return date;
}
