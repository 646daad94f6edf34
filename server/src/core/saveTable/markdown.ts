import { channelNames } from '../outcome/channelNames.ts';
import { escapeMarkdown } from '../outcome/hover.ts';
import { printableLine } from '../printable.ts';
import type { SaveCell, SaveGroup, SavePart, SaveRow, SaveRule, SaveTable, Sourced } from './model.ts';
import { cellAt, columnName, confidenceWords } from './words.ts';

/** The table as a page of Markdown, for a wiki or a pull request. */
export function saveTableMarkdown(table: SaveTable): string {
  const page = new Page(table.sources);
  return `${page.write(table).join('\n\n')}\n`;
}

class Page {
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(sources: readonly string[]) {
    this.#numbers = new Map(sources.map((title, index) => [title, index + 1]));
  }

  write(table: SaveTable): readonly string[] {
    return [
      `# What happens on save: ${plain(table.object)}`,
      ...this.#list(table.notes),
      ...table.parts.flatMap((part) => this.#part(part, table)),
      ...this.#section('When rules find nothing', table.silences),
      ...this.#section('What holds for all rules', table.facts),
      '## Sources',
      [...this.#numbers].map(([title, number]) => `${number}. ${plain(title)}`).join('\n'),
    ];
  }

  #part(part: SavePart, { parts, reading }: SaveTable): readonly string[] {
    return [
      ...(parts.length > 1 ? [`## ${plain(part.title)}`] : []),
      ...this.#list(part.quiet === null ? [] : [part.quiet]),
      ...(part.rules.length === 0 ? [] : ['### Rules', this.#rules(part)]),
      ...part.rules.flatMap((rule) => this.#ruleNotes(rule)),
      ...(part.groups.length === 0
        ? []
        : ['### Channels', plain(reading), ...this.#list(part.onEdit === null ? [] : [part.onEdit])]),
      ...part.groups.flatMap((group) => this.#group(group)),
      ...ruleByRule(part),
      ...(part.elsewhere.length === 0 || part.groups.length === 0
        ? []
        : [
            '### Channels that save other objects',
            part.elsewhere.map(({ title, why }) => `- ${plain(title)}: ${this.#sentence(why)}`).join('\n'),
          ]),
    ];
  }

  #rules({ rules }: SavePart): string {
    const rows = rules.map(({ sortOrder, label, fullName, actions, compares, source, notRun }) => [
      sortOrder === null ? '' : String(sortOrder),
      `${plain(label)} (${plain(fullName)})`,
      notRun.length === 0 ? plain(actions) : `**Not run** (${plain(actions)})`,
      compares.map(plain).join('<br>'),
      plain(source),
    ]);
    return tableOf(['Order', 'Rule', 'Does', 'Compares with', 'Known from'], rows);
  }

  #ruleNotes({ label, notRun, provisos }: SaveRule): readonly string[] {
    const lines = [...notRun, ...provisos].map((one) => `- ${plain(label)}: ${this.#sentence(one)}`);
    return lines.length === 0 ? [] : [lines.join('\n')];
  }

  #group({ name, rows }: SaveGroup): readonly string[] {
    const carries = rows.some(({ carriesAllowSave }) => carriesAllowSave);
    const columns = (['insert', 'update'] as const).flatMap((operation) =>
      (carries ? [false, true] : [false]).map((allowSave) => ({ operation, allowSave })),
    );
    const body = rows.map((row) => [
      plain(row.title),
      ...columns.map(({ operation, allowSave }) => {
        const cell = cellAt(row, operation, allowSave) ?? cellAt(row, null, allowSave);
        if (cell !== null) return this.#cell(cell);
        return allowSave && row.cells.some((one) => one.operation === operation) ? 'cannot carry it' : '–';
      }),
    ]);
    const details = rows.map((row) => this.#details(row)).filter((line) => line !== '');
    return [
      `#### ${plain(name)}`,
      tableOf(['Channel', ...columns.map(columnName)], body),
      ...(details.length === 0 ? [] : [details.join('\n')]),
    ];
  }

  #cell(cell: SaveCell): string {
    const lines = [cell, ...cell.otherwise].map((one, index) => {
      const words = [index === 0 ? '' : 'else', `**${one.words}**`, plain(one.by)];
      return [...words, ...one.provisos.map(plain), `(${this.#known(one)})`]
        .filter((word) => word !== '')
        .join(' ');
    });
    if (cell.unknown !== '') lines.push(plain(cell.unknown));
    return lines.join('<br>');
  }

  #details(row: SaveRow): string {
    const { title, note, seen, changes, step } = row;
    const parts = [
      plain(note),
      seen === null ? '' : `Seen: ${this.#sentence(seen)}`,
      ...changes.map(plain),
      plain(step),
    ].filter((text) => text !== '');
    return parts.length === 0 ? '' : `- ${plain(title)}: ${parts.join(' ')}`;
  }

  #section(title: string, statements: readonly Sourced[]): readonly string[] {
    return statements.length === 0 ? [] : [`## ${title}`, ...this.#list(statements)];
  }

  #list(statements: readonly Sourced[]): readonly string[] {
    return statements.length === 0
      ? []
      : [statements.map((statement) => `- ${this.#sentence(statement)}`).join('\n')];
  }

  #sentence(statement: Sourced): string {
    return `${plain(statement.text)} (${this.#known(statement)})`;
  }

  /** `documented [1, 3]`: how sure it is, and the numbers of its sources. */
  #known({ confidence, sources }: Pick<Sourced, 'confidence' | 'sources'>): string {
    const numbers = sources.map((title) => this.#numbers.get(title)).join(', ');
    return `${confidenceWords[confidence]} \\[${numbers}\\]`;
  }
}

/** What each rule would do by itself, where there are several. */
function ruleByRule(part: SavePart): readonly string[] {
  const running = part.rules.filter(({ notRun }) => notRun.length === 0);
  if (running.length < 2) return [];
  const lines = running.flatMap(({ fullName, label }) =>
    (['insert', 'update'] as const).map((operation) => {
      const results = resultsOfRule(fullName, operation, part)
        .map(({ words, channels }) => `**${words}**: ${plain(channels.join(', '))}`)
        .join('; ');
      return `- ${plain(label)} alone, on ${operation === 'insert' ? 'create' : 'edit'}, without options: ${results}`;
    }),
  );
  return ['### Rule by rule', lines.join('\n')];
}

function resultsOfRule(
  fullName: string,
  operation: 'insert' | 'update',
  { groups }: SavePart,
): readonly { readonly words: string; readonly channels: readonly string[] }[] {
  const byWords = new Map<string, string[]>();
  const all: string[] = [];
  for (const row of groups.flatMap(({ rows }) => rows)) {
    const cell = cellAt(row, operation, false);
    const own = cell?.ofRules.find((one) => one.fullName === fullName);
    if (!own) continue;
    all.push(row.channel);
    byWords.set(own.words, [...(byWords.get(own.words) ?? []), row.channel]);
  }
  return [...byWords].map(([words, channels]) => ({ words, channels: channelNames(channels, all) }));
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Labels and conditions hold anything; GitHub takes dollars for mathematics. */
function plain(text: string): string {
  return escapeMarkdown(printableLine(text)).replace(/\$/g, '\\$');
}
