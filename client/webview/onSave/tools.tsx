import { useId } from 'preact/hooks';
import type { SaveGroup, SaveTableAnswer } from '../../../server/src/protocol.ts';
import { t } from '../l10n.tsx';
import type { Choices } from './choices.ts';
import type { Send } from './send.ts';

interface Props {
  readonly answer: SaveTableAnswer;
  readonly choices: Choices;
  readonly change: (choices: Choices) => void;
  readonly copy: () => void;
  readonly send: Send;
}

/** The object, and what is shown of it. */
export function Tools({ answer, choices, change, copy, send }: Props) {
  const { table } = answer;
  const groups = groupsOf(answer);
  return (
    <div class="tools">
      <ObjectChoice answer={answer} send={send} />
      {groups.length > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={choices.onlyRefusals}
            onChange={({ currentTarget }) => change({ ...choices, onlyRefusals: currentTarget.checked })}
          />
          {t('Only channels that can refuse')}
        </label>
      )}
      {table !== null && (
        <button type="button" onClick={copy}>
          {t('Copy as Markdown')}
        </button>
      )}
      {groups.length > 0 && <ChannelChoice groups={groups} choices={choices} change={change} />}
    </div>
  );
}

function ObjectChoice({ answer, send }: Pick<Props, 'answer' | 'send'>) {
  const id = useId();
  const { table, objects } = answer;
  const withRules = objects.filter(({ rules }) => rules > 0);
  const others = objects.filter(({ rules }) => rules === 0);
  const isListed = table === null || objects.some(({ name }) => name === table.object);
  return (
    <span class="object">
      <label for={id}>{t('Object')}</label>
      <select
        id={id}
        value={table?.object ?? ''}
        onChange={({ currentTarget }) => send({ kind: 'choose', object: currentTarget.value })}
      >
        {!isListed && <option value={table.object}>{table.object}</option>}
        <optgroup label={t('With duplicate rules')}>
          {withRules.map(({ name, rules }) => (
            <option key={name} value={name}>
              {`${name} (${rules})`}
            </option>
          ))}
        </optgroup>
        {others.length > 0 && (
          <optgroup label={t('Other objects of the project')}>
            {others.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </span>
  );
}

interface ChannelProps extends Pick<Props, 'choices' | 'change'> {
  readonly groups: readonly SaveGroup[];
}

function ChannelChoice({ groups, choices, change }: ChannelProps) {
  const hidden = new Set(choices.hidden);
  const all = new Set(groups.flatMap(({ rows }) => rows.map(({ channel }) => channel)));
  const shown = [...all].filter((channel) => !hidden.has(channel)).length;
  const set = (channels: readonly string[], isShown: boolean) => {
    const others = choices.hidden.filter((channel) => !channels.includes(channel));
    change({ ...choices, hidden: isShown ? others : [...others, ...channels] });
  };
  return (
    <details class="choice">
      <summary>{t('Choose channels ({0} of {1})', shown, all.size)}</summary>
      <div class="choice-groups">
        {groups.map(({ name, rows }) => {
          const channels = rows.map(({ channel }) => channel);
          const left = channels.filter((channel) => !hidden.has(channel)).length;
          return (
            <fieldset key={name}>
              <legend>
                <label class="check">
                  <input
                    type="checkbox"
                    checked={left > 0}
                    indeterminate={left > 0 && left < channels.length}
                    onChange={({ currentTarget }) => set(channels, currentTarget.checked)}
                  />
                  {name}
                </label>
              </legend>
              {rows.map(({ channel, title }) => (
                <label key={channel} class="check">
                  <input
                    type="checkbox"
                    checked={!hidden.has(channel)}
                    onChange={({ currentTarget }) => set([channel], currentTarget.checked)}
                  />
                  {title}
                </label>
              ))}
            </fieldset>
          );
        })}
      </div>
    </details>
  );
}

/** Of all parts: business accounts and person accounts have some channels of their own. */
function groupsOf({ table }: SaveTableAnswer): readonly SaveGroup[] {
  const groups = new Map<string, Map<string, SaveGroup['rows'][number]>>();
  for (const { name, rows } of table?.parts.flatMap((part) => part.groups) ?? []) {
    const known = groups.get(name) ?? new Map();
    for (const row of rows) known.set(row.channel, row);
    groups.set(name, known);
  }
  return [...groups].map(([name, rows]) => ({ name, rows: [...rows.values()] }));
}
