import type { PreviewRule } from '../../server/src/protocol.ts';
import { t } from './l10n.tsx';
import { Scroll } from './scroll.tsx';

interface Props {
  readonly channels: PreviewRule['channels'];
  readonly label: string;
}

function confidenceWords(confidence: string): string {
  switch (confidence) {
    case 'documented':
      return t('Documented');
    case 'well-founded':
      return t('Well founded');
    case 'weak':
      return t('Weakly supported');
    case 'open':
      return t('An open question');
    default:
      return confidence;
  }
}

export function ChannelTable({ channels, label }: Props) {
  const operations = new Set(channels.map(({ operation }) => operation));
  return (
    <details class="channels">
      <summary>{t('What {0} does with a match on each channel', label)}</summary>
      <Scroll label={t('Channels of {0}', label)} stacks={true}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('Channel')}</th>
              {operations.size > 1 && <th scope="col">{t('On')}</th>}
              <th scope="col">{t('Result')}</th>
            </tr>
          </thead>
          <tbody>
            {channels.map((row) => (
              <tr key={`${row.channel} ${row.operation}`}>
                <th scope="row">{row.title}</th>
                {operations.size > 1 && (
                  <td data-of={t('On')}>{row.operation === 'insert' ? t('create') : t('edit')}</td>
                )}
                <td class={`result ${row.result}`}>
                  {row.text}
                  <span class="known quiet">
                    {confidenceWords(row.confidence)} · {row.source}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
