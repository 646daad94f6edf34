import type { Failure } from '../src/preview/messages.ts';
import type { Send } from './send.ts';

export function FailureView({ failure, send }: { readonly failure: Failure; readonly send: Send }) {
  return (
    <section class="banner failure" role="alert">
      <p>{failure.text}</p>
      {failure.actions.length > 0 && (
        <p class="actions">
          {failure.actions.map(({ id, label }) => (
            <button key={id} type="button" onClick={() => send({ kind: 'failureAction', id })}>
              {label}
            </button>
          ))}
        </p>
      )}
    </section>
  );
}
