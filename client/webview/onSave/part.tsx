import { useId, useState } from 'preact/hooks';
import type { SavePart, SaveRow } from '../../../server/src/protocol.ts';
import { t } from '../l10n.tsx';
import type { Choices } from './choices.ts';
import { RowView } from './row.tsx';
import { RuleList } from './rules.tsx';
import type { Send } from './send.ts';
import { Statements } from './statements.tsx';
import { canRefuse, columns, type SourceNumbers } from './words.ts';

interface Props {
  readonly part: SavePart;
  readonly several: boolean;
  readonly reading: string;
  readonly choices: Choices;
  readonly numbers: SourceNumbers;
  /** Full names of rules whose files can be opened. */
  readonly withFile: ReadonlySet<string>;
  readonly send: Send;
}

/** The rules of an object, or of one kind of account, and the table of channels. */
export function PartView({ part, several, reading, choices, numbers, withFile, send }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const id = useId();
  const { title, quiet, rules, groups, onEdit, elsewhere } = part;
  const isShown = (row: SaveRow) =>
    !choices.hidden.includes(row.channel) && (!choices.onlyRefusals || canRefuse(row));
  const shown = groups
    .map(({ name, rows }) => ({ name, rows: rows.filter(isShown) }))
    .filter(({ rows }) => rows.length > 0);
  const channels = shown.flatMap(({ rows }) => rows.map(({ channel }) => channel));
  const allOpen = channels.length > 0 && channels.every((channel) => open.has(channel));
  const toggle = (channel: string) => {
    const next = new Set(open);
    if (!next.delete(channel)) next.add(channel);
    setOpen(next);
  };
  return (
    <section aria-labelledby={several ? id : undefined}>
      {several && <h2 id={id}>{title}</h2>}
      {quiet && (
        <p class="banner note">
          <Statements.One statement={quiet} />
        </p>
      )}
      <RuleList rules={rules} withFile={withFile} nested={several} send={send} />
      {groups.length > 0 && (
        <>
          {channels.length > 0 && (
            <p class="actions">
              <button
                type="button"
                class="secondary"
                onClick={() => setOpen(allOpen ? new Set() : new Set(channels))}
              >
                {allOpen ? t('Hide All Details') : t('Show All Details')}
              </button>
            </p>
          )}
          {channels.length === 0 ? (
            <p class="banner">{t('No channel is left to show by what is chosen above.')}</p>
          ) : (
            <table class="saves">
              <caption>{t('{0}: what becomes of a match on each channel', title)}</caption>
              <thead>
                <tr>
                  <th scope="col" rowSpan={2}>
                    {t('Channel')}
                  </th>
                  <th scope="colgroup" colSpan={2}>
                    {t('Create')}
                  </th>
                  <th scope="colgroup" colSpan={2}>
                    {t('Edit')}
                  </th>
                </tr>
                <tr>
                  {columns.map(({ operation, allowSave }) => (
                    <th key={`${operation} ${allowSave}`} scope="col">
                      {allowSave ? t('with allowSave=true') : t('without options')}
                    </th>
                  ))}
                </tr>
              </thead>
              {shown.map(({ name, rows }) => (
                <tbody key={name}>
                  <tr class="group">
                    <th scope="rowgroup" colSpan={5}>
                      {name}
                    </th>
                  </tr>
                  {rows.map((row) => (
                    <RowView
                      key={row.channel}
                      row={row}
                      rules={rules}
                      numbers={numbers}
                      id={`${id}-${row.channel}`}
                      open={open.has(row.channel)}
                      toggle={() => toggle(row.channel)}
                    />
                  ))}
                </tbody>
              ))}
            </table>
          )}
          <p>{`${reading} ${t('Numbers are those of the sources, which stand at the end.')}`}</p>
          {onEdit && (
            <p>
              <Statements.One statement={onEdit} />
            </p>
          )}
          <details>
            <summary>{t('Channels that save other objects ({0})', elsewhere.length)}</summary>
            <ul>
              {elsewhere.map((one) => (
                <li key={one.channel}>
                  {one.title}: <Statements.One statement={one.why} />
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </section>
  );
}
