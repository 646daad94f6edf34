const form =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** The day of `2026-01-31`, also with a time behind it; null if it is none. */
export function readDate(text: string): string | null {
  const trimmed = text.trim();
  return timeOf(trimmed) === null ? null : trimmed.slice(0, 10);
}

/** `2026-01-31T10:00:00+01:00` as `2026-01-31T09:00:00.000+0000`; a day begins at midnight, UTC; null if it is none. */
export function readDateTime(text: string): string | null {
  const time = timeOf(text.trim());
  return time === null ? null : new Date(time).toISOString().replace('Z', '+0000');
}

function timeOf(text: string): number | null {
  const match = form.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const whole = Date.UTC(
    +year!,
    +month! - 1,
    +day!,
    +hour,
    +minute,
    +second,
    +fraction.padEnd(3, '0').slice(0, 3),
  );
  const date = new Date(Date.UTC(+year!, +month! - 1, +day!));
  const isDay = date.getUTCMonth() === +month! - 1 && date.getUTCDate() === +day!;
  if (!isDay || +hour > 23 || +minute > 59 || +second > 59) return null;
  if (/^z$/i.test(zone)) return whole;
  const [hours, minutes] = [zone.slice(1, 3), zone.slice(3).replace(':', '') || '0'];
  const offset = (+hours * 60 + +minutes) * 60_000;
  return zone.startsWith('-') ? whole + offset : whole - offset;
}
