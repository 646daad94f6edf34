/** ISO 8601 texts of dates and times that exist; undefined for others. */

/** `2026-01-02` of year, month, day. */
export function isoDate([year, month, day]: readonly number[]): string | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const isInRange = isWhole(year, 1, 9999) && isWhole(month, 1, 12) && isWhole(day, 1, daysIn(year, month));
  return isInRange ? `${digits(year, 4)}-${digits(month)}-${digits(day)}` : undefined;
}

/** `2026-01-02T10:30:00.000Z` of year, month, day and, as far as given, hour, minute, second. */
export function isoDateTime(parts: readonly number[]): string | undefined {
  if (parts.length !== 3 && parts.length !== 6) return undefined;
  const date = isoDate(parts);
  const time = isoTime([parts[3] ?? 0, parts[4] ?? 0, parts[5] ?? 0, 0]);
  return date === undefined || time === undefined ? undefined : `${date}T${time}`;
}

/** `10:30:00.000Z` of hour, minute, second, millisecond. */
export function isoTime([hour, minute, second, millisecond]: readonly number[]): string | undefined {
  if (hour === undefined || minute === undefined || second === undefined || millisecond === undefined) {
    return undefined;
  }
  const isInRange =
    isWhole(hour, 0, 23) && isWhole(minute, 0, 59) && isWhole(second, 0, 59) && isWhole(millisecond, 0, 999);
  return isInRange
    ? `${digits(hour)}:${digits(minute)}:${digits(second)}.${digits(millisecond, 3)}Z`
    : undefined;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isWhole(value: number, from: number, to: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}

function digits(value: number, count = 2): string {
  return String(value).padStart(count, '0');
}
