import type { PreviewRule } from '../../server/src/protocol.ts';
import { Scroll } from './scroll.tsx';

interface Props {
  readonly channels: PreviewRule['channels'];
  readonly label: string;
}

const confidences: Readonly<Record<string, string>> = {
  documented: 'Documented',
  'well-founded': 'Well founded',
  weak: 'Weakly supported',
  open: 'An open question',
};

export function ChannelTable({ channels, label }: Props) {
  const operations = new Set(channels.map(({ operation }) => operation));
  return (
    <details class="channels">
      <summary>What {label} does with a match on each channel</summary>
      <Scroll label={`Channels of ${label}`} stacks={true}>
        <table>
          <thead>
            <tr>
              <th scope="col">Channel</th>
              {operations.size > 1 && <th scope="col">On</th>}
              <th scope="col">Result</th>
            </tr>
          </thead>
          <tbody>
            {channels.map((row) => (
              <tr key={`${row.channel} ${row.operation}`}>
                <th scope="row">{row.title}</th>
                {operations.size > 1 && (
                  <td data-of="On">{row.operation === 'insert' ? 'create' : 'edit'}</td>
                )}
                <td class={`result ${row.result}`}>
                  {row.text}
                  <span class="known quiet">
                    {confidences[row.confidence] ?? row.confidence} · {row.source}
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
