/** Today where this process runs: `2027-01-31`. */
export function localDate(now = new Date()): string {
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${String(now.getFullYear()).padStart(4, '0')}-${month}-${day}`;
}
