/** A time from the first moment to the one after the last, in milliseconds. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const fixed: Readonly<Record<string, readonly [unit: Unit, from: number, to: number]>> = {
  YESTERDAY: ['DAY', -1, 0],
  TODAY: ['DAY', 0, 1],
  TOMORROW: ['DAY', 1, 2],
  LAST_90_DAYS: ['DAY', -90, 1],
  NEXT_90_DAYS: ['DAY', 1, 91],
  ...Object.fromEntries(
    (['WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const).flatMap((unit) => [
      [`LAST_${unit}`, [unit, -1, 0]],
      [`THIS_${unit}`, [unit, 0, 1]],
      [`NEXT_${unit}`, [unit, 1, 2]],
    ]),
  ),
};

/** Whether a word is a date literal, with `:n` behind it or not. Fiscal periods are those of the calendar here. */
export function isPeriod(name: string): boolean {
  return calendarName(name) in fixed || needsCount(name);
}

/** `LAST_N_DAYS` and the like. */
export function needsCount(name: string): boolean {
  return /^(?:(?:LAST|NEXT)_N_(?:DAY|WEEK|MONTH|QUARTER|YEAR)S|N_(?:DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO)$/.test(
    calendarName(name),
  );
}

/** The period that a literal stands for, in UTC. Weeks begin on Sunday. */
export function periodOf(name: string, count: number, now: Date): Period {
  const plain = calendarName(name);
  const known = fixed[plain];
  if (known) return between(known[0], known[1], known[2], now);
  const unit = /(DAY|WEEK|MONTH|QUARTER|YEAR)S/.exec(plain)![1] as Unit;
  if (plain.startsWith('N_')) return between(unit, -count, -count + 1, now);
  if (plain.startsWith('NEXT_')) return between(unit, 1, count + 1, now);
  // The last n days include this one; longer units end with the last whole one.
  return between(unit, -count, unit === 'DAY' ? 1 : 0, now);
}

function between(unit: Unit, from: number, to: number, now: Date): Period {
  return { from: startOf(unit, from, now), to: startOf(unit, to, now) };
}

/** The start of the unit that is so many away from the one of now. */
function startOf(unit: Unit, away: number, now: Date): number {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  switch (unit) {
    case 'DAY':
      return Date.UTC(year, month, day + away);
    case 'WEEK':
      return Date.UTC(year, month, day - now.getUTCDay() + 7 * away);
    case 'MONTH':
      return Date.UTC(year, month + away, 1);
    case 'QUARTER':
      return Date.UTC(year, month - (month % 3) + 3 * away, 1);
    case 'YEAR':
      return Date.UTC(year + away, 0, 1);
  }
}

function calendarName(name: string): string {
  return name.toUpperCase().replace('FISCAL_', '');
}

/** Functions of a date or a time, in UTC. */
export const dateFunctions: Readonly<Record<string, (time: Date) => number | string>> = {
  CALENDAR_YEAR: (time) => time.getUTCFullYear(),
  CALENDAR_QUARTER: (time) => Math.floor(time.getUTCMonth() / 3) + 1,
  CALENDAR_MONTH: (time) => time.getUTCMonth() + 1,
  FISCAL_YEAR: (time) => time.getUTCFullYear(),
  FISCAL_QUARTER: (time) => Math.floor(time.getUTCMonth() / 3) + 1,
  FISCAL_MONTH: (time) => time.getUTCMonth() + 1,
  DAY_IN_MONTH: (time) => time.getUTCDate(),
  DAY_IN_WEEK: (time) => time.getUTCDay() + 1,
  DAY_ONLY: (time) => time.toISOString().slice(0, 10),
  HOUR_IN_DAY: (time) => time.getUTCHours(),
};
