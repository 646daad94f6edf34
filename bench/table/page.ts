import { type Figure, isMet, type Measured, median, ratio } from './model.ts';

const from = '<!-- table: node bench/run.mjs --table --write -->';
const to = '<!-- end of the table -->';

/** Where and when it was measured. */
export interface Circumstances {
  readonly machine: string;
  readonly system: string;
  readonly commit: string;
  readonly date: string;
  /** One-minute load averages before the benches. */
  readonly loads: readonly number[];
}

/** The table as Markdown. */
export function table(
  all: readonly Measured[],
  { machine, system, commit, date, loads }: Circumstances,
): string {
  const load =
    loads.length === 0
      ? ''
      : `, load before the benches ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}`;
  return [
    `Measured on ${date} at ${commit}: ${machine}, ${system}${load}.`,
    '',
    '| issue | what | asked | measured | peer | times as good | met |',
    '|---|---|---|---|---|---|---|',
    ...[...all].sort((a, b) => a.figure.issue - b.figure.issue).map(row),
  ].join('\n');
}

/** Puts the table into its page, in place of the one that is there. */
export function withTable(page: string, markdown: string): string {
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`The page has no place for the table: ${from} … ${to}`);
  return `${page.slice(0, start + from.length)}\n\n${markdown}\n\n${page.slice(end)}`;
}

function row(measured: Measured): string {
  const { figure, values, peer, missing } = measured;
  const told = values?.length
    ? range(values, figure)
    : `not measured: ${missing ?? 'its bench told nothing'}`;
  const beside = figure.peer && peer.length > 0 ? `${figure.peer.name}: ${range(peer, figure)}` : '';
  const times = ratio(measured);
  const met = isMet(measured);
  const cells = [
    String(figure.issue),
    figure.what,
    asked(figure),
    told,
    beside,
    times === null ? '' : times < 100 ? times.toPrecision(2) : Math.round(times).toLocaleString('en'),
    met === null ? '' : met ? 'yes' : '**no**',
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function asked({ target, unit }: Figure): string {
  if (!target) return '';
  if ('timesPeer' in target)
    return target.timesPeer === 1 ? 'no worse than the peer' : `${target.timesPeer} × the peer`;
  const [words, value] = 'most' in target ? ['at most', target.most] : ['at least', target.least];
  return `${words} ${value.toLocaleString('en')}${space(unit)}`;
}

/** The median, and the least and the most of several runs. */
function range(values: readonly number[], { unit, digits = 2 }: Figure): string {
  const told = (value: number) =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const [least, most] = [told(Math.min(...values)), told(Math.max(...values))];
  const spread = least === most ? '' : ` (${least} to ${most})`;
  return `${told(median(values))}${space(unit)}${spread}`;
}

function space(unit: Figure['unit']): string {
  return unit === '' ? '' : ` ${unit}`;
}
