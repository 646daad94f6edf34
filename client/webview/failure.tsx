import type { Failure, FailureAction } from '../src/preview/messages.ts';
import { prose } from './l10n.tsx';

interface Props {
  readonly failure: Failure;
  readonly act: (id: FailureAction) => void;
}

export function FailureView({ failure, act }: Props) {
  return (
    <section class="banner failure" role="alert">
      <p>{prose(failure.text)}</p>
      <Actions actions={failure.actions} act={act} />
    </section>
  );
}

/** What can be done about what is told above. */
export function Actions({ actions, act }: Pick<Failure, 'actions'> & Pick<Props, 'act'>) {
  if (actions.length === 0) return null;
  return (
    <p class="actions">
      {actions.map(({ id, label }) => (
        <button key={id} type="button" onClick={() => act(id)}>
          {label}
        </button>
      ))}
    </p>
  );
}
