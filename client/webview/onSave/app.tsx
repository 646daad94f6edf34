import { useState } from 'preact/hooks';
import type { SaveTable, SaveTableAnswer } from '../../../server/src/protocol.ts';
import type { OnSaveState } from '../../src/onSave/messages.ts';
import { t } from '../l10n.tsx';
import { sourceId, sourceLink } from '../sources.ts';
import { counted } from '../words.ts';
import type { Choices } from './choices.ts';
import { PartView } from './part.tsx';
import type { Send } from './send.ts';
import { Statements } from './statements.tsx';
import { Tools } from './tools.tsx';
import { canRefuse } from './words.ts';

interface Props {
  readonly state: OnSaveState;
  /** What the user chose before. */
  readonly choices: Choices;
  readonly keep: (choices: Choices) => void;
  readonly send: Send;
}

export function App({ state, choices: before, keep, send }: Props) {
  const [choices, setChoices] = useState(before);
  const [copied, setCopied] = useState<SaveTableAnswer | null>(null);
  const { answer, failure } = state;
  const change = (next: Choices) => {
    setChoices(next);
    setCopied(null);
    keep(next);
  };
  const copy = () => {
    send({ kind: 'copy' });
    setCopied(answer);
  };
  return (
    <main>
      <h1>
        {answer?.table ? t('What happens on save: {0}', answer.table.object) : t('What happens on save')}
      </h1>
      {answer !== null && <Tools answer={answer} choices={choices} change={change} copy={copy} send={send} />}
      <p role="status" class="quiet">
        {statusWords(state, choices, copied !== null && copied === answer)}
      </p>
      {failure !== null && (
        <div class="banner failure" role="alert">
          <p>{failure}</p>
          <button type="button" onClick={() => send({ kind: 'retry' })}>
            {t('Try Again')}
          </button>
        </div>
      )}
      {answer?.table && <TableView answer={answer} table={answer.table} choices={choices} send={send} />}
    </main>
  );
}

interface TableProps {
  readonly answer: SaveTableAnswer;
  readonly table: SaveTable;
  readonly choices: Choices;
  readonly send: Send;
}

function TableView({ answer, table, choices, send }: TableProps) {
  const withFile = new Set(
    answer.rules.filter(({ location }) => location !== null).map(({ fullName }) => fullName),
  );
  const numbers = new Map(table.sources.map((title, index) => [title, index + 1]));
  return (
    <article key={`${answer.uri} ${table.object}`}>
      {table.notes.map((note) => (
        <p key={note.text} class="banner note">
          <Statements.One statement={note} />
        </p>
      ))}
      {answer.incomplete && (
        <p class="actions">
          <button type="button" onClick={() => send({ kind: 'readOrg' })}>
            {t('Refresh Rules from Org')}
          </button>
          <button type="button" onClick={() => send({ kind: 'complete' })}>
            {t('All Rules of {0} Are in the Project', table.object)}
          </button>
        </p>
      )}
      {table.parts.map((part) => (
        <PartView
          key={part.title}
          part={part}
          several={table.parts.length > 1}
          reading={table.reading}
          choices={choices}
          numbers={numbers}
          withFile={withFile}
          send={send}
        />
      ))}
      <Statements title={t('When rules find nothing')} statements={table.silences} />
      <Statements title={t('What holds for all rules')} statements={table.facts} />
      <section>
        <h2>{t('Sources')}</h2>
        <ol class="sources">
          {table.sources.map((title) => (
            <li key={title} id={sourceId(title)}>
              <SourceTitle title={title} />
            </li>
          ))}
        </ol>
      </section>
    </article>
  );
}

function SourceTitle({ title }: { readonly title: string }) {
  const link = sourceLink(title);
  return link === null ? <span>{title}</span> : <a href={link}>{title}</a>;
}

function statusWords({ answer, news }: OnSaveState, choices: Choices, isCopied: boolean): string {
  if (answer === null) return t('Reading …');
  if (isCopied) return t('Copied as Markdown.');
  if (news !== '') return news;
  return answer.table === null ? '' : shownWords(answer.table, choices);
}

/** `28 of 35 channels are shown.` */
function shownWords({ parts }: SaveTable, { onlyRefusals, hidden }: Choices): string {
  const rows = parts.flatMap(({ groups }) => groups.flatMap((group) => group.rows));
  const shown = rows.filter((row) => !hidden.includes(row.channel) && (!onlyRefusals || canRefuse(row)));
  const [all, left] = [rows, shown].map((some) => new Set(some.map(({ channel }) => channel)).size);
  if (all === 0) return '';
  const channels = counted.channels(all!);
  return left === all ? t('{0}.', channels) : t('{0} of {1} shown.', left!, channels);
}
