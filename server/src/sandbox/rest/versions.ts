const oldest = 31;

/** The body of `GET /services/data`: versions up to the newest one, oldest first. */
export function versionsJson(newest: string): unknown {
  const last = Math.trunc(Number(newest));
  return Array.from({ length: last - oldest + 1 }, (_, index) => {
    const number = oldest + index;
    return { label: labelOf(number), url: `/services/data/v${number}.0`, version: `${number}.0` };
  });
}

const seasons = ['Spring', 'Summer', 'Winter'];

/** Three releases a year: 65 is Winter '26, 66 Spring '26. */
function labelOf(number: number): string {
  const year = 26 + Math.floor((number - 65) / 3);
  return `${seasons[number % 3]} '${year}`;
}
